package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import org.jspecify.annotations.Nullable;

/** A series that pages show, and what the page that is being read says of it. */
final class KnownSeries {

    private final Labels labels;
    private int page;
    private long time;
    private double value;
    private @Nullable Older older;

    /** Samples of the same page that are older: hardly ever is there one. */
    private record Older(long time, double value, @Nullable Older older) {}

    KnownSeries(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    /**
     * A sample of a page, in milliseconds since the epoch.
     *
     * @return false if the page has said of it already what is not older
     */
    boolean take(int page, long time, double value) {
        boolean again = isOn(page);
        if (again && this.time >= time) {
            return false;
        }
        this.older = again ? new Older(this.time, this.value, older) : null;
        this.page = page;
        this.time = time;
        this.value = value;
        return true;
    }

    /** Whether this page has said something of it. */
    boolean isOn(int page) {
        return this.page == page;
    }

    double value() {
        return value;
    }

    /** When, in milliseconds since the epoch. */
    long time() {
        return time;
    }

    /** Whether the page said more than one sample of it. */
    boolean isLonger() {
        return older != null;
    }

    /** What the page said. */
    Series series() {
        if (older == null) {
            return Series.of(labels, time, value);
        }
        Series.Builder series = Series.of(labels);
        add(series, older);
        return series.add(time, value).build();
    }

    private static void add(Series.Builder series, Older sample) {
        if (sample.older() != null) {
            add(series, sample.older());
        }
        series.add(sample.time(), sample.value());
    }
}
