package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is needed of one page, and what tells whose page it is. */
final class PageReader implements ExpositionParser.Sink {

    /** A series with some labels, here and in the ledgers that remember it; a sidecar has little memory. */
    private static final int BYTES_A_SERIES = 4 * 1024;

    private static final int MOST_SERIES =
            (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / BYTES_A_SERIES);

    private final Needs needs;
    private final Names known;
    private final long at;
    private final Map<Labels, Point> samples = new HashMap<>();
    private final Set<String> shown = new LinkedHashSet<>();
    private boolean met;
    private boolean anything;
    private long ahead;

    /** A sample, and those of the same series that are older: hardly ever is there one. */
    private record Point(long time, double value, @Nullable Point older) {}

    /**
     * @param known metrics by which the process would be known again
     * @param at the time of the scrape, in milliseconds since the epoch
     */
    PageReader(Needs needs, Names known, long at) {
        this.needs = needs;
        this.known = known;
        this.at = at;
    }

    @Override
    public boolean isNeeded(byte[] text, int from, int to) {
        anything = true;
        if (shown.size() < Acquaintance.KEPT || !met) {
            meet(text, from, to);
        }
        return needs.contains(text, from, to);
    }

    private void meet(byte[] text, int from, int to) {
        boolean asked = needs.names(text, from, to);
        if (shown.size() < Acquaintance.KEPT || asked) {
            String name = new String(text, from, to - from, StandardCharsets.UTF_8);
            if (Acquaintance.isOfRuntime(name)) {
                return;
            }
            if (shown.size() < Acquaintance.KEPT) {
                shown.add(name);
            }
        }
        met |= asked || known.contains(text, from, to);
    }

    /**
     * A time in the future of our clock is that of the scrape: the page shows what is now. A time in the past stays, since it says
     * that the value is old.
     */
    @Override
    public void take(Labels labels, double value, OptionalLong millis, int line) throws MalformedExposition {
        long time = Math.min(at, millis.orElse(at));
        ahead = Math.max(ahead, millis.orElse(at) - at);
        if (samples.size() == MOST_SERIES) {
            throw new MalformedExposition(
                    line,
                    "more than " + MOST_SERIES + " series of the metrics asked for, which is what this heap can hold;"
                            + " select fewer, or raise -Xmx");
        }
        Point older = samples.get(labels);
        if (older != null && older.time() >= time) {
            String series = Excerpt.of(labels.toString());
            throw new MalformedExposition(line, series + " is there twice: which of them is right cannot be told");
        }
        samples.put(labels, new Point(time, value, older));
    }

    /** Whether the page said anything at all. */
    boolean isEmpty() {
        return !anything;
    }

    /** How far the newest time on the page is in the future of our clock, in milliseconds. */
    long ahead() {
        return ahead;
    }

    /** Whether a metric known from before, or asked for, is on the page. */
    boolean met() {
        return met;
    }

    /** Some of the metrics on the page, without those of the runtime. */
    Set<String> shown() {
        return shown;
    }

    /** When the process was started, as it says. */
    OptionalDouble start() {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().get(Labels.NAME).equals(Needs.START))
                .mapToDouble(entry -> entry.getValue().value())
                .findFirst();
    }

    Page page(Labels up) {
        List<Series> series = new ArrayList<>(samples.size());
        samples.forEach((labels, newest) -> {
            Series.Builder one = Series.of(labels);
            add(one, newest);
            series.add(one.build());
        });
        return new Page(needs, series, Series.of(up).add(at, 1).build());
    }

    private static void add(Series.Builder series, Point point) {
        if (point.older() != null) {
            add(series, point.older());
        }
        series.add(point.time(), point.value());
    }
}
