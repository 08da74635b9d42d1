package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Arrays;

/** When one process was scraped and what its {@code up} was then, in the order of time; of old scrapes only the newest are kept. */
final class Scrapes {

    /** As many as tell a rhythm, and one more. */
    private static final int LEAST = Beat.LEARNED_FROM + 2;

    private long[] millis = new long[16];
    private double[] values = new double[16];
    private int size;

    /** A scrape later than all before. */
    void add(Instant at, double value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        millis[size] = at.toEpochMilli();
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** How many there were at this time. */
    int until(Instant time) {
        if (time.equals(Instant.MAX)) {
            return size;
        }
        if (time.equals(Instant.MIN)) {
            return 0;
        }
        int found = Arrays.binarySearch(millis, 0, size, time.toEpochMilli());
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Time of the {@code n}th, counted from 1; {@link Instant#MIN} for 0. */
    Instant at(int n) {
        return n <= 0 ? Instant.MIN : Instant.ofEpochMilli(millis[n - 1]);
    }

    /** What {@code up} was at the {@code n}th, counted from 1. */
    double value(int n) {
        return values[n - 1];
    }

    /** Nobody will ask how things stood before this time. */
    void forget(Instant before) {
        int gone = Math.min(until(before), size) - LEAST;
        if (gone > 0) {
            size -= gone;
            System.arraycopy(millis, gone, millis, 0, size);
            System.arraycopy(values, gone, values, 0, size);
        }
    }
}
