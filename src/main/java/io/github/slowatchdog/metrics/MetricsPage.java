package io.github.slowatchdog.metrics;

import io.github.slowatchdog.watch.Board;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<Board> boards;
    private final InstantSource clock;
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
        this.clock = clock;
        this.timings = timings;
        registry.register(new BoardCollector(boards, about, vitals, clock));
        timings.registerIn(registry);
        registerJvm();
    }

    /**
     * All that JvmMetrics has, but for what NativeMemoryTracking would tell if it were on: only to ask whether it is takes a server of
     * management beans, and more than a hundred classes of the JDK for it.
     */
    private void registerJvm() {
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryPoolAllocationMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /**
     * The page as it is now, in UTF-8, piece by piece: no more than a piece of it is held, however many objectives there are. All of
     * it is of one Board.
     *
     * @param names the metrics to show, by their full names; empty: all
     */
    public Iterator<byte[]> pieces(Format format, Collection<String> names) {
        Predicate<String> shown = names.isEmpty()
                ? MetricNameFilter.ALLOW_ALL
                : MetricNameFilter.builder().nameMustBeEqualTo(names).build();
        Board board = boards.get();
        timings.know(board);
        return new Pieces(
                format, registry.scrape(shown), new ObjectiveFamilies(board, timings, shown, clock.instant()));
    }

    /** What is of no objective, what is of each, and the end. */
    private static final class Pieces implements Iterator<byte[]> {
        private final Format format;
        private @Nullable MetricSnapshots general;
        private final ObjectiveFamilies objectives;
        private boolean ended;

        Pieces(Format format, MetricSnapshots general, ObjectiveFamilies objectives) {
            this.format = format;
            this.general = general;
            this.objectives = objectives;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public byte[] next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            MetricSnapshots whole = general;
            general = null;
            byte[] text;
            if (whole != null) {
                text = text(whole, true);
            } else {
                ObjectiveFamilies.Piece piece = objectives.hasNext() ? objectives.next() : null;
                text = piece == null ? new byte[0] : text(piece.series(), piece.first());
            }
            ended = !objectives.hasNext();
            return ended && format == Format.OPEN_METRICS ? concat(text, EOF) : text;
        }

        /** @param described with the lines that say what each family is */
        private byte[] text(MetricSnapshots some, boolean described) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
            try {
                format.writer().write(out, some, EscapingScheme.UNDERSCORE_ESCAPING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] bytes = out.toByteArray();
            int to = bytes.length - (format == Format.OPEN_METRICS ? EOF.length : 0);
            int from = 0;
            while (!described && from < to && bytes[from] == '#') {
                from = lineAfter(bytes, from);
            }
            return Arrays.copyOfRange(bytes, from, to);
        }

        private static int lineAfter(byte[] bytes, int from) {
            int at = from;
            while (bytes[at] != '\n') {
                at++;
            }
            return at + 1;
        }

        private static byte[] concat(byte[] text, byte[] end) {
            byte[] both = Arrays.copyOf(text, text.length + end.length);
            System.arraycopy(end, 0, both, text.length, end.length);
            return both;
        }
    }
}
