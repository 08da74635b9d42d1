package io.github.slowatchdog.metrics;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Timings;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts durations in classic histograms: the native ones need a newer Prometheus than the ones in use. Safe from any thread.
 * A negative duration, which only clocks that disagree can make, counts as 0.
 */
public final class TimingHistograms implements Timings {

    /** The first channel of the kill switch, which there always is. */
    static final String REDIS = "redis";

    /** Seconds, from a millisecond to two scrape intervals of half a minute. */
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60
    };

    /** So many objectives have a histogram of their own; the breaches of others are counted under {@link #MORE}. */
    static final int MOST_DETECTIONS = 1000;

    static final String MORE = "(more)";

    private static final ClassicHistogramBuckets NOTHING =
            ClassicHistogramBuckets.of(bounds(), new long[BOUNDS.length + 1]);

    private static double[] bounds() {
        double[] bounds = Arrays.copyOf(BOUNDS, BOUNDS.length + 1);
        bounds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    private final Set<String> detected = ConcurrentHashMap.newKeySet();
    private final Histogram detection = histogram(MetricName.DETECTION);
    private final Histogram stopWrite = histogram(MetricName.STOP_WRITE);
    private final Histogram stopConfirm = histogram(MetricName.STOP_CONFIRM);
    private final Histogram sourceRequest = histogram(MetricName.SOURCE_REQUEST);

    public TimingHistograms() {
        stopWrite.initLabelValues(REDIS);
    }

    private static Histogram histogram(MetricName name) {
        return Histogram.builder()
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .name(name.base())
                .help(name.help())
                .labelNames(name.labels().toArray(String[]::new))
                .build();
    }

    void registerIn(PrometheusRegistry registry) {
        List.of(stopWrite, stopConfirm, sourceRequest).forEach(registry::register);
    }

    /** Makes the series of what is on the Board, so that they show 0 before anything has happened. */
    void know(Board board) {
        board.stop().writeFailures().keySet().forEach(stopWrite::initLabelValues);
        board.lanes().keySet().forEach(lane -> sourceRequest.initLabelValues(lane.word()));
    }

    @Override
    public void detected(String slo, Lane lane, Duration took) {
        boolean own = detected.contains(slo) || (detected.size() < MOST_DETECTIONS && detected.add(slo));
        detection.labelValues(own ? slo : MORE, lane.word()).observe(seconds(took));
    }

    /**
     * How soon breaches of these were seen: 0 for those that have had none, of which nothing is kept.
     *
     * @param first whether also those that have had any are to be shown, of these or not
     */
    MetricSnapshots detection(List<Board.ObjectiveView> some, boolean first) {
        HistogramSnapshot observed = detection.collect();
        Map<Labels, HistogramDataPointSnapshot> points = new LinkedHashMap<>();
        observed.getDataPoints().forEach(point -> points.put(point.getLabels(), point));
        Set<Labels> known = Set.copyOf(points.keySet());
        if (!first) {
            points.clear();
        }
        for (Board.ObjectiveView view : some) {
            for (Board.Reading reading : view.readings()) {
                Labels labels = Labels.of(
                        MetricName.DETECTION.labels(),
                        List.of(view.objective().name(), reading.lane().word()));
                if (!known.contains(labels)) {
                    points.put(labels, nothing(labels));
                }
            }
        }
        return new MetricSnapshots(new HistogramSnapshot(observed.getMetadata(), points.values()));
    }

    private static HistogramDataPointSnapshot nothing(Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(NOTHING)
                .sum(0)
                .labels(labels)
                .build();
    }

    @Override
    public void stopWritten(String channel, Duration took) {
        stopWrite.labelValues(channel).observe(seconds(took));
    }

    @Override
    public void stopConfirmed(Duration took) {
        stopConfirm.observe(seconds(took));
    }

    @Override
    public void sourceRequest(Lane lane, Duration took) {
        sourceRequest.labelValues(lane.word()).observe(seconds(took));
    }

    private static double seconds(Duration took) {
        return Math.max(0, Families.seconds(took));
    }
}
