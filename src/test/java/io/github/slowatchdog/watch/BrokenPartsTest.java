package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What breaks beside the flag (a bug of ours) keeps nobody from holding it. */
class BrokenPartsTest {

    @Test
    void theFlagIsHeldWithoutAWordForWhoeverReleases() {
        try (Bench bench = new Bench()) {
            Loop loop = new Loop(bench.vertx, bench.clock, bench.journal);
            StopDesk desk = new StopDesk(loop, bench.setup(), Map::of, () -> {
                throw new StackOverflowError();
            });
            StopOrder order = StopOrder.of(Cause.MANUAL, "", "a person", bench.clock.instant(), "alice");
            loop.run(() -> desk.resume(new Checkpoint.Stop(Optional.of(order), Map.of())));
            bench.await("the flag says stop", bench.flag::saysStop);
            int held = bench.flag.holds().size();
            bench.await("it is held at the next beat", () -> {
                loop.run(() -> desk.beat(bench.clock.instant(), () -> {
                    throw new NoClassDefFoundError("of a jar that was replaced");
                }));
                return bench.flag.holds().size() > held;
            });
            assertThat(bench.flag.holds()).extracting(StopOrder::id).containsOnly(order.id());
        }
    }
}
