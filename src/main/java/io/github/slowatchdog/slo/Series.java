package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Raw samples of one series, oldest first, with strictly rising times. Times have a resolution of one millisecond, as in
 * Prometheus. Held in plain arrays: a catch-up after an outage may bring millions of samples.
 */
public final class Series {

    private final Labels labels;
    private final long[] millis;
    private final double[] values;
    private final int from;
    private final int size;
    /** The time of the only sample, as it was given: all that hold on to it share it. */
    private final @Nullable Instant only;

    private Series(Labels labels, long[] millis, double[] values, int from, int size) {
        this(labels, millis, values, from, size, null);
    }

    private Series(Labels labels, long[] millis, double[] values, int from, int size, @Nullable Instant only) {
        this.only = only;
        this.labels = labels;
        this.millis = millis;
        this.values = values;
        this.from = from;
        this.size = size;
    }

    /** A series of one sample. */
    public static Series of(Labels labels, long epochMilli, double value) {
        return new Series(labels, new long[] {epochMilli}, new double[] {value}, 0, 1);
    }

    /** A series of one sample; its time has no more than milliseconds. */
    public static Series of(Labels labels, Instant at, double value) {
        return new Series(labels, new long[] {at.toEpochMilli()}, new double[] {value}, 0, 1, at);
    }

    public static Builder of(Labels labels) {
        return new Builder(labels);
    }

    public Labels labels() {
        return labels;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Time of sample {@code i}, 0 being the oldest. */
    public Instant at(int i) {
        return only != null ? only : Instant.ofEpochMilli(millis[from + i]);
    }

    /** Value of sample {@code i}; may be NaN or infinite. */
    public double value(int i) {
        return values[from + i];
    }

    /** Index of the first sample later than the given time; {@link #size()} if there is none. */
    public int firstAfter(Instant time) {
        if (time.equals(Instant.MIN)) {
            return 0; // is beyond the range of milliseconds
        }
        if (time.equals(Instant.MAX)) {
            return size;
        }
        int found = Arrays.binarySearch(millis, from, from + size, time.toEpochMilli());
        return (found >= 0 ? found + 1 : -found - 1) - from;
    }

    /** The samples later than {@code after} and not later than {@code upTo}, without copying them. */
    public Series between(Instant after, Instant upTo) {
        int first = firstAfter(after);
        return new Series(labels, millis, values, from + first, Math.max(0, firstAfter(upTo) - first));
    }

    /** The same of each of these; those without any are left out. */
    public static List<Series> between(List<Series> all, Instant after, Instant upTo) {
        return all.stream()
                .map(series -> series.between(after, upTo))
                .filter(series -> !series.isEmpty())
                .toList();
    }

    /** Time of the newest sample; {@link Instant#MIN} for an empty series. */
    public Instant newest() {
        return isEmpty() ? Instant.MIN : at(size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(labels.toString());
        for (int i = 0; i < size(); i++) {
            text.append(' ').append(value(i)).append('@').append(at(i));
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
            return new Series(labels, Arrays.copyOf(millis, size), Arrays.copyOf(values, size), 0, size);
        }
    }
}
