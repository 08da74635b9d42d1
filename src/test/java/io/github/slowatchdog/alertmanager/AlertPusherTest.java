package io.github.slowatchdog.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Announced;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.ScriptedServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real Alertmanagers: alerts are there while they hold, and not longer, whatever happens to any of them. */
@Tag("heavy")
class AlertPusherTest {

    @TempDir
    static Path servers;

    @TempDir
    Path directory;

    private static AlertmanagerServer one;

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile Board board = fresh().board();
    private volatile Optional<Settings> settings = Optional.empty();

    private final AlertPusher pusher = new AlertPusher(
            vertx,
            thread,
            () -> board,
            () -> settings.orElseThrow(),
            () -> URI.create("http://watchdog.local:9911"),
            InstantSource.system());

    @BeforeAll
    static void start() {
        one = AlertmanagerServer.start(servers.resolve("one"));
    }

    @AfterAll
    static void end() {
        one.close();
    }

    @AfterEach
    void stop() {
        thread.shutdownNow();
        vertx.close();
    }

    private static Boards fresh() {
        return Boards.fresh().beat(Instant.now().plusSeconds(600));
    }

    private static Boards breach(String slo) {
        return fresh().measured(slo, "== 0", Value.of(1), Verdict.BREACH, 12);
    }

    private static StopOrder order() {
        return StopOrder.of(Cause.BREACH, "duplicate_intents", "is 1", Instant.now(), "desk");
    }

    private void push(String alertmanager) {
        follow(alertmanager);
        CompletableFuture.runAsync(pusher::look, thread).join();
        var unused = thread.scheduleWithFixedDelay(pusher::look, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void follow(String alertmanager) {
        settings = Optional.of(Announced.by(directory, "alertmanager: {" + alertmanager + "}"));
    }

    /** Others of this class share the server, so each has names of its own. */
    private static List<String> told(AlertmanagerServer server, String slo) {
        return server.alerts().stream()
                .map(alert -> alert.getJsonObject("labels"))
                .filter(labels -> slo.equals(labels.getString("slo")))
                .map(labels -> labels.getString("alertname"))
                .sorted()
                .toList();
    }

    private Delivery delivery(int of) {
        return pusher.deliveries().get(of);
    }

    @Test
    void an_alert_is_there_while_it_holds() {
        push("urls: ['" + one.url() + "/']");
        board = breach("comes_and_goes").board();
        ServerProcess.await("told", () -> told(one, "comes_and_goes").equals(List.of("SloWatchdogBreach")));

        JsonObject alert = one.alerts().stream()
                .filter(any ->
                        "comes_and_goes".equals(any.getJsonObject("labels").getString("slo")))
                .findFirst()
                .orElseThrow();
        assertThat(alert.getString("generatorURL")).isEqualTo("http://watchdog.local:9911/objectives/comes_and_goes");
        assertThat(alert.getJsonObject("annotations").getString("summary")).isEqualTo("comes_and_goes is in breach");
        assertThat(alert.getJsonObject("labels").getString("watchdog")).isEqualTo("desk");

        board = fresh().board();
        ServerProcess.await("over", () -> told(one, "comes_and_goes").isEmpty());
        assertThat(delivery(0).up()).contains(true);
        assertThat(delivery(0).failed()).isZero();
    }

    @Test
    void a_stop_that_comes_further_is_told_again_as_the_same_alert() {
        push("urls: ['" + one.url() + "'], labels: {test: further}");
        StopOrder order = order();
        for (StopState state : List.of(StopState.ORDERED, StopState.WRITTEN, StopState.CONFIRMED)) {
            board = fresh().stop(state, order).board();
            ServerProcess.await(
                    state.word(),
                    () -> one.alerts().stream()
                            .filter(alert -> "further"
                                    .equals(alert.getJsonObject("labels").getString("test")))
                            .map(alert -> alert.getJsonObject("annotations").getString("state"))
                            .toList()
                            .equals(List.of(state.word())));
        }
        board = fresh().board();
        ServerProcess.await("released", () -> told(one, "duplicate_intents").isEmpty());
    }

    @Test
    void one_that_is_down_is_told_when_it_is_back_and_keeps_nobody_waiting() {
        int port = ServerProcess.freePort();
        push("urls: ['http://127.0.0.1:" + port + "', '" + one.url() + "']");
        board = breach("with_one_down").board();
        ServerProcess.await(
                "the other is told", () -> !told(one, "with_one_down").isEmpty());
        ServerProcess.await("noticed", () -> delivery(0).failed() > 1);
        assertThat(delivery(0).up()).contains(false);
        assertThat(delivery(0).sent()).isZero();

        try (AlertmanagerServer back = AlertmanagerServer.start(servers.resolve("two"), port)) {
            ServerProcess.await("told late", () -> !told(back, "with_one_down").isEmpty());
            // it shows the alert before its answer is here
            ServerProcess.await("known to be up", () -> delivery(0).up().orElse(false));
        }
    }

    @Test
    void one_that_hangs_keeps_nobody_waiting() {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer slow = ScriptedServer.start().on("/", asked -> end.await(60, TimeUnit.SECONDS))) {
            push("urls: ['" + slow.url() + "', '" + one.url() + "'], timeout: 60s");
            ServerProcess.await("it hangs", () -> !slow.asked().isEmpty());
            board = breach("with_one_slow").board();
            ServerProcess.await(
                    "the other is told", () -> !told(one, "with_one_slow").isEmpty());
            assertThat(slow.asked()).as("one post at a time").hasSize(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void what_nobody_tells_any_more_ends_by_itself() {
        push("urls: ['" + one.url() + "'], resend: 1s");
        board = breach("of_one_that_dies").board();
        ServerProcess.await("told", () -> !told(one, "of_one_that_dies").isEmpty());
        ServerProcess.await("told again", () -> delivery(0).sent() > 1);
        thread.shutdownNow();

        ServerProcess.await(
                "ends",
                Duration.ofSeconds(30),
                () -> told(one, "of_one_that_dies").isEmpty());
    }

    @Test
    void many_go_in_posts_of_a_bounded_size() {
        try (ScriptedServer taking = ScriptedServer.start().on("/", "{}")) {
            push("urls: ['" + taking.url() + "', '" + one.url() + "'], labels: {test: many}");
            Boards boards = fresh();
            for (int i = 0; i < 150; i++) {
                boards.measured("many_" + i, "== 0", Value.of(1), Verdict.BREACH, 1);
            }
            board = boards.board();
            ServerProcess.await(
                    "all", () -> delivery(0).sent() == 150 && delivery(1).sent() == 150);

            assertThat(taking.asked().stream()
                            .map(asked -> new JsonArray(asked.body()).size())
                            .filter(size -> size > 0))
                    .containsExactly(64, 64, 22);
            assertThat(one.alerts().stream()
                            .filter(alert ->
                                    "many".equals(alert.getJsonObject("labels").getString("test"))))
                    .hasSize(150);
            board = fresh().board();
            ServerProcess.await("all over", () -> delivery(1).sent() == 300);
        }
    }

    @Test
    void a_healthy_bot_is_no_reason_not_to_find_out_whether_alerts_would_be_taken() throws IOException {
        try (ScriptedServer refusing = ScriptedServer.start()
                .on("/", asked -> ScriptedServer.send(asked, 401, "text/plain", "who are you?"))) {
            Path password = Files.writeString(directory.resolve("password"), "hunter2\n");
            push("urls: ['" + one.url() + "', '" + refusing.url() + "/prefix/'], headers: {X-Scope-OrgID: desk},"
                    + " basic_auth: {username: watchdog, password_file: '" + password + "'}");
            ServerProcess.await(
                    "asked",
                    () -> delivery(0).up().isPresent() && delivery(1).up().isPresent());

            assertThat(delivery(0).up()).contains(true);
            assertThat(delivery(1).up()).contains(false);
            ScriptedServer.Asked asked = refusing.asked().get(0);
            assertThat(asked.path()).isEqualTo("/prefix/api/v2/alerts");
            assertThat(asked.body()).isEqualTo("[]");
            assertThat(asked.header("Authorization")).startsWith("Basic ");
            assertThat(asked.header("X-Scope-OrgID")).isEqualTo("desk");
        }
    }

    @Test
    void a_reload_may_name_another_one() {
        try (ScriptedServer before = ScriptedServer.start().on("/", "{}")) {
            push("urls: ['" + before.url() + "']");
            board = breach("moves").board();
            ServerProcess.await("told", () -> delivery(0).sent() == 1);
            follow("urls: ['" + one.url() + "']");
            ServerProcess.await("told there", () -> !told(one, "moves").isEmpty());
            assertThat(pusher.deliveries()).extracting(Delivery::url).containsExactly(one.url());
        }
    }
}
