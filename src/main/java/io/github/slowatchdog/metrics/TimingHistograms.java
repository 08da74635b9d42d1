package io.github.slowatchdog.metrics;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Timings;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

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
        List.of(detection, stopWrite, stopConfirm, sourceRequest).forEach(registry::register);
    }

    /** Makes the series of what is on the Board, so that they show 0 before anything has happened. */
    void know(Board board, Predicate<String> shown) {
        if (shown.test(MetricName.DETECTION.base())) {
            board.objectives()
                    .forEach(view -> view.readings()
                            .forEach(reading -> detection.initLabelValues(
                                    view.objective().name(), reading.lane().word())));
        }
        board.stop().writeFailures().keySet().forEach(stopWrite::initLabelValues);
        board.lanes().keySet().forEach(lane -> sourceRequest.initLabelValues(lane.word()));
    }

    @Override
    public void detected(String slo, Lane lane, Duration took) {
        detection.labelValues(slo, lane.word()).observe(seconds(took));
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
