package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A release that the watchdog sees only after something else has happened (SPEC 7.3). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class LateReleaseTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** The watchdog looks once a second, and Redis may take its time: what happens meanwhile the person could not know. */
    @Test
    void aBreachBetweenTheReleaseAndItsBeingSeenStopsAgain() {
        bench.watch("other", Lane.PROMETHEUS);
        bench.watch("dup", Lane.PROMETHEUS).start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.prometheus.value("dup", 99);
        bench.await("it is written", () -> bench.board().stop().state() == StopState.WRITTEN);
        StopOrder first = bench.board().stop().order().orElseThrow();
        bench.beats(2);
        bench.flag.hang();
        bench.beats(1);
        bench.flag.release(new Release(first.id(), "ann", "looked at it", bench.clock.instant(), true));
        bench.beats(1);
        bench.prometheus.value("other", 99);
        bench.await("it is seen", () -> bench.verdict("other") == Verdict.BREACH);
        assertThat(bench.board().stop().order())
                .as("the release is not seen yet")
                .contains(first);
        bench.flag.answer();
        bench.await(
                "it stops again",
                () -> bench.board()
                        .stop()
                        .order()
                        .filter(order -> !order.id().equals(first.id()))
                        .isPresent());
        assertThat(bench.board().stop().order().orElseThrow().slo()).isEqualTo("other");
    }
}
