package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} as a person types it (SPEC 9), and whether what it writes agrees with a real Prometheus on when there is trouble. */
class ImportCommandTest {

    private static final int SAMPLES = 240;
    private static final Duration SCRAPE = Duration.ofSeconds(15);

    /** By name: expressions of alerts of every form that is translated. */
    private static final Map<String, String> ALERTS = new LinkedHashMap<>(Map.of(
            "LongQueue", "queue_length > 10",
            "LongestQueue", "5 * 2 < max(queue_length)",
            "ManyErrors", "sum(rate(err_total[2m])) / sum(rate(req_total[2m])) > 0.05",
            "NoHeart", "absent(heart)",
            "NoHeartForLong", "absent_over_time(heart[6m])",
            "LongQueueWhileUp", "queue_length > 10 and on (instance) up == 1",
            "OneQueueAlone", "queue_length{queue=\"a\"} > ignoring (queue) 2 * queue_length{queue=\"b\"}",
            "Restarted", "changes(process_start_time_seconds[3m]) > 0",
            "Never", "no_such_metric > 5",
            "Always", "vector(1)"));

    @TempDir
    Path directory;

    private static Terminal run(Object... arguments) {
        return new Terminal()
                .run(java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path alerts() throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: all\n    interval: 5s\n    rules:\n");
        ALERTS.forEach((name, expr) -> rules.append("      - {alert: ")
                .append(name)
                .append(", expr: '")
                .append(expr)
                .append("'}\n"));
        rules.append("      - {alert: LongQueueForLong, expr: 'queue_length > 10', for: 2m}\n");
        return Files.writeString(directory.resolve("alerts.yaml"), rules);
    }

    @Test
    void writesAFileOnceAndAgainOnlyByForce() throws IOException {
        Path output = directory.resolve("imported.yaml");
        Terminal first = run("import", "prometheus", alerts(), "--output", output, "--on-breach", "fail");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err()).contains("11 of 11 alerts carried over; ", "written: " + output);
        String written = Files.readString(output);
        assertThat(written).contains("on_breach: fail").doesNotContain("on_breach: warn");

        Files.writeString(output, "mine");
        Terminal refused = run("import", "prometheus", alerts(), "--output", output);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains(output + " is there already").contains("--force");
        assertThat(output).hasContent("mine");

        assertThat(run("import", "prometheus", alerts(), "--output", output, "--force", "--on-breach", "fail")
                        .exit())
                .isZero();
        assertThat(Files.readString(output)).isEqualTo(written);
        assertThat(run("import", "prometheus", alerts(), "--output", directory.resolve("none/x.yaml"))
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        assertThat(run("import").exit()).isEqualTo(4);
        assertThat(run("import", "openslo").exit()).isEqualTo(4);
        Terminal word = run("import", "prometheus", alerts(), "--on-breach", "kill");
        assertThat(word.exit()).isEqualTo(4);
        assertThat(word.err()).contains("none of warn, fail, stop");
        Terminal missing = run("import", "openslo", directory.resolve("none.yaml"));
        assertThat(missing.exit()).isEqualTo(4);
        assertThat(missing.err()).contains("none.yaml:1:1: it does not exist");
        Terminal nothing = run("import", "openslo", alerts());
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("not read: no apiVersion").contains("0 of 0 objectives carried over");
    }

    /** The same history, asked by Prometheus's own engine for each alert, and replayed through the rules that were imported. */
    @Test
    void agreesWithPrometheus() throws Exception {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(90, ChronoUnit.MINUTES);
        try (PrometheusServer prometheus = PrometheusServer.in(directory.resolve("prometheus"))
                .knowing(history(begin))
                .start()) {
            Path rules = directory.resolve("imported.yaml");
            assertThat(run("import", "prometheus", alerts(), "--output", rules).exit())
                    .isZero();
            Instant from = begin.plusSeconds(600);
            Instant to = begin.plus(SCRAPE.multipliedBy(SAMPLES - 1));
            JsonObject told = new JsonObject(run(
                            "backtest",
                            "--config",
                            configuration(rules, prometheus.url()),
                            "--from",
                            from,
                            "--to",
                            to,
                            "--json")
                    .out());

            Map<String, List<Instant>> fired = new LinkedHashMap<>();
            for (Map.Entry<String, String> alert : ALERTS.entrySet()) {
                fired.put(alert.getKey(), risings(prometheus.url(), alert.getValue(), from, to, Duration.ZERO));
            }
            fired.put(
                    "LongQueueForLong",
                    risings(prometheus.url(), "queue_length > 10", from, to, Duration.ofMinutes(2)));
            assertThat(fired.get("LongQueue"))
                    .as("something happens in this history")
                    .hasSize(2);
            assertThat(fired.get("NoHeart")).hasSize(1);
            assertThat(fired.get("LongQueueForLong")).hasSize(1);
            fired.forEach((alert, times) -> agree(alert, times, breaches(told, alert)));
            assertThat(breaches(told, "Never")).isEmpty();
            assertThat(verdict(told, "Never"))
                    .as("silent there, and not known here")
                    .isEqualTo("blind");
        }
    }

    private static void agree(String alert, List<Instant> fired, List<Instant> breaches) {
        assertThat(breaches).as(alert + " fired at " + fired).hasSize(fired.size());
        for (int i = 0; i < fired.size(); i++) {
            assertThat(Duration.between(fired.get(i), breaches.get(i)).abs())
                    .as(alert + " fired at " + fired.get(i) + ", breach at " + breaches.get(i))
                    .isLessThanOrEqualTo(SCRAPE);
        }
    }

    private static List<Instant> breaches(JsonObject told, String slo) {
        return told.getJsonArray("incidents").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("slo").equals(slo)
                        && one.getString("verdict").equals("breach"))
                .map(one -> Instant.parse(one.getString("at")))
                .toList();
    }

    private static String verdict(JsonObject told, String slo) {
        return told.getJsonArray("objectives").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("slo").equals(slo))
                .findFirst()
                .orElseThrow()
                .getString("verdict");
    }

    /** When an alert begins to fire: its expression finds something, and has done so for as long as it must. */
    private static List<Instant> risings(URI url, String expr, Instant from, Instant to, Duration hold)
            throws Exception {
        URI asked = URI.create(url + "/api/v1/query_range?step=5&start=" + from.getEpochSecond() + "&end="
                + to.getEpochSecond() + "&query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8));
        JsonObject answer = new JsonObject(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofString())
                .body());
        TreeSet<Long> found = new TreeSet<>();
        JsonArray series = answer.getJsonObject("data").getJsonArray("result");
        for (int i = 0; i < series.size(); i++) {
            JsonArray values = series.getJsonObject(i).getJsonArray("values");
            values.forEach(value -> found.add(((JsonArray) value).getNumber(0).longValue()));
        }
        List<Instant> risings = new ArrayList<>();
        long since = Long.MIN_VALUE;
        boolean firing = false;
        for (long second = from.getEpochSecond(); second <= to.getEpochSecond(); second += 5) {
            since = !found.contains(second) ? Long.MIN_VALUE : since == Long.MIN_VALUE ? second : since;
            boolean fires = since != Long.MIN_VALUE && second - since >= hold.toSeconds();
            if (fires && !firing) {
                risings.add(Instant.ofEpochSecond(second));
            }
            firing = fires;
        }
        return risings;
    }

    private static History history(Instant begin) {
        History history = new History();
        String bot = "instance=\"bot:8090\",job=\"bot\"";
        add(history, begin, "up{" + bot + "}", n -> "1");
        add(history, begin, "process_start_time_seconds{" + bot + "}", n -> n < 150 ? "1000" : "9000");
        add(
                history,
                begin,
                "queue_length{" + bot + ",queue=\"a\"}",
                n -> n >= 60 && n < 64 ? "30" : n == 120 ? "12" : "2");
        add(history, begin, "queue_length{" + bot + ",queue=\"b\"}", n -> n >= 118 && n < 132 ? "11" : "3");
        add(history, begin, "req_total{" + bot + "}", n -> String.valueOf(100 * n));
        add(history, begin, "err_total{" + bot + "}", n -> String.valueOf(n < 180 ? n : n < 200 ? n * 10 : 2000 + n));
        history.add(
                "heart{" + bot + "}",
                begin,
                15_000,
                IntStream.range(0, 80).mapToObj(n -> "1").toArray(String[]::new));
        history.add(
                "heart{" + bot + "}",
                begin.plus(SCRAPE.multipliedBy(120)),
                15_000,
                IntStream.range(120, SAMPLES).mapToObj(n -> "1").toArray(String[]::new));
        return history;
    }

    private static void add(History history, Instant begin, String name, IntFunction<String> value) {
        history.add(
                name, begin, 15_000, IntStream.range(0, SAMPLES).mapToObj(value).toArray(String[]::new));
    }

    private Path configuration(Path rules, URI url) throws IOException {
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: vanta
                rules: [%s]
                prometheus: {url: '%s', freshness: {selector: 'up{job="bot"}', max_age: 45s}}
                stop:
                  redis: {url: 'redis://localhost:1/0'}
                  when_blind: {after: 2m, then: warn}
                phases: [{name: dry, soak: {window: 24h}}]
                """.formatted(rules, url));
    }
}
