package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Arrays;

/**
 * Raw samples of one series, oldest first, with strictly rising times. Times have a resolution of one millisecond, as in
 * Prometheus. Held in plain arrays: a catch-up after an outage may bring millions of samples.
 */
public final class Series {

    private final Labels labels;
    private final long[] millis;
    private final double[] values;

    private Series(Labels labels, long[] millis, double[] values) {
        this.labels = labels;
        this.millis = millis;
        this.values = values;
    }

    public static Builder of(Labels labels) {
        return new Builder(labels);
    }

    public Labels labels() {
        return labels;
    }

    public int size() {
        return millis.length;
    }

    public boolean isEmpty() {
        return millis.length == 0;
    }

    /** Time of sample {@code i}, 0 being the oldest. */
    public Instant at(int i) {
        return Instant.ofEpochMilli(millis[i]);
    }

    /** Value of sample {@code i}; may be NaN or infinite. */
    public double value(int i) {
        return values[i];
    }

    /** Index of the first sample later than the given time; {@link #size()} if there is none. */
    public int firstAfter(Instant time) {
        if (time.equals(Instant.MIN)) {
            return 0; // is beyond the range of milliseconds
        }
        int found = Arrays.binarySearch(millis, time.toEpochMilli());
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Time of the newest sample; {@link Instant#MIN} for an empty series. */
    public Instant newest() {
        return isEmpty() ? Instant.MIN : at(size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(labels.toString());
        for (int i = 0; i < size(); i++) {
            text.append(' ').append(values[i]).append('@').append(at(i));
        }
        return text.toString();
    }

    /** Collects samples; a sample not later than the one before it is refused. */
    public static final class Builder {
        private final Labels labels;
        private long[] millis = new long[8];
        private double[] values = new double[8];
        private int size;

        private Builder(Labels labels) {
            this.labels = labels;
        }

        public Builder add(long epochMilli, double value) {
            if (size > 0 && epochMilli <= millis[size - 1]) {
                throw new IllegalArgumentException("samples of " + labels + " are not in the order of time");
            }
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            millis[size] = epochMilli;
            values[size++] = value;
            return this;
        }

        public Builder add(Instant at, double value) {
            return add(at.toEpochMilli(), value);
        }

        public Series build() {
            return new Series(labels, Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
        }
    }
}
