package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --live} as a person types it, on a real Prometheus, a real Redis, and a bot. */
@Tag("heavy")
class CheckLiveTest {

    private static final String EXPORTER = """
            # TYPE orders counter
            orders_total{side="buy"} 7
            orders_total{side="sell"} 5
            # TYPE depth gauge
            depth 3
            # TYPE mode gauge
            mode{mode="LIVE"} 1
            mode{mode="DRY"} 0
            """;

    @TempDir
    static Path servers;

    @TempDir
    Path directory;

    private static FakeExporter bot;
    private static FakeExporter neighbour;
    private static PrometheusServer prometheus;
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        bot = FakeExporter.start().say(EXPORTER);
        neighbour = FakeExporter.start().say("# TYPE depth gauge\ndepth 9\n");
        Path records = Files.writeString(servers.resolve("records.yaml"), """
                groups:
                  - name: records
                    interval: 1s
                    rules:
                      - {record: "job:orders:sum", expr: sum by (job) (orders_total)}
                """);
        prometheus = PrometheusServer.in(servers.resolve("prometheus"))
                .scrape("bot", bot)
                .scrape("neighbour", neighbour)
                .alerting(records, List.of("127.0.0.1:1"))
                .flag("--storage.tsdb.retention.time=2h")
                .start();
        redis = RedisServer.start(servers);
        ServerProcess.await(
                "five scrapes",
                () -> MetricStore.answers(URI.create(prometheus.url() + "/api/v1/query?query=1"))
                        && bot.scrapes() >= 5
                        && neighbour.scrapes() >= 4);
    }

    @AfterAll
    static void end() {
        redis.close();
        prometheus.close();
        neighbour.close();
        bot.close();
    }

    private String configuration(String rules) throws IOException {
        return configuration(rules, prometheus.url().toString(), bot.address(), redis.port());
    }

    private String configuration(String rules, String store, String page, int redisPort) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), rules);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                        name: desk
                        rules: [rules.yaml]
                        prometheus: {url: '%s', freshness: {selector: 'up{job="bot"}', max_age: 90s}}
                        bot: {metrics: 'http://%s/metrics'}
                        stop:
                          redis: {url: 'redis://127.0.0.1:%d', timeout: 2s}
                          confirm: {state: {metric: mode, label: mode}, expect: "== DRY"}
                          when_blind: {after: 1m, then: warn}
                        phases: [{name: dry, soak: {window: 1h}}]
                        """.formatted(store, page, redisPort))
                .toString();
    }

    private Terminal check(String config, String... more) {
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("check", "--live", "--config", config),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return new Terminal().run(arguments);
    }

    private String shown(Terminal check) {
        return check.out()
                .replace(directory.toString() + "/", "")
                .replaceAll("version [^,]*,", "version V,")
                .replaceAll("\\d+ questions", "N questions")
                .replace(bot.address(), "BOT");
    }

    @Test
    void what_is_as_the_rules_take_it_to_be_is_ok() throws IOException {
        String config = configuration("""
                groups:
                  - name: all
                    via: [bot, prometheus]
                    objectives:
                      - {name: orders, count: orders_total, window: 1m, expect: "< 1000", on_breach: stop}
                      - {name: mode, state: {metric: mode, label: mode}, expect: "=~ LIVE|DRY", on_breach: stop}
                      - {name: depth, gauge: 'depth{job="bot"}', expect: "<= 100", on_breach: warn}
                      - {name: up, via: [prometheus], expr: 'min_over_time(up{job="bot"}[1m])', expect: ">= 0", on_breach: fail}
                """);

        Terminal check = check(config, "--strict");

        assertThat(shown(check)).matches("""
                prometheus  version V, N questions, the bot is scraped every 1s
                bot         6 series of 4 metrics
                redis       a probe key was written, read back and deleted
                ok: desk, phase dry, 4 objectives in 1 groups, configuration [0-9a-f]+
                """);
        assertThat(check.err()).isEmpty();
        assertThat(check.exit()).isZero();
        Set<String> keys = redis.ask(jedis -> jedis.keys("*"));
        assertThat(keys).isEmpty();
    }

    @Test
    void each_finding_has_its_place_its_reason_and_its_fix() throws IOException {
        String config = configuration("""
                groups:
                  - name: all
                    interval: 5s
                    objectives:
                      - {name: misspelled, count: ordres_total, expect: "< 5", on_breach: stop}
                      - {name: lazy, count: rejects_total, expect: "== 0", no_data: met, on_breach: stop}
                      - {name: label, count: 'orders_total{sied="buy"}', expect: "< 9", on_breach: stop}
                      - {name: counted, count: 'depth{job="bot"}', expect: "< 9", on_breach: stop}
                      - {name: gauged, gauge: orders_total, expect: "> 0", on_breach: warn}
                      - {name: foreign, gauge: depth, expect: "< 9", on_breach: warn}
                      - {name: short, count: orders_total, window: 3s, expect: "< 9", on_breach: warn}
                      - {name: recorded, count: 'job:orders:sum', expect: "< 9", on_breach: warn}
                      - {name: syntax, expr: 'sum(rate(orders_total[5m])', expect: "< 9", on_breach: warn}
                      - {name: nothing, expr: 'sum(rate(ordres_total[5m]))', expect: "< 9", on_breach: warn}
                      - {name: nan, expr: '0 / (0 * sum(orders_total))', expect: "< 9", on_breach: warn}
                      - {name: two, expr: 'rate(orders_total[1s])', expect: "< 9", no_data: met, on_breach: warn}
                      - {name: near, expr: 'increase(orders_total[6s])', expect: "< 2", on_breach: warn}
                      - {name: long, expr: 'delta(depth[1d])', expect: "< 9", no_data: met, on_breach: warn}
                """);

        Terminal check = check(config);

        Path golden = Path.of("src/test/resources/preflight/live.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, shown(check));
        }
        assertThat(shown(check)).isEqualTo(Files.readString(golden));
        assertThat(check.exit()).isEqualTo(1);

        JsonObject json = new JsonObject(check(config, "--json").out());
        JsonArray findings = json.getJsonArray("findings");
        assertThat(json.getBoolean("ok")).isFalse();
        assertThat(findings).hasSizeGreaterThan(12);
        assertThat(findings.getJsonObject(0).fieldNames())
                .containsExactly("severity", "code", "file", "line", "column", "path", "what", "why", "fix");
    }

    @Test
    void warnings_count_only_where_one_is_strict() throws IOException {
        String config = configuration("""
                groups: [{name: all, objectives: [{name: lazy, count: rejects_total, expect: "== 0", no_data: met, on_breach: stop}]}]
                """);

        assertThat(check(config).exit()).isZero();
        assertThat(check(config).out()).contains("\n1 finding: 0 errors, 1 warning\n");
        assertThat(check(config, "--strict").exit()).isEqualTo(1);
    }

    @Test
    void servers_that_are_away_are_named_and_the_rest_is_looked_at() throws IOException {
        String rules = """
                groups: [{name: all, objectives: [{name: it, expr: 'sum(x) or vector(0)', expect: "== 0", on_breach: stop}]}]
                """;
        int nobody = ServerProcess.freePort();

        Terminal all = check(configuration(rules, "http://127.0.0.1:" + nobody, "127.0.0.1:" + nobody, nobody));
        assertThat(all.exit()).isEqualTo(5);
        assertThat(all.out())
                .contains("no-data-passes")
                .contains(" error prometheus-unreachable: prometheus.url: ")
                .contains(" error bot-unreachable: bot.metrics: ")
                .contains(" error redis-unreachable: stop.redis.url: ")
                .endsWith("4 findings: 4 errors, 0 warnings; could not be reached: bot, prometheus, redis\n");

        Terminal one = check(configuration(rules, prometheus.url().toString(), bot.address(), nobody));
        assertThat(one.exit()).isEqualTo(5);
        assertThat(one.out()).contains("bot         6 series").endsWith("could not be reached: redis\n");
    }

    @Test
    void a_store_that_does_not_read_the_bot_is_told_apart() throws IOException {
        String config = configuration(
                "groups: [{name: all, objectives: [{name: it, gauge: depth, expect: \"< 9\", on_breach: stop}]}]");
        Files.writeString(
                Path.of(config), Files.readString(Path.of(config)).replace("up{job=\"bot\"}", "up{job=\"bto\"}"));

        assertThat(check(config).out())
                .contains(" error bot-not-scraped: prometheus.freshness.selector: up{job=\"bto\"} matches nothing");
    }

    /** The shipped rules on the bot of the demonstration: one counter is born with its first event, which is said. */
    @Test
    void the_shipped_rules_are_clean_on_the_demo_bot() throws Exception {
        try (DemoBot demo = DemoBot.start("--redis", "127.0.0.1:" + redis.port());
                PrometheusServer store = PrometheusServer.in(directory.resolve("store"))
                        .scrape("vanta-metrics", demo.url().getAuthority())
                        .start()) {
            String config = Files.readString(Path.of("config/quickstart.yaml"))
                    .replace("../rules/", Path.of("rules").toAbsolutePath() + "/")
                    .replace("http://localhost:9090", store.url().toString())
                    .replace("localhost:8090", demo.url().getAuthority())
                    .replace("localhost:6379", "127.0.0.1:" + redis.port());
            String file = Files.writeString(directory.resolve("quickstart.yaml"), config)
                    .toString();
            ServerProcess.await(
                    "the first scrapes",
                    () -> !check(file).out().contains("bot-not-scraped")
                            && check(file).out().contains("scraped every 1s"));

            Terminal check = check(file);

            assertThat(check.exit()).isZero();
            assertThat(check.out())
                    .contains("counter-not-created: groups[0].objectives[0].count: vanta_intent_duplicate_total")
                    .contains(
                            "counter-not-created: groups[0].objectives[1].count: vanta_intent_illegal_transition_total")
                    .contains("\n2 findings: 0 errors, 2 warnings\n");
        }
    }
}
