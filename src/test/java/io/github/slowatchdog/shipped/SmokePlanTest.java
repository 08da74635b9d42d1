package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ScriptedServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A deployment that does nothing, and is stopped at the end whatever it did (seed 004). */
@Execution(ExecutionMode.CONCURRENT)
class SmokePlanTest {

    private static final String GOOD = """
            Startup banner: runtime 4f2a91c
            environment is valid
            persistence mounts are valid
            replay phase started, 0 events
            meta orchestrator initialized
            idle state reached
            """;

    private final FakeSystem agent = FakeSystem.start();

    @TempDir
    Path directory;

    private String log = GOOD;
    private double orders;
    private boolean stops = true;

    @BeforeEach
    void start() {
        status(false, "none");
        agent.page("/health", "{}")
                .on("/v1/deploy", asked -> {
                    status(true, new JsonObject(asked.body()).getString("image"));
                    Files.writeString(directory.resolve("runtime.log"), log);
                    agent.page("/metrics", metrics());
                    ScriptedServer.send(asked, 200, "application/json", "{\"running\": true}");
                })
                .on("/v1/stop", asked -> {
                    status(!stops, "none");
                    ScriptedServer.send(asked, 200, "application/json", "{}");
                });
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private String metrics() {
        return "process_start_time_seconds " + System.currentTimeMillis() / 1000.0 + "\nruntime_orders_total " + orders
                + "\n";
    }

    private void status(boolean running, String image) {
        agent.page(
                "/v1/status",
                new JsonObject()
                        .put("running", running)
                        .put("container_name", "runtime")
                        .put("image", image)
                        .put("started_at", "2026-11-26T15:00:00Z")
                        .put("plane", "paper")
                        .put("restarts", 0)
                        .encode());
    }

    private ShippedPlan smoke(String environment) {
        try {
            return ShippedPlan.of("smoke-deploy")
                    .with("--env", environment)
                    .var("agent_url", agent.url())
                    .var("metrics_url", agent.url() + "/metrics")
                    .var("token_file", Files.writeString(directory.resolve("token"), "hunter2"))
                    .var("image", "runtime:4f2a91c")
                    .var("log_file", directory.resolve("runtime.log"))
                    .var("workflow", Files.writeString(directory.resolve("deploy.yml"), "on: workflow_dispatch"))
                    .var("migrated", "true")
                    .var("start", "1s")
                    .var("idle", "1s")
                    .var("stop", "1s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void deployed_seen_and_stopped() {
        smoke("dev").passes();
    }

    @Test
    void not_in_production() {
        assertThat(smoke("prod").run().exit()).isEqualTo(3);
    }

    @Test
    void not_without_what_must_be_so_before() {
        smoke("dev").var("migrated", "false").ends(3, "\"the database is migrated\" is required and did not pass");
    }

    @Test
    void an_order_in_the_log() {
        log = GOOD + "order executed: BTC-USD\n";
        smoke("dev")
                .fails("it comes up in order, and stays idle: log: expected not to have", "order executed: BTC-USD");
    }

    @Test
    void a_start_in_another_order() {
        log = GOOD.replace("idle state reached\n", "").replace("replay", "idle state reached\nreplay");
        smoke("dev").fails("expected to have /(?i)idle state reached/, after");
    }

    @Test
    void an_order_in_the_metrics() {
        orders = 1;
        smoke("dev").fails("nothing was counted: body: expected not to have", "runtime_orders_total 1.0");
    }

    @Test
    void a_container_that_cannot_be_stopped_is_a_failure() {
        stops = false;
        smoke("dev").fails("finally: it is stopped: $.running: expected == false, is true");
    }
}
