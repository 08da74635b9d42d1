package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.watch.Board;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 3.4 on a real Prometheus: each sample is read soon after it can be, by hardly more than the questions it needs. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class SampleInTimeTest {

    private static final String RULES = """
            groups:
              - name: mode
                interval: %s
                objectives:
                  - {name: exec_mode, gauge: 'vanta_exec_mode{mode="LIVE"}', expect: "== 1", on_breach: warn}
            """;

    @TempDir
    Path directory;

    /** One question for the context and one for the data make a tick. The group may ask for more than there is to see. */
    @ParameterizedTest
    @CsvSource({"1s, 1, 1s, 20", "1s, 1, 100ms, 20", "5s, 5, 1s, 5"})
    void eachSampleIsReadSoonAndHardlyAnyTwice(String scrape, int seconds, String interval, int samples)
            throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.with(PrometheusServer.in(directory)
                    .scrape("vanta-metrics", stage.bot().url().getAuthority())
                    .every(scrape)
                    .start());
            AtomicInteger questions = new AtomicInteger();
            Relay relay = stage.with(Relay.to(prometheus.url().getPort(), said -> {
                if (said.startsWith("POST ")) {
                    questions.incrementAndGet();
                }
            }));
            stage.watch(relay.port(), RULES.formatted(interval), "when_blind: {after: 5m, then: warn}");
            // the rhythm is known after two samples
            Map<Instant, Duration> ages = new TreeMap<>();
            stage.await("three samples", () -> saw(stage, ages) >= 3);
            int before = questions.get();
            ages.clear();

            stage.await("more samples", () -> saw(stage, ages) >= samples);

            int asked = questions.get() - before;
            long[] sorted = ages.values().stream()
                    .mapToLong(Duration::toMillis)
                    .sorted()
                    .toArray();
            assertThat(Duration.ofMillis(sorted[sorted.length / 2]))
                    .as("age of a sample at the question that saw it: %s", ages)
                    .isLessThan(Duration.ofSeconds(seconds).dividedBy(5));
            assertThat(asked).as("questions for %s samples", samples).isLessThanOrEqualTo(samples * 3 + 6);
        }
    }

    private static int saw(Stage stage, Map<Instant, Duration> ages) {
        Board.Reading reading = stage.view("exec_mode").readings().get(0);
        reading.last()
                .ifPresent((Assessment last) -> last.newest()
                        .ifPresent(newest -> ages.putIfAbsent(newest, Duration.between(newest, last.at()))));
        return ages.size();
    }
}
