package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakRules;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the state of the loop is handed on to be kept. */
class KeepingTest {

    private static final long HEAP = 10_000 * Keeping.BYTES_AN_OBJECTIVE;
    private static final SoakRules RULES =
            new SoakRules(Duration.ofHours(1), Optional.empty(), Optional.empty(), List.of());
    private static final Checkpoint STATE = new Checkpoint(
            "canary",
            Instant.EPOCH,
            new SoakClock("id", RULES, Instant.EPOCH, Duration.ofSeconds(5)).memory(),
            List.of(),
            List.of(),
            List.of(),
            new Checkpoint.Stop(Optional.empty(), Map.of()),
            Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Checkpoint> kept = Collections.synchronizedList(new ArrayList<>());
    private final Loop loop = new Loop(vertx, InstantSource.fixed(Instant.EPOCH), told::add);
    private final Keeping keeping = new Keeping(loop, () -> STATE, kept::add, HEAP);

    @AfterEach
    void close() {
        vertx.close();
    }

    /** Does this on the loop, and what follows from it; how often a state has been handed on by then. */
    private int kept(Runnable step) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.run(() -> {
            step.run();
            loop.run(() -> loop.run(() -> done.complete(null)));
        });
        done.get(10, TimeUnit.SECONDS);
        return kept.size();
    }

    private int keptAfterBeats(int beats) throws Exception {
        return kept(() -> {
            for (int i = 0; i < beats; i++) {
                keeping.beat();
            }
        });
    }

    @Test
    void eachFiveBeats() throws Exception {
        kept(() -> keeping.begin(10));
        assertThat(keptAfterBeats(4)).isZero();
        assertThat(keptAfterBeats(1)).isEqualTo(1);
        assertThat(keptAfterBeats(4)).isEqualTo(1);
        assertThat(keptAfterBeats(1)).isEqualTo(2);
        assertThat(kept).containsOnly(STATE);
    }

    @Test
    void atOnceAfterWhatMattersAndOnceForAllOfAStep() throws Exception {
        kept(() -> keeping.begin(10));
        assertThat(kept(() -> {
                    keeping.soon();
                    keeping.soon();
                    keeping.beat();
                }))
                .isEqualTo(1);
        assertThat(kept(keeping::soon)).isEqualTo(2);
    }

    @Test
    void moreSeldomWithManyObjectivesButNotTheFirst() throws Exception {
        kept(() -> keeping.begin(3_000));
        assertThat(kept(keeping::soon)).as("the first").isEqualTo(1);
        assertThat(kept(keeping::soon)).as("it has just been done").isEqualTo(1);
        assertThat(keptAfterBeats(2)).isEqualTo(1);
        assertThat(keptAfterBeats(1)).as("what was wanted, after three").isEqualTo(2);
        assertThat(keptAfterBeats(14)).isEqualTo(2);
        assertThat(keptAfterBeats(1))
                .as("where nothing is wanted, after five times three")
                .isEqualTo(3);
    }

    @Test
    void notAtAllWhereTheHeapHasNoRoomAndThatIsToldOnce() throws Exception {
        kept(() -> keeping.begin(10_000));
        assertThat(kept(keeping::soon)).isEqualTo(1);
        kept(() -> keeping.begin(10_001));
        assertThat(kept(keeping::soon)).isEqualTo(1);
        assertThat(keptAfterBeats(200)).isEqualTo(1);
        assertThat(told).extracting(Event::name).containsExactly("checkpoint not kept");
        assertThat(String.valueOf(told.get(0).data().get("why")))
                .contains("that of 10000 objectives, and there are 10001", "raise -Xmx, to 29m here");
    }
}
