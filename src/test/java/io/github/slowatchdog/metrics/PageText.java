package io.github.slowatchdog.metrics;

import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Pages as text, for tests. */
final class PageText {

    static final About ABOUT = new About(
            new BuildInfo("1.2.3", "abc123"), "vanta-canary", "5d41402a", true, Instant.parse("2026-11-21T11:00:00Z"));
    static final Told TOLD = new Told(
            List.of(
                    new Told.Receiver("http://am-1:9093", Optional.of(true), 12, 1),
                    new Told.Receiver("http://am-2:9093", Optional.empty(), 0, 0)),
            Map.of("sent", 3L, "failed", 1L, "dropped", 0L));
    static final Vitals VITALS = new Vitals(2, 7, Optional.of(Instant.parse("2026-11-20T11:00:00Z")), true, TOLD);

    private PageText() {}

    static MetricsPage page(Supplier<Board> boards, TimingHistograms timings, Vitals vitals) {
        return new MetricsPage(boards, timings, () -> ABOUT, () -> vitals, InstantSource.fixed(Boards.NOW));
    }

    static String text(Board board) {
        return text(page(() -> board, new TimingHistograms(), Vitals.NONE), MetricsPage.Format.TEXT);
    }

    static String text(MetricsPage page, MetricsPage.Format format) {
        return text(page, format, List.of());
    }

    static String text(MetricsPage page, MetricsPage.Format format, List<String> names) {
        StringBuilder text = new StringBuilder();
        page.pieces(format, names).forEachRemaining(piece -> text.append(new String(piece, StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** Without the metrics of the JVM, which are never the same twice, and without the buckets that nothing fell into. */
    static String ofOurs(String page) {
        return page.lines()
                .filter(line -> line.contains("slo_watchdog_"))
                .filter(line -> !(line.contains("_bucket{") && line.endsWith(" 0")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
