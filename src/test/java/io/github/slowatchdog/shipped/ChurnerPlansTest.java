package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The deployment of a churner bot, in every market (seed 000). */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class ChurnerPlansTest {

    private final FakeSystem bot = FakeSystem.start();

    @TempDir
    Path directory;

    private String regime = "RANGING";
    private String mode = "RUNNING";
    private String reason = "";
    private String side = "sell";
    private Path log;

    @BeforeEach
    void start() throws IOException {
        String now = Instant.now().toString();
        log = Files.writeString(
                directory.resolve("bot.log"),
                now + " Snapshot restored transient HALTED state (signal 15); clearing to INIT for startup\n" + now
                        + " INIT -> RUNNING\n");
        status("[]", "none");
        bot.page("/api/churner/status", "{\"cycles_today\": 0}")
                .page("/", "<html>Churner Reserve: 12 USD</html>")
                .on("/api/churner/spawn", this::spawn)
                .on("/api/test/halt", asked -> {
                    change("HALTED", "invariant violation (drill)");
                    ScriptedServer.send(asked, 200, "application/json", "{}");
                })
                .on("/api/test/resume", asked -> {
                    change("RUNNING", "");
                    ScriptedServer.send(asked, 200, "application/json", "{}");
                });
    }

    @AfterEach
    void close() {
        bot.close();
    }

    private void change(String mode, String reason) {
        this.mode = mode;
        this.reason = reason;
        status("[]", "none");
    }

    private void status(String states, String funded) {
        bot.page("/api/status", """
                {"mode": "%s", "pause_reason": "%s", "hmm_regime": {"regime": "%s"},
                 "self_healing": {"churner": {"funded": "%s", "states": %s}}}
                """.formatted(mode, reason, regime, funded, states)
                .strip());
    }

    private void spawn(ScriptedServer.Asked asked) throws IOException {
        if (!regime.equals("RANGING")) {
            ScriptedServer.send(asked, 409, "application/json", "{\"error\": \"regime_not_ranging\"}");
            return;
        }
        status("[{\"slot\": 0, \"badge\": \"CHURN\", \"entry_side\": \"" + side + "\"}]", "coins");
        bot.page("/api/churner/status", "{\"cycles_today\": 1}");
        ScriptedServer.send(asked, 200, "application/json", "{\"message\": \"churner spawned\"}");
    }

    private ShippedPlan after() {
        return ShippedPlan.of("churner-after")
                .var("base_url", bot.url())
                .var("log_file", log)
                .var("settle", "1s")
                .var("round_trip", "1s");
    }

    @Test
    void before_the_candidate_is_known_and_the_state_is_kept() throws Exception {
        Path repo = Files.createDirectory(directory.resolve("repo"));
        new ProcessBuilder("sh", "-c", """
                git init -q -b master . && git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m fix
                """).directory(repo.toFile()).start().waitFor();
        ShippedPlan before = before(repo, "HEAD");
        before.passes();
        before(repo, "0123456789012345678901234567890123456789")
                .fails("the commits are in the candidate: exit: expected == 0, is 1");
    }

    private ShippedPlan before(Path repo, String commits) {
        return ShippedPlan.of("churner-before")
                .var("base_url", bot.url())
                .var("repo", repo)
                .var("commits", commits)
                .var("tests", "true")
                .var("compile", "true")
                .with("--state", directory.resolve("state.json"));
    }

    @Test
    void in_a_ranging_market_all_of_it() {
        after().passes();
    }

    @Test
    void in_another_market_the_rest_is_deferred_and_nothing_is_a_defect() {
        regime = "BEARISH";
        change("RUNNING", "");
        after().ends(
                        2,
                        "deferred",
                        "a churner is spawned: its condition does not hold",
                        "is BEARISH",
                        "without a range it is refused, with the reason");
    }

    @Test
    void latched_in_halted() {
        change("HALTED", "signal 15");
        after().var("start", "1s").fails("it runs, and goes on: $.mode: expected == RUNNING, is HALTED");
    }

    @Test
    void an_entry_on_the_wrong_side() {
        side = "buy";
        after().fails(
                        "short of dollars it enters by selling: $.self_healing.churner.states[*].entry_side: expected == sell, is buy");
    }

    @Test
    void a_halt_that_matters_stays() {
        sticky("true").passes();
    }

    @Test
    void a_halt_that_a_restart_clears() {
        sticky("curl -fsS -X POST " + bot.url() + "/api/test/resume")
                .fails("it stays halted: $.mode: expected == HALTED, is RUNNING");
    }

    private ShippedPlan sticky(String restart) {
        return ShippedPlan.of("churner-sticky-halt")
                .with("--env", "staging")
                .var("base_url", bot.url())
                .var("restart", restart)
                .var("start", "1s")
                .var("sticks", "1s");
    }
}
