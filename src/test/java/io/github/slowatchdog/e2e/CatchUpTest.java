package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Prometheus goes on scraping while nobody can ask it: what was then is judged afterwards as it was (SPEC 3.2, 5). */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class CatchUpTest {

    private static final String WARN_WHEN_BLIND = "when_blind: {after: 2s, then: warn}";
    private static final String RULES = """
            groups:
              - name: http
                interval: 500ms
                objectives:
                  - name: errors
                    ratio: {bad: 'vanta_http_requests_total{status="500"}', total: vanta_http_requests_total, window: 3s}
                    expect: "< 50%"
                    on_breach: stop
                  - {name: reachable, expr: 'sum(up)', expect: "> 0", on_breach: stop}
            """;

    @TempDir
    Path directory;

    @Test
    void aBreachThatCameAndWentMeanwhileStops() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            Relay relay = watched(stage, prometheus);
            relay.refuse();
            stage.awaitVerdict("errors", Verdict.BLIND);
            stage.bot().inject("errors&n=1000");
            stage.await(
                    "the errors are out of the window",
                    () -> isStored(prometheus, "sum(vanta_http_requests_total{status=\"500\"} offset 5s) >= 1000"));
            assertThat(stage.board().stop().state()).isEqualTo(StopState.CLEAR);

            relay.allow();

            stage.awaitStopped();
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.BREACH);
            stage.awaitVerdict("errors", Verdict.PASS);
            assertThat(stage.view("errors").breaches()).isEqualTo(1);
        }
    }

    @Test
    void timeInWhichNothingHappenedCountsAsSoonAsItHasBeenRead() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Relay relay = watched(stage, stage.prometheus());
            Duration before = stage.board().soak().blind();
            relay.refuse();
            stage.await("blind time", () -> blind(stage).compareTo(before.plusSeconds(6)) > 0);

            relay.allow();

            stage.await("the time counts", () -> blind(stage).compareTo(before.plusSeconds(2)) < 0);
            stage.awaitAllPass();
            assertThat(stage.board().stop().state()).isEqualTo(StopState.CLEAR);
        }
    }

    private static Duration blind(Stage stage) {
        return stage.board().soak().blind();
    }

    private static Relay watched(Stage stage, PrometheusServer prometheus) {
        Relay relay = stage.with(Relay.to(prometheus.url().getPort(), said -> {}));
        stage.watch(relay.port(), RULES, WARN_WHEN_BLIND);
        stage.awaitAllPass();
        return relay;
    }

    private static boolean isStored(PrometheusServer prometheus, String promql) {
        String query = URLEncoder.encode(promql, StandardCharsets.UTF_8);
        try (InputStream answer =
                prometheus.url().resolve("/api/v1/query?query=" + query).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains("\"value\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
