package io.github.slowatchdog.replay;

import java.util.Arrays;
import java.util.Random;

/**
 * How numbers are spread: count, least and greatest exactly, quantiles of a sample of at most 20,000 of them, drawn as they come so that
 * each has the same chance (Vitter's algorithm R, with a fixed seed: the same numbers give the same answer).
 */
public final class Distribution {

    private static final int KEPT = 20_000;

    private final Random random = new Random(1);
    private double[] kept = new double[64];
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double number) {
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
        if (count < KEPT) {
            if (count == kept.length) {
                kept = Arrays.copyOf(kept, Math.min(KEPT, kept.length * 2));
            }
            kept[(int) count] = number;
        } else {
            long place = (long) (random.nextDouble() * (count + 1));
            if (place < KEPT) {
                kept[(int) place] = number;
            }
        }
        count++;
    }

    public long count() {
        return count;
    }

    /** Positive infinity if there is none. */
    public double least() {
        return least;
    }

    /** Negative infinity if there is none. */
    public double greatest() {
        return greatest;
    }

    /**
     * The number below which this part of them lies, by nearest rank; NaN if there is none.
     *
     * @param part between 0 and 1
     */
    public double quantile(double part) {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(kept, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1L, Math.max(0, (long) Math.ceil(part * size) - 1))];
    }
}
