package io.github.slowatchdog.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Announced;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Event;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no Grafana here: a stand-in speaks its API of annotations. */
class AnnotatorTest {

    private static final Instant T0 = Instant.ofEpochMilli(1_000);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    private final GrafanaStandIn grafana = new GrafanaStandIn();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable Settings settings;
    private final Annotator annotator = new Annotator(
            vertx, thread, () -> Objects.requireNonNull(settings), () -> URI.create("http://watchdog.local:9911"));

    @AfterEach
    void stop() {
        thread.shutdownNow();
        grafana.close();
        vertx.close();
    }

    private void annotate(String secret, String more) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), secret + "\n");
        settings = Announced.by(
                directory, "grafana: {url: '" + grafana.url() + "', token_file: '" + token + "'" + more + "}");
        look();
        var unused = thread.scheduleWithFixedDelay(annotator::look, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void look() {
        CompletableFuture.runAsync(annotator::look, thread).join();
    }

    private void happens(long second, String name, String... data) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            values.put(data[i], data[i + 1]);
        }
        annotator.record(new Event(T0.plusSeconds(second), Event.Level.INFO, name, values));
    }

    private void awaitSent(long count) {
        ServerProcess.await("sent", () -> annotator.counts().getOrDefault("sent", 0L) == count);
    }

    @Test
    void a_phase_a_breach_a_stop_and_its_release() throws IOException {
        annotate("hunter2", "");
        happens(0, "soak started", "phase", "canary", "soak", "s1");
        happens(1, "verdict changed", "slo", "dups", "from", "waiting", "to", "pass", "why", "is 0");
        happens(2, "verdict changed", "slo", "dups", "from", "pass", "to", "breach", "why", "expected < 1, is 1");
        happens(2, "stop ordered", "order", "x-dups", "cause", "breach", "reason", "is 1", "by", "desk");
        happens(3, "soak ended", "phase", "canary", "soak", "s1", "verdict", "fail", "why", "dups is in breach");
        happens(4, "verdict changed", "slo", "dups", "from", "breach", "to", "pass", "why", "is 0");
        happens(5, "released", "order", "x-dups", "by", "alice", "reason", "ticket 4711");
        awaitSent(7);

        assertThat(grafana.shown()).isEqualTo("""
                1000- [slo-watchdog, desk, phase, canary] Phase canary: soak s1 begins LINK
                3000-5000 [slo-watchdog, desk, breach, dups] dups is in breach: expected &lt; 1, is 1 OBJECTIVE
                3000-6000 [slo-watchdog, desk, stop] Stop x-dups by desk: is 1 LINK
                4000- [slo-watchdog, desk, phase, canary, fail] Phase canary: soak s1 ended: fail, dups is in breach LINK
                6000- [slo-watchdog, desk, release] Stop released by alice: ticket 4711 LINK
                """.replace("LINK", "<a href=\"http://watchdog.local:9911/\">more</a>")
                .replace("OBJECTIVE", "<a href=\"http://watchdog.local:9911/objectives/dups\">more</a>"));
        assertThat(annotator.counts()).containsEntry("failed", 0L).containsEntry("dropped", 0L);
    }

    @Test
    void a_drill_is_marked_as_one_and_own_tags_and_the_dashboard_are_there() throws IOException {
        annotate("hunter2", ", tags: [trading, stop], dashboard_uid: d1");
        happens(0, "stop adopted", "order", "x-drill", "cause", "drill", "reason", "monthly", "by", "alice");
        awaitSent(1);

        assertThat(grafana.shown())
                .startsWith(
                        "1000- [slo-watchdog, desk, stop, drill, trading] on d1 Drill: stop x-drill by alice: monthly");
    }

    @Test
    void a_soak_that_goes_on_after_a_restart_and_an_end_without_a_beginning_are_nothing() throws IOException {
        annotate("hunter2", "");
        happens(0, "soak started", "phase", "canary", "soak", "s1", "left_at", "then");
        happens(1, "verdict changed", "slo", "dups", "from", "breach", "to", "pass", "why", "is 0");
        happens(2, "soak ended", "phase", "canary", "soak", "s1", "verdict", "pass", "why", "");
        awaitSent(1);

        assertThat(grafana.shown()).startsWith("3000- [slo-watchdog, desk, phase, canary, pass]");
    }

    @Test
    void what_fails_for_a_moment_is_tried_again() throws IOException {
        grafana.breakFor(2);
        annotate("hunter2", "");
        happens(0, "soak started", "phase", "canary", "soak", "s1");
        awaitSent(1);

        assertThat(grafana.asked()).isEqualTo(3);
    }

    @Test
    void what_is_refused_is_counted_and_gone_and_the_next_goes_on() throws IOException {
        annotate("wrong", "");
        happens(0, "soak started", "phase", "canary", "soak", "s1");
        happens(1, "soak started", "phase", "canary", "soak", "s2");
        ServerProcess.await("failed", () -> annotator.counts().getOrDefault("failed", 0L) == 2);

        assertThat(grafana.asked()).isEqualTo(2);
    }

    @Test
    void what_would_wait_behind_too_much_is_dropped_and_the_loop_never_waits() throws IOException {
        for (int i = 0; i < 250; i++) {
            happens(i, "soak started", "phase", "canary", "soak", "s" + i);
        }
        assertThat(annotator.counts()).containsEntry("dropped", 50L);

        annotate("hunter2", "");
        ServerProcess.await("the rest is sent", () -> annotator.counts().getOrDefault("sent", 0L) > 1);
    }

    @Test
    void without_a_grafana_nothing_waits_for_one() throws IOException {
        happens(0, "soak started", "phase", "canary", "soak", "s1");
        settings = Announced.by(directory, "");
        look();
        annotate("hunter2", "");
        happens(1, "soak started", "phase", "canary", "soak", "s2");
        awaitSent(1);

        assertThat(grafana.shown()).contains("soak s2").doesNotContain("soak s1");
    }
}
