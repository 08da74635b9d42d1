package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.e2e.Killing.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * kill -9 at a random moment of a stop, again and again (SPEC 7.2, baselines: 26). Each time the next watchdog finds or makes
 * the stop: the flag set, one order in force, none released but by us, the bot in DRY. {@code -Dcampaign=2000} for the long
 * form, {@code -Dcampaign.seed} for the same kills again.
 */
@Isolated("it keeps all processors busy")
class KillCampaignTest {

    private static final int ROUNDS = Integer.getInteger("campaign", 200);
    private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

    /** Side by side, each with its own Redis and bot: a round waits about as long as it works. */
    private static final int LANES = Integer.getInteger("campaign.lanes", 4);

    private static final List<Moment> MOMENTS = List.of(Moment.values());

    @TempDir
    Path directory;

    private final AtomicInteger begun = new AtomicInteger();
    private final ConcurrentLinkedQueue<KillLane.Round> survived = new ConcurrentLinkedQueue<>();

    @Test
    void everyStopSurvives() throws Exception {
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        List<KillLane> lanes = new ArrayList<>();
        try {
            for (int lane = 0; lane < LANES; lane++) {
                lanes.add(KillLane.open(directory.resolve("lane-" + lane)));
            }
            List<Future<?>> running = new ArrayList<>();
            lanes.forEach(lane -> running.add(threads.submit(() -> rounds(lane))));
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            begun.set(ROUNDS);
            lanes.forEach(KillLane::close);
            threads.shutdownNow();
            System.out.println(told() + " in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
        assertThat(survived).hasSize(ROUNDS);
    }

    private Void rounds(KillLane lane) throws InterruptedException {
        for (int round = begun.incrementAndGet(); round <= ROUNDS; round = begun.incrementAndGet()) {
            // consecutive seeds alone would begin alike
            Random random = new Random(SEED ^ round * 0x9E3779B97F4A7C15L);
            Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
            String name = "round " + round + " of " + ROUNDS + ", " + moment.words + ", seed " + SEED;
            survived.add(lane.round(name, moment, random));
        }
        return null;
    }

    private String told() {
        String moments = MOMENTS.stream()
                .map(moment -> moment.words + " "
                        + survived.stream()
                                .filter(round -> round.moment() == moment)
                                .count())
                .collect(Collectors.joining(", "));
        return survived.size() + " survived of " + ROUNDS + " (killed " + moments + "; before the flag was written "
                + survived.stream().filter(round -> !round.flagWritten()).count() + "; once more in mid-start "
                + survived.stream().filter(KillLane.Round::inStart).count() + "; seed " + SEED + ")";
    }
}
