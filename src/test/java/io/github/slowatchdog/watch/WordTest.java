package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The word that is left for whoever wants to release (SPEC 7.3). */
@Execution(ExecutionMode.CONCURRENT)
class WordTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Who ordered a stop by hand may want to release it at once: the word that allows it names the order. */
    @Test
    void theWordNamesTheOrderAsSoonAsItIsAdopted() {
        bench.watch("dup", Lane.PROMETHEUS).start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.await(
                "the word says that there is none",
                () -> bench.flag.looks().stream()
                        .anyMatch(look -> look.orderId().isEmpty()));
        StopOrder other = StopOrder.of(Cause.MANUAL, "", "by hand", bench.clock.instant(), "ann");
        bench.flag.orderFromElsewhere(other);
        bench.await(
                "it is adopted",
                () -> bench.board().stop().order().filter(other::equals).isPresent());
        bench.await("the word names it", () -> {
            List<Standing> looks = bench.flag.looks();
            return looks.get(looks.size() - 1).orderId().equals(Optional.of(other.id()));
        });
    }

    @Test
    void theWordHowThingsStandIsLeftWithEachLook() {
        bench.watch("dup", Duration.ofMinutes(10), Consequence.WARN, Lane.PROMETHEUS);
        bench.prometheus.hold("dup", 0);
        bench.start();
        bench.await("looked", () -> !bench.flag.looks().isEmpty());
        assertThat(bench.flag.looks().get(0).greenSince())
                .as("nothing is known yet")
                .isEmpty();
        bench.prometheus.value("dup", 0);
        bench.prometheus.answerAll();
        bench.await("green", () -> {
            List<Standing> looks = bench.flag.looks();
            return looks.get(looks.size() - 1).greenSince().isPresent();
        });
    }
}
