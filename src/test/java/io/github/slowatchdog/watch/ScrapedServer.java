package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** A server that scrapes in time that is data: what a question at any moment sees, and how long each sample waited for one. */
final class ScrapedServer {

    private static final Duration ANSWER = Duration.ofMillis(4);
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final Targets targets = new Targets();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Sample> seen = new HashSet<>();
    private final TreeMap<Instant, Duration> waits = new TreeMap<>();
    private int questions;

    private record Sample(String instance, Instant at, Instant visible) {}

    /**
     * Adds scrapes of a target.
     *
     * @param from the first, in milliseconds after noon
     * @param every how far apart, in milliseconds
     * @param took how long the n-th took until it could be seen, in milliseconds; less than 0: it was missed
     */
    ScrapedServer scrape(String instance, long from, long every, int count, LongUnaryOperator took) {
        for (int i = 0; i < count; i++) {
            if (took.applyAsLong(i) >= 0) {
                Instant at = NOON.plusMillis(from + i * every);
                samples.add(new Sample(instance, at, at.plusMillis(took.applyAsLong(i))));
            }
        }
        return this;
    }

    /** A scrape that can be seen so many milliseconds before its time, by our clock. */
    void scrapeAhead(String instance, long atMillis, long before) {
        Instant at = NOON.plusMillis(atMillis);
        samples.add(new Sample(instance, at, at.minusMillis(before)));
    }

    /** Asks as a rhythm says, up to so many seconds after noon; begins where the last call ended. */
    void ask(Rhythm rhythm, Instant from, double untilSeconds, Duration interval) {
        samples.sort(Comparator.comparing(Sample::visible));
        Instant until = NOON.plusMillis(Math.round(untilSeconds * 1000));
        Instant asked = from;
        while (asked.isBefore(until)) {
            answer(asked);
            Instant due = rhythm.next(asked, asked.plus(ANSWER), interval);
            // as the timers of the loop: whole milliseconds, cut off
            asked = asked.plus(ANSWER)
                    .plusMillis(Math.max(
                            1, Duration.between(asked.plus(ANSWER), due).toMillis()));
        }
    }

    private void answer(Instant asked) {
        questions++;
        for (Sample sample : samples) {
            if (!sample.visible().isAfter(asked) && seen.add(sample)) {
                waits.put(sample.at().plusNanos(waits.size()), Duration.between(sample.visible(), asked));
                Series up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", sample.instance()))
                        .add(sample.at(), 1)
                        .build();
                targets.take(List.of(up), List.of());
            }
        }
    }

    /** Questions asked so far; counts anew from here. */
    int questions() {
        int asked = questions;
        questions = 0;
        return asked;
    }

    /** How long the samples of a time after noon waited for the question that saw them, in milliseconds, shortest first. */
    long[] waits(double fromSeconds, double untilSeconds) {
        long[] millis = waits
                .subMap(
                        NOON.plusMillis(Math.round(fromSeconds * 1000)),
                        NOON.plusMillis(Math.round(untilSeconds * 1000)))
                .values()
                .stream()
                .mapToLong(Duration::toMillis)
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }
}
