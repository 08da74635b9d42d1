package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.redis.ByHand.ReleaseOutcome;
import io.github.slowatchdog.stop.StopOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When a person may release, and what follows (SPEC 7.3). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class ReleaseTest {

    private static final String DEPTH = """
            groups:
              - name: queue
                interval: 500ms
                objectives:
                  - {name: depth, gauge: vanta_depth, expect: "< 10", no_data: met, on_breach: stop}
            """;

    @TempDir
    Path directory;

    @Test
    void refusedWhileItHoldsAndUntilItHasBeenGreenForLongEnough() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Dogs dogs = Dogs.start(stage, List.of("one"), DEPTH, """
                    when_blind: {after: 1m, then: warn}
                    release: {green_for: 4s}
                    """);
            dogs.awaitAllPass();
            depth(stage, 99);
            StopOrder order = dogs.awaitStopped();
            stage.await("the word is left", () -> refusal(dogs, order).contains("still depth: breach"));

            depth(stage, 1);
            stage.await(
                    "it is green, and not for long enough",
                    () -> refusal(dogs, order).contains("green for"));
            assertThat(stage.flagSaysStop()).isTrue();
            stage.await("it is released", () -> dogs.release(0, order.id(), false) instanceof ReleaseOutcome.Released);
            dogs.awaitClear();
            assertThat(stage.flag().orElseThrow().getBoolean("emergency_stop")).isFalse();
            assertThat(stage.bot().mode())
                    .as("going live is a person's own act")
                    .isEqualTo("DRY");

            depth(stage, 50);
            assertThat(dogs.awaitStopped().id()).isNotEqualTo(order.id());
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    private static String refusal(Dogs dogs, StopOrder order) {
        return dogs.release(0, order.id(), false) instanceof ReleaseOutcome.Refused refused
                ? refused.reasons().toString()
                : "not refused";
    }

    private static void depth(Stage stage, int value) {
        stage.bot().inject("set&series=vanta_depth&n=" + value);
    }
}
