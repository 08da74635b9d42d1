package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.slo.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A thousand objectives on a real Prometheus: at most a tenth of the questions that one each would be, and each its own verdict. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class ThousandObjectivesTest {

    private static final int OBJECTIVES = 1000;
    private static final String WARN = "when_blind: {after: 1m, then: warn}";

    @TempDir
    Path directory;

    @Test
    void atMostATenthOfTheQuestions() throws Exception {
        try (Stage stage = Stage.open(directory);
                FakeExporter exporter = FakeExporter.start().say(ManyObjectives.page(OBJECTIVES, 7));
                PrometheusServer prometheus = PrometheusServer.in(directory)
                        .scrape("vanta-metrics", exporter)
                        .start()) {
            AtomicInteger questions = new AtomicInteger();
            Relay relay = stage.with(Relay.to(prometheus.url().getPort(), said -> {
                if (said.startsWith("POST ")) {
                    questions.incrementAndGet();
                }
            }));
            stage.watch(relay.port(), ManyObjectives.rules(OBJECTIVES, "1s"), WARN);
            stage.awaitAllPass();
            int before = questions.get();
            long measured = measurements(stage);

            stage.await("ten more of each", () -> measurements(stage) >= measured + 10L * OBJECTIVES);

            long more = (measurements(stage) - measured) / OBJECTIVES;
            assertThat(questions.get() - before).as("in %s ticks", more).isLessThan((int) (more + 1) * OBJECTIVES / 10);

            exporter.say(ManyObjectives.page(OBJECTIVES, 8));

            stage.await(
                    "each that counts is in breach",
                    () -> breaches(stage).size() == ManyObjectives.counting(OBJECTIVES));
            assertThat(breaches(stage)).allMatch(name -> name.startsWith("count_"));
        }
    }

    private static List<String> breaches(Stage stage) {
        return stage.board().objectives().stream()
                .filter(view -> view.verdict() == Verdict.BREACH)
                .map(view -> view.objective().name())
                .toList();
    }

    private static long measurements(Stage stage) {
        return stage.board().objectives().stream()
                .flatMap(view -> view.readings().stream())
                .mapToLong(reading -> reading.outcomes().all())
                .sum();
    }
}
