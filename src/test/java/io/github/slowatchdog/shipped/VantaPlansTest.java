package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The one-shot parts of the rollout of the vanta bot (seed 001). */
@Execution(ExecutionMode.CONCURRENT)
class VantaPlansTest {

    private final FakeSystem servers = FakeSystem.start();

    @TempDir
    Path directory;

    private Path backup;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        backup = Files.writeString(directory.resolve("preprod.dump"), "dump");
        log = Files.writeString(directory.resolve("bot.log"), "2026-11-26T15:00:00Z INFO started\n");
        mode("DRY");
        servers.page("/api/v1/query", "{\"data\": {\"result\": [{\"value\": [1, \"1\"]}]}}")
                .page("/api/v1/targets", """
                        {"data": {"activeTargets": [{"labels": {"job": "vanta-metrics"}, "health": "up"},
                                                    {"labels": {"job": "other"}, "health": "down"}]}}""")
                .page(
                        "/api/v1/rules",
                        "{\"data\": {\"groups\": [{\"rules\": [{\"name\": \"a\", \"health\": \"ok\"}]}]}}")
                .page("/api/v1/gate", "{\"open\": true}")
                .page("/rpc", "{\"result\": \"0x10f\"}")
                .page("/telegram/ping", "{\"ok\": true}")
                .page("/api/dashboards/uid/slo-watchdog", "{}");
    }

    @AfterEach
    void close() {
        servers.close();
    }

    private void mode(String mode) {
        servers.page(
                        "/health",
                        "{\"status\": \"ok\", \"version\": \"v9\", \"execution_mode\": {\"mode\": \"" + mode + "\"}}")
                .page("/metrics", """
                        process_start_time_seconds 1700000000
                        vanta_exec_mode{mode="DRY"} %d
                        vanta_exec_mode{mode="LIVE"} %d
                        vanta_http_requests_total{status="200"} 5
                        vanta_tx_total{result="success"} 3.0
                        """.formatted(mode.equals("DRY") ? 1 : 0, mode.equals("DRY") ? 0 : 1));
    }

    private ShippedPlan preflight(Path repo) {
        return ShippedPlan.of("vanta-preflight")
                .var("repo", repo)
                .var("tag", "v9")
                .var("tests", "true")
                .var("lint", "true")
                .var("types", "false")
                .var("migrated", "true")
                .var("sql", "grep -q pg_indexes && echo 1")
                .var("backup", backup);
    }

    @Test
    void the_release_before_it_is_deployed() throws Exception {
        Path repo = Files.createDirectory(directory.resolve("repo"));
        new ProcessBuilder("sh", "-c", """
                        mkdir -p config ops docs
                        echo x > config/env.prod.canary.template; echo x > docs/production-runbook.md
                        echo 'groups: [{name: a, rules: [{alert: A, expr: up == 0}]}]' > ops/production-alerts.rules.yml
                        git init -q -b main . && git add . && git -c user.name=a -c user.email=a@example.org commit -q -m v9
                        git tag v9 && git init -q --bare ../origin && git remote add origin ../origin && git push -q origin v9
                        """).directory(repo.toFile()).start().waitFor();
        preflight(repo).passes();
        preflight(repo)
                .var("tag", "v8")
                .var("sql", "echo 0")
                .var("backup", directory.resolve("none"))
                .fails(
                        "the tag is what is checked out: stdout: expected == v8, is v9",
                        "the tag is published: exit",
                        "a backup is there, and fresh: exit",
                        "the index that makes intents unique is there: stdout: expected >= 1, is 0");
    }

    @Test
    void three_places_agree_on_the_mode() throws IOException {
        try (RedisServer redis = RedisServer.start(directory)) {
            redis.set("exec_mode", "{\"mode\":\"DRY\",\"emergency_stop\":false}");
            deployed(redis, "DRY").passes();
            redis.set("exec_mode", "{\"mode\":\"LIVE\",\"emergency_stop\":false}");
            deployed(redis, "DRY").fails("the flag says the mode: $.mode: expected == DRY, is LIVE");
            mode("LIVE");
            deployed(redis, "LIVE").passes();
            deployed(redis, "DRY")
                    .fails("the page says the mode", "the metric says the mode: expected == DRY, is LIVE");
        }
    }

    private ShippedPlan deployed(RedisServer redis, String mode) throws IOException {
        return ShippedPlan.of("vanta-deployed")
                .with("--config", servers.configuration(directory, redis.port()))
                .var("base_url", servers.url())
                .var("prometheus_url", servers.url())
                .var("mode", mode)
                .var("version", "v9")
                .var("start", "2s")
                .var("env_file", environment(mode))
                .var("log_file", log);
    }

    private Path environment(String mode) throws IOException {
        return Files.writeString(directory.resolve("env"), """
                EXEC_MODE=%s
                DATABASE_URL=a
                REDIS_URL=b
                TELEGRAM_BOT_TOKEN=c
                WEBHOOK_HMAC_SECRET=d
                """.formatted(mode));
    }

    @Test
    void the_trades_of_the_canary() {
        String sql = "q=$(cat); case $q in *receipts*) echo 3;; *) echo 0;; esac";
        canary(sql).passes();
        canary("q=$(cat); case $q in *NOT*) echo 1;; *receipts*) echo 2;; *) echo 0;; esac")
                .fails(
                        "every trade has its receipt: stdout: expected == 3, is 2",
                        "only the team trades: stdout: expected == 0, is 1");
    }

    private ShippedPlan canary(String sql) {
        return ShippedPlan.of("vanta-canary").var("base_url", servers.url()).var("sql", sql);
    }

    @Test
    void production_is_ready() throws IOException {
        try (RedisServer redis = RedisServer.start(directory)) {
            redis.set("exec_mode", "{\"mode\":\"DRY\"}");
            production(redis).passes();
            servers.page("/rpc", "{\"error\": {\"code\": -32000}}");
            production(redis)
                    .var("certificate", "false")
                    .fails(
                            "the chain can be read, and goes on: $.result",
                            "the certificate is good for two weeks: exit");
        }
    }

    private ShippedPlan production(RedisServer redis) throws IOException {
        return ShippedPlan.of("vanta-production")
                .with("--config", servers.configuration(directory, redis.port()))
                .var("rpc_url", servers.url() + "/rpc")
                .var("grafana_url", servers.url())
                .var("grafana_token_file", Files.writeString(directory.resolve("token"), "word"))
                .var("telegram_url", servers.url() + "/telegram/ping")
                .var("backup", backup)
                .var("host", "localhost")
                .var("certificate", "true");
    }

    @Test
    void all_sign() {
        signOff().passes();
        servers.page("/api/v1/gate", "{\"open\": false}");
        signOff().fails("the last phase has passed: $.open: expected == true, is false");
    }

    private ShippedPlan signOff() {
        return ShippedPlan.of("vanta-sign-off")
                .var("prometheus_url", servers.url())
                .var("watchdog_url", servers.url());
    }
}
