package io.github.slowatchdog.metrics;

import io.github.slowatchdog.watch.Board;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The whole page of metrics: the Board, the durations, and the JVM. Safe from any thread. */
public final class MetricsPage {

    /** The formats that the page is written in. There is no protobuf: everyone who asks for it also takes text. */
    public enum Format {
        TEXT,
        OPEN_METRICS;

        /** The value of the Content-Type header. */
        public String contentType() {
            return writer().getContentType();
        }

        private ExpositionFormatWriter writer() {
            return this == TEXT ? TEXT_WRITER : OPEN_METRICS_WRITER;
        }
    }

    private static final ExpositionFormatWriter TEXT_WRITER =
            PrometheusTextFormatWriter.builder().build();
    private static final ExpositionFormatWriter OPEN_METRICS_WRITER =
            OpenMetricsTextFormatWriter.builder().build();

    private final Supplier<Board> boards;
    private final TimingHistograms timings;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /** A page that asks its suppliers at each scrape. */
    public MetricsPage(
            Supplier<Board> boards,
            TimingHistograms timings,
            Supplier<About> about,
            Supplier<Vitals> vitals,
            InstantSource clock) {
        this.boards = boards;
        this.timings = timings;
        registry.register(new BoardCollector(boards, about, vitals, clock));
        timings.registerIn(registry);
        JvmMetrics.builder().register(registry);
    }

    /**
     * The page as it is now, in UTF-8.
     *
     * @param names the metrics to show, by their full names; empty: all
     */
    public byte[] render(Format format, Collection<String> names) {
        Predicate<String> shown = names.isEmpty()
                ? MetricNameFilter.ALLOW_ALL
                : MetricNameFilter.builder().nameMustBeEqualTo(names).build();
        timings.know(boards.get(), shown);
        ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
        try {
            format.writer().write(page, registry.scrape(shown), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toByteArray();
    }
}
