package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code verify} as a process: on a real Prometheus and a real Redis, and when it is broken off. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private WatchdogProcess verify(String plan, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), plan);
        return WatchdogProcess.start(
                directory,
                Stream.concat(Stream.of("verify", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void await(String what, WatchdogProcess process, BooleanSupplier condition) {
        ServerProcess.await(what + ": " + process.log(), PATIENCE, condition);
    }

    /** 143 is what a shell says of a program that SIGTERM has ended. */
    @Test
    void aSignalBreaksItOffAndWhatHasToBeDoneIsDone() throws Exception {
        Path cleaned = directory.resolve("cleaned");
        Path report = directory.resolve("report.json");
        try (WatchdogProcess process = verify("""
                name: drill
                steps:
                  - {name: first, exec: {run: ["true"]}}
                  - {name: long, exec: {run: [sleep, "600"], timeout: 1h}}
                  - {name: never, exec: {run: ["true"]}}
                finally:
                  - {name: restored, exec: {run: [touch, "%s"]}}
                """.formatted(cleaned), "--report", report.toString())) {
            await("it has begun", process, () -> process.log().contains("first"));
            assertThat(process.terminate()).as(process.log()).isEqualTo(143);
            assertThat(cleaned).exists();
            assertThat(process.log())
                    .contains("long: the plan was broken off")
                    .contains("finally: restored")
                    .contains("INCONCLUSIVE: the plan was broken off");
            assertThat(report).content().contains("\"verdict\" : \"inconclusive\"");
        }
    }

    @Test
    @Tag("heavy")
    void onRealServers() throws Exception {
        try (FakeExporter bot = FakeExporter.start().say("dup_total 7\nmode{mode=\"DRY\"} 1\nmode{mode=\"LIVE\"} 0\n");
                PrometheusServer prometheus = PrometheusServer.in(directory.resolve("prometheus"))
                        .scrape("bot", bot)
                        .start();
                RedisServer redis = RedisServer.start(directory)) {
            Path config = configuration(prometheus.url(), bot.port(), redis.port());
            try (WatchdogProcess process = verify("""
                    name: everything
                    steps:
                      - {name: it is scraped, expr: up, expect: "== 1", within: 20s}
                      - {name: both lanes say DRY, state: {metric: mode, label: mode}, expect: "== DRY", within: 20s}
                      - {name: the page says so, state: {metric: mode, label: mode}, via: bot, expect: "== DRY"}
                      - {name: no duplicate, count: dup_total, expect: "== 0", hold: 5s}
                      - {name: none on the page, count: dup_total, via: bot, expect: "== 0", hold: 1s}
                      - {name: no flag, flag: redis, expect: {"$.emergency_stop": absent}}
                    """, "--config", config.toString())) {
                assertThat(process.exit()).as(process.log()).isZero();
                assertThat(process.log()).contains("6/6 checks passed");
            }
        }
    }

    @Test
    @Tag("heavy")
    void anEventDuringThePlanIsSeenOnBothLanes() throws Exception {
        try (FakeExporter bot = FakeExporter.start().say("dup_total 7\n");
                PrometheusServer prometheus = PrometheusServer.in(directory.resolve("prometheus"))
                        .scrape("bot", bot)
                        .start()) {
            Path config = configuration(prometheus.url(), bot.port(), 1);
            try (WatchdogProcess process = verify("""
                    name: duplicates
                    steps:
                      - {name: it is scraped, expr: up, expect: "== 1", within: 20s}
                      - {name: begin, exec: {run: ["true"]}}
                      - {name: no duplicate, count: dup_total, via: bot, expect: "== 0", hold: 20s}
                      - {name: in the store, count: dup_total, expect: "== 0", hold: 5s}
                    """, "--config", config.toString())) {
                await("it has begun", process, () -> process.log().contains("begin"));
                bot.say("dup_total 8\n");
                assertThat(process.exit()).as(process.log()).isEqualTo(1);
                assertThat(process.log())
                        .contains("no duplicate: expected == 0, is 1")
                        .contains("in the store: expected == 0, is 1");
            }
        }
    }

    private Path configuration(URI prometheus, int bot, int redis) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: all
                    objectives:
                      - {name: duplicates, count: dup_total, expect: "== 0", on_breach: warn}
                """);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: '%s', freshness: {selector: up, max_age: 10s}}
                bot: {metrics: 'http://127.0.0.1:%d/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d'}
                  when_blind: {after: 1m, then: warn}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(prometheus, bot, redis));
    }
}
