package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one lane knows of the processes it reads: when each was read, and when it was started. This tells the birth of a
 * counter from the first sight of an old one, and a restart from a quiet minute (SPEC 3.2). Confined to the loop.
 */
public final class Targets {

    /** A process that restarts more often than this between two reads has other troubles. */
    private static final int STARTS_KEPT = 64;

    /** How far apart the scrapes of a target are taken to be before it has been seen twice. */
    private static final Duration UNKNOWN_SPACING = Duration.ofSeconds(60);

    /** A target that has not been scraped for so many of its intervals has no rhythm to go by. */
    private static final long SCRAPES_MISSED = 3;

    /** A longer rhythm is not waited for: two outages look like one, and a question in vain is cheaper than deafness. */
    private static final Duration LONGEST_RHYTHM = Duration.ofSeconds(60);

    private final Map<Target, Life> lives = new HashMap<>();

    private static final class Life {
        Instant firstRead = Instant.MAX;
        Instant newestUp = Instant.MIN;
        Instant secondUp = Instant.MIN;
        double newestValue;
        /** How far apart the newest two scrapes were, and the two before: the shorter is the rhythm, the longer may be an outage. */
        Optional<Duration> step = Optional.empty();

        Optional<Duration> stepBefore = Optional.empty();
        /** By time of the sample that first showed it: the start it showed. */
        final TreeMap<Instant, Double> starts = new TreeMap<>();

        void scraped(Instant at, double value) {
            if (isScraped()) {
                stepBefore = step;
                step = Optional.of(Duration.between(newestUp, at));
            }
            secondUp = newestUp;
            newestUp = at;
            newestValue = value;
        }

        /** How far apart scrapes are; empty before two have been seen. */
        Optional<Duration> spacing() {
            return step.map(newest ->
                    stepBefore.filter(before -> before.compareTo(newest) < 0).orElse(newest));
        }

        /** The first expected sample at or after a time; empty for a target that has missed its last scrapes. */
        Optional<Instant> nextSampleAt(Instant time) {
            if (spacing().isEmpty()) {
                return Optional.empty();
            }
            long spacing = Math.min(spacing().get().toMillis(), LONGEST_RHYTHM.toMillis());
            long since = Duration.between(newestUp, time).toMillis();
            // samples from far in the future: a clock that has been set tells nothing of when to ask
            if (since > SCRAPES_MISSED * spacing || since < -spacing) {
                return Optional.empty();
            }
            long scrapes = Math.max(1, Math.floorDiv(since + spacing - 1, spacing));
            return Optional.of(newestUp.plusMillis(scrapes * spacing));
        }

        /** Whether an {@code up} series speaks of it. */
        boolean isScraped() {
            return newestUp.isAfter(Instant.MIN);
        }
    }

    /** Why a lane must not be believed just now. */
    public record Trouble(Reason reason, String detail) {}

    /**
     * Takes new samples; samples taken before do no harm.
     *
     * @param ups {@code up} series; 1 means that the target was read at that time
     * @param starts {@code process_start_time_seconds} series
     */
    public void take(List<Series> ups, List<Series> starts) {
        for (Series up : ups) {
            takeUp(life(up), up);
        }
        for (Series start : starts) {
            takeStart(life(start), start);
        }
    }

    private Life life(Series series) {
        return lives.computeIfAbsent(Target.of(series.labels()), target -> new Life());
    }

    private static void takeUp(Life life, Series up) {
        for (int i = 0; i < up.size(); i++) {
            if (up.value(i) == 1 && up.at(i).isBefore(life.firstRead)) {
                life.firstRead = up.at(i);
            }
        }
        for (int i = up.firstAfter(life.newestUp); i < up.size(); i++) {
            life.scraped(up.at(i), up.value(i));
        }
    }

    private static void takeStart(Life life, Series start) {
        for (int i = 0; i < start.size(); i++) {
            Map.Entry<Instant, Double> known = life.starts.floorEntry(start.at(i));
            if (known == null || known.getValue() != start.value(i)) {
                life.starts.put(start.at(i), start.value(i));
            }
        }
        while (life.starts.size() > STARTS_KEPT) {
            life.starts.pollFirstEntry();
        }
    }

    /** Whether nothing is known of any process: no {@code up} series has been read. */
    public boolean isEmpty() {
        return lives.values().stream().noneMatch(Life::isScraped);
    }

    /** Whether a series of this process, last read at {@code time}, is surely still written, though no newer sample is known. */
    public boolean isThere(Target target, Instant time) {
        Life life = lives.get(target);
        return life != null && life.isScraped() && isWritten(target, time);
    }

    /**
     * Whether the process had been read successfully before this time. A process that no {@code up} series speaks of (pushed
     * or federated metrics) counts as read when any other had been.
     */
    public boolean wasReadBefore(Target target, Instant time) {
        Life life = lives.get(target);
        return life == null || !life.isScraped()
                ? lives.values().stream().anyMatch(any -> any.firstRead.isBefore(time))
                : life.firstRead.isBefore(time);
    }

    /** The start of the process that answered at this time; empty if it never said so. */
    public Optional<Instant> startAt(Target target, Instant time) {
        Life life = lives.get(target);
        return Optional.ofNullable(life == null ? null : life.starts.floorEntry(time))
                .map(entry -> Instant.ofEpochMilli(Math.round(entry.getValue() * 1000)));
    }

    /** Whether another process answered at {@code to} than at {@code from}; false where starts are not known. */
    public boolean restartedBetween(Target target, Instant from, Instant to) {
        Optional<Instant> after = startAt(target, to);
        Optional<Instant> before = startAt(target, from);
        return after.isPresent()
                && before.map(start -> !start.equals(after.get()))
                        .orElse(after.get().isAfter(from));
    }

    /**
     * Up to when restarts of the process are known: samples later than this cannot be told apart yet. Empty: nothing is known
     * of it at all, so there is nothing to wait for.
     */
    public Optional<Instant> knownUntil(Target target) {
        Life life = lives.get(target);
        return life == null || !life.isScraped() ? Optional.empty() : Optional.of(life.newestUp);
    }

    /**
     * Whether a series that is in an answer is still written. It is not when its target has been scraped at least twice after
     * its last sample (once is not enough: that scrape may have come between two questions of the same round), or when the
     * target itself is gone.
     */
    public boolean isWritten(Target target, Instant newest) {
        Life life = lives.get(target);
        return life == null || !life.isScraped() || !(life.secondUp.isAfter(newest) || isGone(life));
    }

    /** Whether any of these series is still written. */
    boolean isAnyWritten(List<Series> all) {
        return all.stream()
                .anyMatch(series -> !series.isEmpty() && isWritten(Target.of(series.labels()), series.newest()));
    }

    /** A target that the server no longer speaks of, not even with a 0, while it goes on with others: a pod that was replaced. */
    private boolean isGone(Life life) {
        Duration spacing = life.spacing().orElse(UNKNOWN_SPACING);
        return newestUp()
                .map(newest -> newest.isAfter(life.newestUp.plus(spacing.multipliedBy(3))))
                .orElse(false);
    }

    /**
     * When the next sample of some target is to be expected, going by how far apart its last two scrapes were: the first such
     * time at or after {@code time}, and at most two minutes after it. Empty while no target has been seen twice, or none of
     * late, or only samples of a time that a clock set back has yet to reach.
     */
    public Optional<Instant> nextSampleAt(Instant time) {
        return lives.values().stream()
                .flatMap(life -> life.nextSampleAt(time).stream())
                .min(Instant::compareTo);
    }

    /** The newest {@code up} sample of all. */
    public Optional<Instant> newestUp() {
        return lives.values().stream()
                .map(life -> life.newestUp)
                .filter(time -> time.isAfter(Instant.MIN))
                .max(Instant::compareTo);
    }

    /** Whether some process was started less than {@code grace} before this time. */
    public boolean inGrace(Instant time, Duration grace) {
        return !grace.isZero() && lives.keySet().stream().anyMatch(target -> inGrace(target, time, grace));
    }

    /** Whether this process was started less than {@code grace} before this time. */
    public boolean inGrace(Target target, Instant time, Duration grace) {
        return !grace.isZero()
                && startAt(target, time)
                        .map(start -> time.isBefore(start.plus(grace)))
                        .orElse(false);
    }

    /**
     * Whether the lane is fresh (SPEC 3.5). A target whose newest {@code up} sample is too old while others are fresh is taken
     * as gone, since the server writes 0 for one that it cannot reach.
     */
    public Optional<Trouble> trouble(Instant now, Duration maxAge) {
        Instant oldest = now.minus(maxAge);
        List<Map.Entry<Target, Life>> fresh = lives.entrySet().stream()
                .filter(entry -> !entry.getValue().newestUp.isBefore(oldest))
                .toList();
        if (fresh.isEmpty()) {
            return Optional.of(new Trouble(
                    Reason.STALE,
                    newestUp()
                            .map(newest -> "newest up sample is "
                                    + Duration.between(newest, now).toSeconds() + " s old, allowed are "
                                    + maxAge.toSeconds() + " s")
                            .orElse("no up sample of the bot")));
        }
        return fresh.stream()
                .filter(entry -> entry.getValue().newestValue != 1)
                .findFirst()
                .map(entry -> new Trouble(
                        Reason.DOWN,
                        "up is " + Value.format(entry.getValue().newestValue) + " for " + entry.getKey()
                                + ": it could not be scraped"));
    }
}
