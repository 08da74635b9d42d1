package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Prometheus: scrapes the bot in its rhythm, a little late now and then, and keeps what it has seen. */
final class Store {

    static final String UP = "up";

    /** What was scraped of one series; a sample can be seen a while after its time. */
    static final class Kept {
        final Labels labels;
        final List<Long> at = new ArrayList<>();
        final List<Double> values = new ArrayList<>();
        final List<Long> visible = new ArrayList<>();

        Kept(Labels labels) {
            this.labels = labels;
        }
    }

    /**
     * What one scrape showed. Times in seconds.
     *
     * @param visible when it could be seen
     */
    record Scrape(
            double at,
            double visible,
            String instance,
            OptionalDouble start,
            Map<String, Double> duplicates,
            String mode,
            double lag) {

        /** Whether it tells something of an objective. */
        boolean tells(String slo) {
            return !slo.equals(Terms.LAG) || !Double.isNaN(lag);
        }

        /** Whether what it shows is a miss, whenever it is read. */
        boolean isBad(String slo, boolean live) {
            return slo.equals(Terms.LAG)
                    ? lag >= Terms.WORST_LAG
                    : slo.equals(Terms.MODE) && !live && !mode.equals("DRY");
        }
    }

    private final VirtualTime time;
    private final Bot bot;
    private final Dice dice;
    private final double interval;
    private final Map<Labels, Kept> series = new LinkedHashMap<>();
    private final Map<Selector, List<Kept>> matching = new HashMap<>();
    /** By target: when it was scraped last, where that did not reach it. */
    private final Map<String, Double> downAt = new HashMap<>();
    /** Scrapes that showed the bot. */
    final List<Scrape> scrapes = new ArrayList<>();

    boolean down;
    boolean cannotReachBot;
    private long scraped = Long.MIN_VALUE;
    private long shown;

    Store(VirtualTime time, Bot bot, Dice dice, double interval) {
        this.time = time;
        this.bot = bot;
        this.dice = dice;
        this.interval = interval;
    }

    double interval() {
        return interval;
    }

    /** Begins to scrape. */
    void begin(VirtualTime.Owner world, double phase) {
        schedule(world, phase, 0);
    }

    private void schedule(VirtualTime.Owner world, double phase, int n) {
        double late = dice.chance(0.1) ? dice.between(0, interval / 4) : dice.between(0, 0.01);
        double due = phase + n * interval + late;
        time.after(Math.round((due - time.seconds()) * 1e9), world, () -> {
            scrape();
            schedule(world, phase, n + 1);
        });
    }

    private void scrape() {
        if (down) {
            return;
        }
        long at = time.instant().toEpochMilli();
        if (at <= scraped) {
            return;
        }
        scraped = at;
        // one target is scraped by one loop: what was scraped earlier is seen earlier
        shown = Math.max(shown + 1, time.getAsLong() + dice.nanos(0.002, dice.chance(0.1) ? 1.5 * interval : 0.2));
        long visible = shown;
        boolean up = bot.isUp() && !cannotReachBot;
        keep(Labels.of(Labels.NAME, UP, "job", "bot", "instance", bot.instance()), at, up ? 1 : 0, visible);
        downAt.remove(bot.instance());
        if (!up) {
            downAt.put(bot.instance(), time.seconds());
        }
        if (up) {
            bot.page(bot.instance()).forEach((labels, value) -> keep(labels, at, value, visible));
            scrapes.add(new Scrape(
                    (at - VirtualTime.BEGIN.toEpochMilli()) / 1000.0,
                    visible / 1e9,
                    bot.instance(),
                    bot.start(),
                    bot.duplicatesShown(),
                    bot.mode(),
                    bot.lag()));
        }
    }

    /** Whether the newest scrape of some target after this time did not reach it: also of one that is gone by now. */
    boolean isDownSince(double second) {
        return downAt.values().stream().anyMatch(at -> at > second);
    }

    private void keep(Labels labels, long at, double value, long visible) {
        Kept kept = series.get(labels);
        if (kept == null) {
            kept = new Kept(labels);
            series.put(labels, kept);
            matching.clear();
        }
        kept.at.add(at);
        kept.values.add(value);
        kept.visible.add(visible);
    }

    List<Kept> matching(Selector selector) {
        return matching.computeIfAbsent(
                selector,
                these -> series.values().stream()
                        .filter(one -> these.matches(one.labels))
                        .toList());
    }

    /** The samples after one time and up to another that can be seen now. */
    List<Series> read(Selector selector, Instant after, Instant upTo) {
        long from = after.toEpochMilli();
        long to = upTo.toEpochMilli();
        long now = time.getAsLong();
        List<Series> found = new ArrayList<>();
        for (Kept kept : matching(selector)) {
            int i = kept.at.size();
            while (i > 0 && kept.at.get(i - 1) > from) {
                i--;
            }
            Series.Builder some = Series.of(kept.labels);
            int taken = 0;
            for (; i < kept.at.size() && kept.at.get(i) <= to; i++) {
                if (kept.visible.get(i) <= now) {
                    some.add(kept.at.get(i), kept.values.get(i));
                    taken++;
                }
            }
            if (taken > 0) {
                found.add(some.build());
            }
        }
        return found;
    }
}
