package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Collects what is needed of one page, and what tells whose page it is. */
final class PageReader implements ExpositionParser.Sink {

    /** A series with some labels, here and in the ledgers that remember it; a sidecar has little memory. */
    private static final int BYTES_A_SERIES = 2 * 1024;

    private static final int MOST_SERIES =
            (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / BYTES_A_SERIES);

    private final Needs needs;
    private final Names known;
    private final long at;
    private final int page;
    private final List<KnownSeries> series = new ArrayList<>();
    private final Set<String> shown = new LinkedHashSet<>();
    private boolean met;
    private boolean anything;
    private long ahead;

    /**
     * @param known metrics by which the process would be known again
     * @param page its number in the {@link Roster}
     * @param at the time of the scrape, in milliseconds since the epoch
     */
    PageReader(Needs needs, Names known, int page, long at) {
        this.needs = needs;
        this.known = known;
        this.page = page;
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
    public void take(KnownSeries one, double value, OptionalLong millis, int line) throws MalformedExposition {
        long time = millis.isPresent() ? Math.min(at, millis.getAsLong()) : at;
        ahead = Math.max(ahead, millis.isPresent() ? millis.getAsLong() - at : 0);
        boolean first = !one.isOn(page);
        if (first && series.size() == MOST_SERIES) {
            throw new MalformedExposition(
                    line,
                    "more than " + MOST_SERIES + " series of the metrics asked for, which is what this heap can hold;"
                            + " select fewer, or raise -Xmx");
        }
        if (!one.take(page, time, value)) {
            String text = Excerpt.of(one.labels().toString());
            throw new MalformedExposition(line, text + " is there twice: which of them is right cannot be told");
        }
        if (first) {
            series.add(one);
        }
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
        for (KnownSeries one : series) {
            if (one.labels().get(Labels.NAME).equals(Needs.START)) {
                return OptionalDouble.of(one.value());
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * What was read; to be called before the next page is.
     *
     * @param before the index of the page before
     */
    Page page(Labels up, PageIndex before) {
        return new Page(needs, before.of(series), series, up, Instant.ofEpochMilli(at));
    }
}
