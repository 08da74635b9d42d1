package io.github.slowatchdog.e2e;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When events happen: one at random within each of as many equal parts of a scrape interval as there are events, in random order.
 * So each moment is as likely as any other, and few trials tell about as much as many that are drawn one by one.
 */
record Moments(List<Duration> all) {

    private static final int DRAWS = 200;
    private static final double GOLDEN = (1 + Math.sqrt(5)) / 2;

    /** Of many such draws the one that is also spread best over a shorter cycle: that of whoever looks more often. */
    static Moments spread(int count, Duration interval, Duration cycle, Random random) {
        Moments best = draw(count, interval, random);
        for (int i = 1; i < DRAWS; i++) {
            Moments other = draw(count, interval, random);
            best = other.longestGap(cycle) < best.longestGap(cycle) ? other : best;
        }
        return best;
    }

    private static Moments draw(int count, Duration interval, Random random) {
        List<Integer> parts =
                new java.util.ArrayList<>(IntStream.range(0, count).boxed().toList());
        java.util.Collections.shuffle(parts, random);
        Stream<Duration> moments = parts.stream()
                .map(part -> Duration.ofNanos(Math.round(interval.toNanos() * (part + random.nextDouble()) / count)));
        return new Moments(moments.toList());
    }

    /**
     * For each moment a place in another even row of as many, each place once: the pairs are a lattice that fills the square of both evenly, where a random pairing has
     * clusters.
     */
    List<Integer> pairing() {
        List<Duration> sorted = all.stream().sorted().toList();
        int count = all.size();
        int step = (int) Math.max(1, Math.round(count / GOLDEN));
        while (BigInteger.valueOf(step).gcd(BigInteger.valueOf(count)).intValue() > 1) {
            step++;
        }
        int stride = step;
        return all.stream()
                .map(moment -> sorted.indexOf(moment) * stride % count)
                .toList();
    }

    private long longestGap(Duration cycle) {
        long[] places = all.stream()
                .mapToLong(moment -> moment.toNanos() % cycle.toNanos())
                .sorted()
                .toArray();
        if (places.length == 0) {
            return 0;
        }
        long round = cycle.toNanos() - places[places.length - 1] + places[0];
        long[] gaps = IntStream.range(1, places.length)
                .mapToLong(i -> places[i] - places[i - 1])
                .toArray();
        return Math.max(round, Arrays.stream(gaps).max().orElse(0));
    }
}
