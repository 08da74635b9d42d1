package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement.Element;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.Arrays;

/** Samples read before it is known whose they are: the labels of a series may follow them. */
final class Samples {

    private long[] millis = new long[8];
    private double[] values = new double[8];
    private int size;

    void add(long epochMilli, double value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        millis[size] = epochMilli;
        values[size++] = value;
    }

    /** The samples as a series, without the markers; the times of all must rise. */
    Series series(Labels labels, boolean nanIsMarker) throws MalformedAnswer {
        Series.Builder series = Series.of(labels);
        for (int i = 0; i < size; i++) {
            if (i > 0 && millis[i] <= millis[i - 1]) {
                throw new MalformedAnswer("samples of " + labels + " are not in the order of time");
            }
            if (!(nanIsMarker && Double.isNaN(values[i]))) {
                series.add(millis[i], values[i]);
            }
        }
        return series.build();
    }

    /** The one sample as an element. */
    Element element(Labels labels) {
        return new Element(labels, Instant.ofEpochMilli(millis[0]), values[0]);
    }
}
