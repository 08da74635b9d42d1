package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.bot.PageFacts;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.prometheus.Recorded;
import io.github.slowatchdog.prometheus.StoreAbout;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what servers have told, without any server: rows of pitfalls P4, P5, P9, P20, P22, P24, P35 to P38, P40, P41. */
class JudgesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Place PLACE = new Place("x.yaml", 1, 1, "");

    @TempDir
    Path directory;

    private Asked asked(String keys) {
        return asked("5s", keys);
    }

    private Asked asked(String interval, String keys) {
        Loaded.Ok loaded = Checked.rules(
                directory,
                "groups:\n  - name: all\n    interval: " + interval
                        + "\n    objectives:\n      - {name: it, on_breach: fail, " + keys + "}\n");
        return Inventory.of(loaded.settings(), loaded.places()).get(0);
    }

    /** A series of ten samples, the newest now. */
    private static Series series(String metric, Duration every, double value, String... labels) {
        String[] all =
                Stream.concat(Stream.of(Labels.NAME, metric), Stream.of(labels)).toArray(String[]::new);
        Series.Builder series = Series.of(Labels.of(all));
        for (int i = 9; i >= 0; i--) {
            series.add(NOW.minus(every.multipliedBy(i)), value);
        }
        return series.build();
    }

    private static StoreFacts facts(Map<Indicator, Measurement> answers, Map<String, Recorded> recorded) {
        return new StoreFacts(
                new StoreAbout(
                        Optional.empty(),
                        Optional.of("3.0.0"),
                        Optional.of(Duration.ofDays(15)),
                        Optional.of(Duration.ZERO)),
                NOW,
                answers,
                true,
                Map.of(),
                Map.of(),
                recorded,
                Map.of());
    }

    private static Measurement samples(List<Series> series) {
        return new Measurement.Samples(NOW, List.of(series), Optional.empty());
    }

    private static List<String> words(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().word()).toList();
    }

    private static String[] words(String words) {
        return words.equals("''") ? new String[0] : words.split(" ", -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "window-of-few-scrapes; count: x, window: 1m, expect: '< 5'",
                "''; count: x, window: 2m, expect: '< 5'",
                "''; count: x, expect: '< 5'",
                "beyond-retention; count: x, window: 16d, expect: '< 5'",
                "window-without-two-scrapes; expr: 'rate(x[30s])', expect: '< 5'",
                "window-of-few-scrapes; expr: 'rate(x[1m])', expect: '< 5'",
                "window-of-few-scrapes; expr: 'max_over_time(x[1m])', expect: '< 5'",
                "''; expr: 'rate(x[2m])', expect: '< 5'",
                "''; expr: 'sum(x)', expect: '< 5'",
                "beyond-retention; expr: 'rate(x[16d])', expect: '< 5'",
                "increase-extrapolates; expr: 'increase(x[2m])', expect: '< 2'",
                "increase-extrapolates; expr: 'sum(increase(x[2m]))', expect: '<= 1'",
                "''; expr: 'increase(x[5m])', expect: '< 2'",
                "''; expr: 'increase(x[2m])', expect: '< 2.5'",
                "''; expr: 'increase(x[2m])', expect: '> 2'",
            })
    void windows_against_scrapes_of_thirty_seconds(String words, String keys) {
        Indicator gauge = new Indicator.Gauge(Selector.parse("x"));
        StoreFacts facts = facts(Map.of(gauge, samples(List.of(series("x", Duration.ofSeconds(30), 1)))), Map.of());

        assertThat(words(new SpacingJudge(facts, Optional.empty()).of(asked(keys))))
                .containsExactly(words(words));
        assertThat(words(new SpacingJudge(facts(Map.of(), Map.of()), Optional.of(Duration.ofMillis(29_990)))
                        .of(asked(keys))))
                .as("by the scrapes of the bot")
                .containsExactly(words(words));
    }

    @Test
    void a_rate_whose_window_is_hardly_longer_than_the_interval_loses_events_at_the_border() {
        SpacingJudge judge = new SpacingJudge(facts(Map.of(), Map.of()), Optional.of(Duration.ofSeconds(30)));

        assertThat(words(judge.of(asked("5m", "expr: 'rate(x[5m])', expect: '< 5'"))))
                .containsExactly("window-near-interval");
        assertThat(words(judge.of(asked("5m", "expr: 'rate(x[6m])', expect: '< 5'"))))
                .isEmpty();
    }

    @Test
    void without_samples_nothing_is_said_of_scrapes() {
        SpacingJudge judge = new SpacingJudge(facts(Map.of(), Map.of()), Optional.empty());

        assertThat(judge.of(asked("expr: 'rate(x[10s])', expect: '< 5'"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "not-a-counter; count: depth, expect: '< 5'",
                "not-a-counter; ratio: {bad: depth, total: a_total, window: 1m}, expect: '< 5'",
                "not-a-counter; expr: 'sum(rate(depth[5m]))', expect: '< 5'",
                "not-a-gauge; gauge: a_total, expect: '< 5'",
                "not-a-gauge; changes: a_total, expect: '< 5'",
                "''; expr: 'max_over_time(depth[5m]) + delta(depth[5m])', expect: '< 5'",
                "''; count: a_total, expect: '< 5'",
                "''; count: om_total, expect: '< 5'",
                "''; count: h_count, expect: '< 5'",
                "''; count: h_bucket, expect: '< 5'",
                "''; gauge: h_sum, expect: '< 5'",
                "''; count: told_twice, expect: '< 5'",
                "''; count: untold, expect: '< 5'",
                "''; gauge: depth, expect: '< 5'",
            })
    void types(String words, String keys) {
        TypeJudge judge = new TypeJudge(Map.of(
                "depth", Set.of("gauge"),
                "a_total", Set.of("counter"),
                "om", Set.of("counter"),
                "h", Set.of("histogram"),
                "told_twice", Set.of("counter", "gauge")));

        assertThat(words(judge.of(asked(keys)))).containsExactly(words(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "rate-of-sum recorded-series; count: 'job:x:sum', expect: '< 5'",
                "rate-of-sum recorded-series; expr: 'rate(job:x:sum[5m])', expect: '< 5'",
                "recorded-series; gauge: 'job:x:sum', expect: '< 5'",
                "recorded-series; expr: 'job:x:rate5m > 1', expect: '< 5'",
                "''; count: x, expect: '< 5'",
            })
    void recording_rules(String words, String keys) {
        RecordingJudge judge = new RecordingJudge(Map.of(
                "job:x:sum", new Recorded("sum by (job) (x)", Duration.ofMinutes(1)),
                "job:x:rate5m", new Recorded("sum by (job) (rate(x[5m]))", Duration.ofMinutes(1))));

        assertThat(words(judge.of(asked(keys)))).containsExactly(words(words));
    }

    private List<String> fresh(List<Series> ups, boolean starts, Duration maxAge, Duration skew) {
        Loaded.Ok loaded = Checked.load(
                directory,
                """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:9', freshness: {selector: up, max_age: %ds}}
                stop: {redis: {url: 'redis://127.0.0.1:9'}, when_blind: {after: 1m, then: warn}}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(maxAge.toSeconds()),
                "groups: [{name: all, objectives: [{name: it, count: x, expect: \"== 0\", on_breach: fail}]}]");
        StoreFacts facts = new StoreFacts(
                new StoreAbout(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(skew)),
                NOW,
                Map.of(new Indicator.Gauge(Selector.parse("up")), samples(ups)),
                starts,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        return words(new StoreJudge(loaded.settings().prometheus(), loaded.places()).of(facts));
    }

    @Test
    void freshness() {
        Duration age = Duration.ofSeconds(90);
        List<Series> up = List.of(series("up", Duration.ofSeconds(30), 1));
        List<Series> down = List.of(series("up", Duration.ofSeconds(30), 0));
        Series old = Series.of(Labels.of(Labels.NAME, "up"))
                .add(NOW.minusSeconds(100), 1)
                .build();

        assertThat(fresh(up, true, age, Duration.ZERO)).isEmpty();
        assertThat(fresh(up, false, age, Duration.ZERO)).containsExactly("no-process-start");
        assertThat(fresh(down, true, age, Duration.ZERO)).containsExactly("bot-not-scraped");
        assertThat(fresh(List.of(), false, age, Duration.ZERO)).containsExactly("bot-not-scraped");
        assertThat(fresh(List.of(old), true, age, Duration.ZERO)).containsExactly("bot-not-scraped");
        assertThat(fresh(up, true, Duration.ofSeconds(60), Duration.ZERO)).containsExactly("max-age-of-few-scrapes");
        assertThat(fresh(up, true, age, Duration.ofSeconds(-3))).containsExactly("clock-skew");
        assertThat(fresh(up, true, age, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void pages() {
        PageJudge judge = new PageJudge(PLACE, Duration.ofSeconds(2));
        Map<String, Integer> small = Map.of("process_start_time_seconds", 1, "x", 1_000);
        Optional<Duration> none = Optional.empty();

        assertThat(judge.of(new PageFacts(true, Optional.empty(), Map.of(), small, none)))
                .isEmpty();
        assertThat(words(judge.of(new PageFacts(true, Optional.empty(), Map.of(), Map.of("x", 1), none))))
                .containsExactly("no-process-start");
        assertThat(words(judge.of(new PageFacts(
                        true,
                        Optional.empty(),
                        Map.of(),
                        Map.of("process_start_time_seconds", 1, "x", 10_000),
                        Optional.of(Duration.ofSeconds(3))))))
                .containsExactly("clock-skew", "page-too-large", "metric-of-many-series");
        assertThat(words(judge.of(new PageFacts(false, Optional.of("refused"), Map.of(), Map.of(), none))))
                .containsExactly("bot-unreachable");
        assertThat(words(judge.of(new PageFacts(true, Optional.of("line 3: ..."), Map.of(), Map.of(), none))))
                .containsExactly("page-unreadable");
    }

    @Test
    void probes() {
        String probe = "probe: {url: 'http://127.0.0.1:9/x?key=hunter2', json: $.mode}";
        Asked text = asked(probe + ", expect: '== DRY'");
        Asked number = asked(probe + ", expect: '> 3'");
        Asked absent = asked(probe + ", expect: absent");
        Measurement nothing = new Measurement.Found(NOW, new Value.Absent("nothing at $.mode"));

        assertThat(ProbeJudge.of(text, new Measurement.Found(NOW, Value.of("LIVE"))))
                .isEmpty();
        assertThat(ProbeJudge.of(number, new Measurement.Found(NOW, Value.of(1))))
                .isEmpty();
        assertThat(words(ProbeJudge.of(number, new Measurement.Found(NOW, Value.of("4")))))
                .containsExactly("probe-not-a-number");
        assertThat(words(ProbeJudge.of(text, nothing))).containsExactly("probe-empty");
        assertThat(ProbeJudge.of(absent, nothing)).isEmpty();
        assertThat(words(ProbeJudge.of(text, new Measurement.Failure(NOW, Reason.ERROR, "HTTP 404"))))
                .containsExactly("probe-fails");
        assertThat(ProbeJudge.of(text, nothing).get(0).toString()).doesNotContain("hunter2");
    }
}
