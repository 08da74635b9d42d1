package io.github.slowatchdog.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that is chance comes from here, and so from the seed. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** At least {@code low}, less than {@code high}. */
    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** Both included. */
    int whole(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    long nanos(double lowSeconds, double highSeconds) {
        return Math.round(between(lowSeconds, highSeconds) * 1e9);
    }
}
