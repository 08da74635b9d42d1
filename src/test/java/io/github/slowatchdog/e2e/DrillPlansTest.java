package io.github.slowatchdog.e2e;

import io.github.slowatchdog.cli.Main;
import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.shipped.ShippedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shipped drills of the kill switch, on a real Redis, with a bot and a watchdog that are processes of their own. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class DrillPlansTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");

    @TempDir
    Path directory;

    private RedisServer redis;
    private final int botPort = ServerProcess.freePort();
    private final int watchdogPort = ServerProcess.freePort();
    private final List<AutoCloseable> started = new ArrayList<>();

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set("exec_mode", "{\"mode\":\"LIVE\",\"emergency_stop\":false}");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
        redis.close();
    }

    /** The log of the bot. */
    private Path bot(boolean failSafe) {
        List<String> command = List.of(
                JAVA,
                "-Xmx32m",
                "-cp",
                CLASSES,
                DemoBot.class.getName(),
                "--port",
                botPort + "",
                "--redis",
                "127.0.0.1:" + redis.port(),
                "--fail-safe",
                failSafe + "");
        ServerProcess bot = ServerProcess.start(command, botPort, directory, "install a JDK");
        started.add(bot);
        return bot.log();
    }

    private Path watchdog() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: intents
                    interval: 500ms
                    via: [bot]
                    objectives:
                      - {name: duplicates, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop}
                """);
        Path config = Files.writeString(
                directory.resolve("watchdog.yaml"), """
                name: drills
                rules: [rules.yaml]
                prometheus: {url: "http://127.0.0.1:1"}
                bot: {metrics: "http://127.0.0.1:%d/metrics"}
                stop:
                  redis: {url: "redis://127.0.0.1:%d"}
                  confirm:
                    probe: {url: "http://127.0.0.1:%d/health", json: $.execution_mode.mode}
                    expect: "== DRY"
                    within: 5s
                  when_blind: {after: 1m, then: warn}
                  release: {green_for: 1s}
                http: {listen: "127.0.0.1:%d"}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(botPort, redis.port(), botPort, watchdogPort));
        started.add(WatchdogProcess.start(directory, "run", "--config", config.toString()));
        return config;
    }

    private ShippedPlan drill(String name, Path log) throws IOException {
        return ShippedPlan.of(name)
                .with("--env", "staging")
                .with("--config", watchdog())
                .var("base_url", "http://127.0.0.1:" + botPort)
                .var("watchdog_url", "http://127.0.0.1:" + watchdogPort)
                .var("log_file", log);
    }

    private ShippedPlan outage(Path log) throws IOException {
        long pid = redis.process().pid();
        return drill("drill-redis-outage", log)
                .var("traffic", "curl -fsS -X POST http://127.0.0.1:" + botPort + "/signals")
                .var("pause", "kill -STOP " + pid)
                .var("resume", "kill -CONT " + pid)
                .var("outage", "2s");
    }

    private ShippedPlan emergencyStop(Path log) throws IOException {
        return drill("drill-emergency-stop", log)
                .var("watchdog", JAVA + " -cp " + CLASSES + " " + Main.class.getName())
                .var("config", directory.resolve("watchdog.yaml"))
                .var("by", "ann")
                .var("signal_id", "drill-1")
                .var("hmac_file", Files.writeString(directory.resolve("hmac"), "hunter2"))
                .var("order_file", directory.resolve("order"))
                .var("halted_seconds", 1);
    }

    @Test
    void withoutRedisTheBotIsInDryAndTheWatchdogGoesOn() throws IOException {
        outage(bot(true)).passes();
    }

    @Test
    void aBotThatTradesOnWithoutRedisFailsTheDrill() throws IOException {
        outage(bot(false))
                .var("at_once", "1s")
                .var("recovery", "1s")
                .fails(
                        "the bot goes to DRY: $.execution_mode.mode: expected == DRY, is LIVE",
                        "finally: Redis answers");
    }

    @Test
    void theStopIsObeyedToldAndTakenBack() throws IOException {
        emergencyStop(bot(true)).passes();
    }

    @Test
    void aBotThatDoesNotObeyFailsTheDrillAndTheStopIsTakenBack() throws IOException {
        Path log = bot(true);
        ShippedPlan drill = emergencyStop(log);
        ServerProcess.await("deaf", () -> deafen());
        drill.var("at_once", "1s")
                .var("seen", "1s")
                .fails(
                        "the bot says DRY: $.execution_mode.mode: expected == DRY, is LIVE",
                        "the stop is released, whatever happened");
    }

    private boolean deafen() {
        try {
            return new ProcessBuilder("curl", "-fsS", "-X", "POST", "http://127.0.0.1:" + botPort + "/inject?what=deaf")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
