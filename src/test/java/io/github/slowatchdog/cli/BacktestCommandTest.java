package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.PrometheusServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code backtest} as a person types it (SPEC 9), on a real Prometheus with three hours of history. */
class BacktestCommandTest {

    private static final int SAMPLES = 720;
    /** Prometheus was away for five minutes. */
    private static final int GAP = 300;

    private static final int GAP_END = 320;
    private static final String BOT = "{instance=\"bot:8090\",job=\"bot\"";

    @TempDir
    static Path directory;

    private static PrometheusServer prometheus;
    private static Instant begin;

    @BeforeAll
    static void aStoreWithAPast() {
        begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(200, ChronoUnit.MINUTES);
        History history = new History();
        add(history, "up" + BOT + "}", 0, all(n -> 1));
        add(
                history,
                "process_start_time_seconds" + BOT + "}",
                0,
                all(n -> (int) begin.getEpochSecond() + (n < 480 ? -3600 : 480 * 15 - 2)));
        // born at 1, and again at 1 after the restart
        add(
                history,
                "dup_total" + BOT + "}",
                200,
                IntStream.range(200, SAMPLES).map(n -> 1).toArray());
        add(history, "req_total" + BOT + ",code=\"200\"}", 0, all(n -> 100 * (n + 1)));
        add(history, "req_total" + BOT + ",code=\"500\"}", 0, all(n -> n < 600 ? 0 : Math.min(100, 5 * (n - 599))));
        add(history, "lag" + BOT + "}", 0, all(n -> n == 100 ? 9 : n % 5));
        prometheus = PrometheusServer.in(directory.resolve("prometheus"))
                .knowing(history)
                .start();
    }

    @AfterAll
    static void end() {
        prometheus.close();
    }

    private static int[] all(java.util.function.IntUnaryOperator value) {
        return IntStream.range(0, SAMPLES).map(value).toArray();
    }

    /** In two parts, with the gap between them. */
    private static void add(History history, String name, int first, int[] values) {
        int before = Math.max(0, GAP - first);
        int after = Math.max(0, GAP_END - first);
        history.add(name, begin.plusSeconds(15L * first), 15_000, texts(values, 0, before));
        history.add(name, begin.plusSeconds(15L * (first + after)), 15_000, texts(values, after, values.length));
    }

    private static String[] texts(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static Path configuration(String url) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: all
                    interval: 5s
                    objectives:
                      - {name: dup, count: dup_total, expect: "== 0", no_data: met, on_breach: stop}
                      - {name: ratio, ratio: {bad: 'req_total{code="500"}', total: req_total, window: 5m}, expect: "< 1%", on_breach: fail}
                      - {name: lag, gauge: lag, expect: "< 5", on_breach: warn}
                      - {name: rate, expr: 'sum(rate(req_total[2m]))', expect: "> 1", for: 30s, on_breach: fail}
                      - {name: seen, expr: 'sum(up)', expect: ">= 1", on_breach: fail}
                      - {name: nothing, gauge: nothing, expect: "< 5", on_breach: fail}
                      - {name: page, probe: {url: "http://bot/", json: $.a}, expect: present, on_breach: fail}
                """);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: vanta
                rules: [rules.yaml]
                prometheus: {url: '%s', freshness: {selector: 'up{job="bot"}', max_age: 45s}}
                stop:
                  redis: {url: 'redis://localhost:1/0'}
                  when_blind: {after: 2m, then: warn}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(url));
    }

    private static Terminal backtest(Instant from, Instant to, String... more) throws IOException {
        String[] arguments = new String[7 + more.length];
        List<String> begin = List.of(
                "backtest",
                "--config",
                configuration(prometheus.url().toString()).toString(),
                "--from",
                from.toString(),
                "--to",
                to.toString());
        begin.toArray(arguments);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return new Terminal().run(arguments);
    }

    private static Instant at(int sample) {
        return begin.plusSeconds(15L * sample);
    }

    @Test
    void tellsWhatWouldHaveBreachedAndWhen() throws IOException {
        Terminal run = backtest(at(20), at(SAMPLES - 1));

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains(at(100) + "  BREACH  lag (warn): expected < 5, is 9\n    query     lag\n    expected  < 5\n")
                .contains(at(200) + "  BREACH  dup (stop): expected == 0, is 1\n")
                .contains("dup_total" + BOT + "} nothing -> 1 at " + at(200) + " (series born)")
                .contains(at(200) + "  a stop would be ordered: dup is in breach: expected == 0, is 1\n")
                .contains("  BLIND   lag (warn): newest up sample is")
                .contains("  BREACH  ratio (fail): expected < 1%")
                .contains("  BLIND   nothing (warn): ")
                .contains("not judged: page: a probe has no history\n")
                .contains("\nsoak: fail (dup: breach)")
                .contains("\nanswer: it would have breached; a stop would be in force since " + at(200));
        assertThat(run.err()).contains("replaying");
    }

    @Test
    void theSecondEventBehindARestartIsCountedToo() throws IOException {
        JsonObject told = new JsonObject(backtest(at(20), at(SAMPLES - 1), "--objective", "dup", "--json")
                .out());

        assertThat(told.getString("answer")).isEqualTo("breach");
        JsonObject dup = told.getJsonArray("objectives").getJsonObject(0);
        assertThat(dup.getString("verdict")).isEqualTo("breach");
        assertThat(told.getJsonArray("objectives")).hasSize(1);
        JsonObject stop = told.getJsonObject("stop");
        assertThat(stop.getString("at")).isEqualTo(at(200).toString());
        JsonObject value = new JsonObject(backtest(at(20), at(SAMPLES - 1), "--objective", "dup", "--json", "--suggest")
                        .out())
                .getJsonArray("objectives")
                .getJsonObject(0)
                .getJsonObject("values");
        assertThat(value.getDouble("max")).as("born at 1, and reset to 1").isEqualTo(2.0);
    }

    @Test
    void aCleanStretchIsClean() throws IOException {
        Terminal run = backtest(
                at(20), at(90), "--objective", "dup", "--objective", "rate", "--objective", "seen", "--step", "15s");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).endsWith("answer: nothing would have breached; no stop\n");
    }

    @Test
    void whatIsNotThereIsNotKnown() throws IOException {
        Terminal run = backtest(at(20), at(90), "--objective", "nothing");
        assertThat(run.exit()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).contains("answer: not known");
        assertThat(backtest(at(20), at(90), "--objective", "page").exit()).isEqualTo(2);
        assertThat(backtest(at(SAMPLES + 60), at(SAMPLES + 70), "--objective", "dup")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void thresholdsAreSuggestedFromWhatWasUsual() throws IOException {
        Terminal run = backtest(at(20), at(90), "--suggest");
        assertThat(run.out())
                .contains("they say what was usual, not what is right")
                .contains(
                        "lag: 211 values, min 0, median 2, p99 4, max 4; expect \"< 5\", this history would have kept \"<= 4\"")
                .contains("nothing: no numbers were judged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from soon",
                "--from now",
                "--from -1h --to -2h",
                "--from -1h --to 2100-01-01T00:00:00Z",
                "--from -500d",
                "--from -1h --step 1",
                "--from -1h --step 500ms",
                "--from -1h --objective nobody",
                "--to now"
            })
    void whatCannotBeMeantIsUsage(String options) throws IOException {
        String[] all = ("backtest --config " + configuration("http://127.0.0.1:1") + " " + options).split(" ", -1);
        Terminal run = new Terminal().run(all);
        assertThat(run.exit()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("fix: see 'slo-watchdog backtest --help'");
    }

    @Test
    void aStoreThatIsAwayIsFive() throws IOException {
        Terminal run = new Terminal()
                .run("backtest", "--config", configuration("http://127.0.0.1:1").toString(), "--from", "-1h");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err())
                .contains("http://127.0.0.1:1 does not answer")
                .contains("fix:")
                .doesNotContain("Exception");
    }
}
