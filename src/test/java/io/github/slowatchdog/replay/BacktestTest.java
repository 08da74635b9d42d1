package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.MetricSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History through the core (SPEC 9), of a store that is written down: what is found does not depend on how it is read. */
class BacktestTest {

    private static final Instant FROM = Instant.EPOCH.plus(Duration.ofHours(1));
    private static final Instant TO = FROM.plus(Duration.ofHours(3));

    /** Three hours of a bot: a birth, a restart to the same value, one bad sample, a bad ratio, a gap, two builds. */
    private static final String STORY = """
            scrape 15s
            objective {name: none, count: none_total, expect: "== 0", on_breach: warn}
            up{job="bot",instance="a"} from 50m 1x315 _x20 1x430
            process_start_time_seconds{job="bot",instance="a"} from 50m 1x399 9002x370
            dup_total{job="bot",instance="a"} from 1h40m 1x600
            twice_total{job="bot",instance="a"} from 50m 3x770
            req_total{job="bot",instance="a",code="200"} from 50m 0+100x770
            req_total{job="bot",instance="a",code="500"} from 2h40m 0x2 5+5x10 60x400
            lag{job="bot",instance="a"} from 50m 1x100 9 1x668
            value{job="bot",instance="a"} from 50m 2x200 7x3 2x600
            open{job="bot",instance="a"} from 50m 1x500 0x270
            mode{job="bot",instance="a",mode="LIVE"} from 50m 1x770
            build{job="bot",instance="a",version="v1"} from 50m 1x399 0x2 stalex370
            build{job="bot",instance="a",version="v2"} from 2h30m 1x370
            expect at 1h1m: none blind
            """;

    private static final String RULES = """
            groups:
              - name: fast
                interval: 1s
                objectives:
                  - {name: dup, count: dup_total, expect: "== 0", no_data: met, on_breach: stop}
                  - {name: mode, state: {metric: mode, label: mode}, via: [bot, prometheus], expect: "== LIVE", on_breach: stop}
              - name: slow
                interval: 7s
                objectives:
                  - {name: twice, count: twice_total, expect: "< 3", on_breach: fail}
                  - {name: ratio, ratio: {bad: 'req_total{code="500"}', total: req_total, window: 5m}, expect: "< 1%", on_breach: fail}
                  - {name: lag, gauge: lag, expect: "< 5", on_breach: warn}
                  - {name: starts, changes: 'process_start_time_seconds', window: 10m, expect: "< 1", on_breach: warn}
                  - {name: value, expr: 'value{job="bot"}', expect: "< 5", for: 30s, on_breach: warn}
                  - {name: gated, gauge: lag, when: {expr: 'open{job="bot"}'}, expect: "< 10", on_breach: warn}
                  - {name: page, probe: {url: "http://bot/", json: $.a}, expect: present, on_breach: fail}
                  - {name: own, gauge: lag, via: [bot], expect: "< 5", on_breach: stop}
            """;

    @TempDir
    Path directory;

    private Settings settings(String soak) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), RULES);
        Path config = Files.writeString(directory.resolve("watchdog.yaml"), """
                name: vanta
                rules: [rules.yaml]
                prometheus: {url: 'http://localhost:9090', freshness: {selector: up, max_age: 45s}}
                bot: {metrics: 'http://localhost:8090/metrics'}
                stop:
                  redis: {url: 'redis://localhost:6379/0'}
                  when_blind: {after: 2m, then: warn}
                phases: [{name: dry, soak: %s}]
                """.formatted(soak));
        Loaded loaded = ConfigLoader.load(config, Optional.empty(), name -> Optional.empty());
        assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
        return ((Loaded.Ok) loaded).settings();
    }

    private WrittenSource store() throws IOException {
        Path file = Files.writeString(directory.resolve("story.txt"), STORY);
        return new WrittenSource(
                Lane.PROMETHEUS, Scenario.read(file).series().getOrDefault(Lane.PROMETHEUS, List.of()), Duration.ZERO);
    }

    private Backtested run(MetricSource store, Duration longest) throws Exception {
        Settings settings = settings("{window: 1h, restart_on_build: {metric: build, label: version}}");
        Judgeable judgeable = Judgeable.of(settings, Optional.empty(), Set.of());
        return new Backtest(store, new Backtest.History(settings, judgeable), FROM, TO, longest)
                .run((upTo, samples) -> {});
    }

    private static String told(Backtested told) {
        String text = BacktestReport.text(told).replaceFirst(", \\d+ samples", "");
        return text + "\n" + BacktestReport.suggestions(told);
    }

    @Test
    void findsWhatWouldHaveBreachedAndWhen() throws Exception {
        Backtested told = run(store(), Duration.ofHours(1));

        assertThat(told.findings().incidents().stream()
                        .filter(one -> one.verdict() == Verdict.BREACH)
                        .map(one -> Duration.between(Instant.EPOCH, one.at()).toSeconds() + " " + one.slo() + " "
                                + one.evidence().value()))
                .containsExactly(
                        "4517 lag 9",
                        "6000 dup 1",
                        "6050 value 7",
                        "9000 dup 1",
                        "9004 twice 3",
                        "9004 starts 1",
                        "9711 ratio 0.012345679012345678");
        assertThat(told.notJudged().keySet()).containsExactly("own", "page");
        assertThat(told.order())
                .hasValueSatisfying(order -> assertThat(order.slo()).isEqualTo("dup"));
        assertThat(told.answer()).isEqualTo(Backtested.Answer.BREACH);
        assertThat(told.findings().count("lag", Verdict.BLIND))
                .as("the gap of five minutes")
                .isEqualTo(1);
        assertThat(told.findings().events().stream().map(Findings.Event::what))
                .anyMatch(what -> what.startsWith("a stop would be ordered: dup is in breach"))
                .anyMatch(what -> what.equals("a new build: a new soak; the one before was fail"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 45})
    void isTheSameHoweverItIsRead(int minutes) throws Exception {
        Backtested whole = run(store(), Duration.ofHours(4));
        Backtested cut = run(store(), Duration.ofMinutes(minutes));

        assertThat(told(cut)).isEqualTo(told(whole));
        assertThat(cut.cost().most())
                .as("held at once, of " + whole.cost().most())
                .isLessThan(whole.cost().most());
        assertThat(outcomes(cut)).isEqualTo(outcomes(whole));
    }

    private static List<String> outcomes(Backtested told) {
        return told.objectives().stream()
                .map(view -> view.objective().name() + " "
                        + view.readings().stream()
                                .map(reading -> reading.outcomes() + " " + reading.unknowns())
                                .collect(Collectors.joining()))
                .toList();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoAnswer() throws Exception {
        MetricSource gone = new Away(store());
        assertThatThrownBy(() -> run(gone, Duration.ofMinutes(1)))
                .isInstanceOf(Backtest.Unreachable.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void whatNobodyHasIsNotKnown() throws Exception {
        Settings settings = settings("{window: 1h}");
        Judgeable judgeable = Judgeable.of(settings, Optional.of(Duration.ofSeconds(15)), Set.of("lag", "value"));
        WrittenSource empty = new WrittenSource(Lane.PROMETHEUS, List.of(), Duration.ZERO);
        Backtested told = new Backtest(empty, new Backtest.History(settings, judgeable), FROM, TO, Duration.ofHours(1))
                .run((upTo, samples) -> {});
        assertThat(told.answer()).isEqualTo(Backtested.Answer.NOT_KNOWN);
        assertThat(told.soak().verdict()).isEqualTo(SoakVerdict.SOAKING);
        assertThat(told.objectives()).allSatisfy(view -> {
            assertThat(view.verdict()).isEqualTo(Verdict.BLIND);
            assertThat(Backtested.count(view, Outcome.UNKNOWN)).isEqualTo(721);
        });
    }

    @Test
    void whatIsSeenAndGoodIsClean() throws Exception {
        Settings settings = settings("{window: 1h}");
        Judgeable judgeable = Judgeable.of(settings, Optional.of(Duration.ofSeconds(15)), Set.of("mode", "gated"));
        Instant to = FROM.plus(Duration.ofMinutes(65));
        Backtested told = new Backtest(
                        store(), new Backtest.History(settings, judgeable), FROM, to, Duration.ofHours(1))
                .run((upTo, samples) -> {});
        assertThat(told.answer()).isEqualTo(Backtested.Answer.CLEAN);
        assertThat(told.soak().verdict()).isEqualTo(SoakVerdict.PASS);
        assertThat(BacktestReport.text(told)).endsWith("answer: nothing would have breached; no stop");
    }

    /** A store that is away. */
    private static final class Away implements MetricSource {
        private final WrittenSource source;

        Away(WrittenSource source) {
            this.source = source;
            source.fail(Reason.ERROR, "connection refused");
        }

        @Override
        public Lane lane() {
            return source.lane();
        }

        @Override
        public boolean isUp() {
            return false;
        }

        @Override
        public Round begin(Instant now) {
            return source.begin(now);
        }

        @Override
        public io.vertx.core.Future<Void> close() {
            return source.close();
        }
    }
}
