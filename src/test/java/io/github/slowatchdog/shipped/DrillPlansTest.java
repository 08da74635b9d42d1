package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The drills that need neither Redis nor a watchdog; the other two are in {@code e2e.DrillPlansTest} (seed 001). */
@Execution(ExecutionMode.CONCURRENT)
class DrillPlansTest {

    private static final String SECRET = "hunter2";

    private final FakeSystem bot = FakeSystem.start();
    private final AtomicInteger intents = new AtomicInteger();

    @TempDir
    Path directory;

    private boolean idempotent = true;

    @BeforeEach
    void start() {
        bot.page("/health", "{\"status\": \"ok\"}")
                .page("/metrics", "process_start_time_seconds 1700000000\nvanta_intent_duplicate_total 0\n")
                .on("/signals", this::signal);
        rate("10");
    }

    @AfterEach
    void close() {
        bot.close();
    }

    private void rate(String value) {
        bot.page(
                "/api/v1/query",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": [{\"metric\": {}, \"value\": ["
                        + System.currentTimeMillis() / 1000.0 + ", \"" + value + "\"]}]}}");
    }

    private void signal(ScriptedServer.Asked asked) throws IOException {
        if (!asked.header("X-Signature").equals(signature(asked.body()))) {
            ScriptedServer.send(asked, 401, "text/plain", "wrong signature");
            return;
        }
        boolean first = intents.getAndUpdate(count -> idempotent ? 1 : count + 1) == 0;
        ScriptedServer.send(asked, first || !idempotent ? 202 : 200, "application/json", "{}");
        Files.writeString(directory.resolve("intents"), intents + "\n");
    }

    private static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_signal_that_comes_twice_makes_one_intent() throws IOException {
        duplicate().passes();
        duplicate().ends(3, "\"the signal is a new one\" is required and did not pass");
    }

    @Test
    void a_signal_that_comes_twice_makes_two() throws IOException {
        idempotent = false;
        duplicate().fails("one intent: stdout: expected == 1, is 2");
    }

    private ShippedPlan duplicate() throws IOException {
        return ShippedPlan.of("drill-duplicate-signal")
                .with("--env", "dev")
                .var("base_url", bot.url())
                .var("signal_id", "drill-1")
                .var("hmac_file", Files.writeString(directory.resolve("hmac"), SECRET))
                .var("sql", "cat > /dev/null; cat " + directory.resolve("intents") + " 2> /dev/null || echo 0")
                .var("settle", "1s");
    }

    @Test
    void a_slow_chain_and_back() throws IOException {
        rpc("RPC request timed out").passes();
    }

    @Test
    void a_slow_chain_and_the_worker_panics() throws IOException {
        rpc("RPC request timed out\\npanic: out of workers")
                .fails("it says so, and nothing else breaks: log: expected not to have", "panic: out of workers");
    }

    @Test
    void a_bot_that_does_not_come_back() throws IOException {
        ScriptedServer.Answerer slow = asked -> {
            rate("2");
            ScriptedServer.send(asked, 200, "text/plain", "slow");
        };
        bot.on("/slow", slow);
        rpc("RPC request timed out", "curl -fsS " + bot.url() + "/slow").fails("the rate is as before");
    }

    private ShippedPlan rpc(String said, String... more) throws IOException {
        Path log = Files.writeString(directory.resolve("worker.log"), "");
        String slow = "printf '" + said + "\\n' >> " + log;
        return ShippedPlan.of("drill-rpc-latency")
                .with("--env", "staging")
                .with("--config", bot.configuration(directory, 1))
                .with("--state", directory.resolve("state.json"))
                .var("base_url", bot.url())
                .var("log_file", log)
                .var("slow", more.length == 0 ? slow : slow + "; " + more[0])
                .var("restore", "true")
                .var("lasts", "1s")
                .var("recovery", "1s");
    }
}
