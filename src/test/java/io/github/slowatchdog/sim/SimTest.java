package io.github.slowatchdog.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many histories, in which every promise of SPEC 0 is kept; and an oracle that notices when one is not. */
@Execution(ExecutionMode.CONCURRENT)
class SimTest {

    private static final int HISTORIES = Integer.getInteger("histories", 150);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int THREADS = 2;
    private static final long ENOUGH_FOR_A_FAULT = 200;
    /** Of those, the ones that have shown a fault before are tried first. */
    private static final long[] SHOWED_ONE = {1, 2, 3, 5, 37, 60, 85};

    @Test
    void everyPromiseIsKeptInEveryHistory() {
        int each = HISTORIES / THREADS;
        List<CompletableFuture<Campaign>> parts = IntStream.range(0, THREADS)
                .mapToObj(part -> CompletableFuture.supplyAsync(
                        () -> Campaign.run(SEED + (long) part * each, each, Fault.NONE, 3, why -> {})))
                .toList();
        Coverage coverage = new Coverage();
        List<String> failures = new ArrayList<>();
        parts.forEach(part -> {
            coverage.add(part.join().coverage());
            failures.addAll(part.join().failures());
        });
        assertThat(failures)
                .as("repeat one, with all that happened in it, by bench/sim 1 SEED")
                .isEmpty();
        assertThat(coverage.counts())
                .as("a campaign in which this never happens shows nothing")
                .containsKeys(
                        "orders: breach",
                        "orders: blind",
                        "soaks passed",
                        "releases granted",
                        "told: flag lost",
                        "told: flag overwritten",
                        "told: stop adopted",
                        "told: stop resumed",
                        "told: stop unconfirmed",
                        "told: released");
    }

    /** Incomplete answers, and a restart or a freeze before they were whole again; a pod gone with a NaN; a freeze, and no answers or bad ones on waking; a first scrape. */
    @ParameterizedTest
    @Tag("heavy")
    @ValueSource(
            longs = {
                1_472, 3_727, 3_769, 5_057, 9_253, 10_559, 10_576, 7_574, 36_692, 40_228, 127_304, 133_197, 213_334,
                301_864, 422_283, 768_097, 790_206
            })
    void whatOnceBrokeAPromiseKeepsIt(long seed) {
        assertThat(History.of(seed).broken()).isEmpty();
    }

    /** Each was a mistake of the oracle: docs/trust.md. */
    @ParameterizedTest
    @Tag("heavy")
    @ValueSource(
            longs = {6_943, 9_496, 10_186, 10_831, 33_133, 39_613, 57_519, 58_142, 60_813, 127_380, 149_795, 634_302})
    void theOracleDoesNotComplainOfWhatIsRight(long seed) {
        assertThat(History.of(seed).broken()).isEmpty();
    }

    @ParameterizedTest
    @Tag("heavy")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theOracleSeesEachPlantedFault(Fault fault) {
        OptionalLong caught = LongStream.concat(
                        LongStream.of(SHOWED_ONE), LongStream.rangeClosed(1, ENOUGH_FOR_A_FAULT))
                .filter(seed ->
                        History.of(seed, fault, fault.story(seed)).broken().isPresent())
                .findFirst();

        assertThat(caught)
                .as("a history of the first " + ENOUGH_FOR_A_FAULT + " that shows it")
                .isPresent();
        long seed = caught.getAsLong();
        assertThat(History.of(seed, Fault.NONE, fault.story(seed)).broken())
                .as("seed " + seed + " without the fault")
                .isEmpty();
    }

    @Test
    @Tag("heavy")
    void oneSeedIsOneHistory() {
        assertThat(History.transcript(7)).isEqualTo(History.transcript(7)).contains("stop ordered");
    }

    @Test
    @Tag("heavy")
    void whatHappenedCanBeRead() {
        History.Outcome outcome = History.of(1, Fault.NO_EVIDENCE, Fault.NO_EVIDENCE.story(1));

        assertThat(outcome.transcript()).contains("seed 1: Terms[", "world", "dog-a");
        assertThat(outcome.coverage().counts()).containsKey("orders: breach");
    }
}
