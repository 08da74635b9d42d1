package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one lane knows of the processes it reads: when each was read, and when it was started. This tells the birth of a
 * counter from the first sight of an old one, and a restart from a quiet minute (SPEC 3.2). Confined to the loop.
 */
public final class Targets {

    /** How far apart the scrapes of a target are taken to be before it, or another of its job, has a rhythm. */
    private static final Duration UNKNOWN_SPACING = Duration.ofSeconds(60);

    private final Map<Target, Life> lives;
    private final Instant asOf;
    /** Whether {@code up} is asked for, so that it will speak of a process that it does not speak of yet. */
    private final boolean asked;
    /** When the question for {@code up} began to fail; empty while it is answered. */
    private Optional<Instant> failingSince;

    public Targets() {
        this(false);
    }

    /** @param asked whether {@code up} is asked for before each answer; where it is not, it never speaks of anybody */
    public Targets(boolean asked) {
        this(new HashMap<>(), Instant.MAX, asked, Optional.empty());
    }

    private Targets(Map<Target, Life> lives, Instant asOf, boolean asked, Optional<Instant> failingSince) {
        this.lives = lives;
        this.asOf = asOf;
        this.asked = asked;
        this.failingSince = failingSince;
    }

    /**
     * What was known at this time: samples taken later are not seen through it. It is a view; how far back it tells the truth
     * depends on what has been {@link #forget forgotten}.
     */
    public Targets asOf(Instant time) {
        return new Targets(lives, time, asked, failingSince);
    }

    /** What is known, to go on from after a restart. */
    public TargetsState state() {
        return new TargetsState(lives.entrySet().stream()
                .map(entry -> entry.getValue().state(entry.getKey()))
                .toList());
    }

    /** Goes on from what was known before. */
    public void resume(TargetsState state) {
        state.targets().forEach(known -> lives.put(known.target(), Life.of(known)));
    }

    /** Nobody will ask how things stood before this time. */
    public void forget(Instant before) {
        lives.values().forEach(life -> life.forget(before));
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
        ups.forEach(up -> life(up).takeUp(up));
        starts.forEach(start -> life(start).takeStart(start));
        failingSince = Optional.empty();
    }

    /** The question for {@code up} was not answered: what others show now may be newer than all that is known of the processes. */
    public void failed(Instant at) {
        failingSince = failingSince.or(() -> Optional.of(at));
    }

    /** When the question for {@code up} began to fail; empty while it is answered. */
    public Optional<Instant> failingSince() {
        return failingSince;
    }

    private Life life(Series series) {
        return lives.computeIfAbsent(Target.of(series.labels()), target -> new Life());
    }

    /** Whether nothing is known of any process: no {@code up} series has been read. */
    public boolean isEmpty() {
        for (Life life : lives.values()) {
            if (isScraped(life)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether {@code up} is read, so that it will speak of a process that it does not speak of yet: its first scrape may have come between
     * the question for {@code up} and the one that showed the process.
     */
    boolean isUpRead() {
        return asked || !isEmpty();
    }

    /** Whether a series of this process, last read at {@code time}, is surely still written, though no newer sample is known. */
    public boolean isThere(Target target, Instant time) {
        Life life = lives.get(target);
        return life != null && isScraped(life) && isWritten(target, time);
    }

    /**
     * Whether the process had been read successfully before this time. A process that no {@code up} series speaks of (pushed
     * or federated metrics) counts as read when any other had been.
     */
    public boolean wasReadBefore(Target target, Instant time) {
        Life life = lives.get(target);
        return life == null || !isScraped(life)
                ? lives.values().stream().anyMatch(any -> any.firstRead(asOf).isBefore(time))
                : life.firstRead(asOf).isBefore(time);
    }

    /** The start of the process that answered at this time; empty if it never said so. */
    public Optional<Instant> startAt(Target target, Instant time) {
        Life life = lives.get(target);
        return Optional.ofNullable(life)
                .flatMap(known -> known.startAt(time.isAfter(asOf) ? asOf : time))
                .map(start -> Instant.ofEpochMilli(Math.round(start * 1000)));
    }

    private boolean isScraped(Life life) {
        return life.isScraped(asOf);
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
        return life == null || !isScraped(life) ? Optional.empty() : Optional.of(life.newestUp(asOf));
    }

    /**
     * Whether a series that is in an answer is still written. It is not when its target has been scraped at least twice after
     * its last sample (once is not enough: that scrape may have come between two questions of the same round), or when the
     * target itself is gone.
     */
    public boolean isWritten(Target target, Instant newest) {
        Life life = lives.get(target);
        return life == null || !isScraped(life) || !(life.secondUp(asOf).isAfter(newest) || isGone(target, life));
    }

    /**
     * The same, or by its own rhythm where it is written more seldom than its process is scraped, as by a recording rule.
     *
     * @param answered whether the series is in the answer; one that is not may have nothing new
     */
    boolean isWritten(Target target, Watermark mark, boolean answered, Instant now) {
        Life life = lives.get(target);
        boolean inStep = mark.isInStep(now) && !(life != null && isScraped(life) && isGone(target, life));
        return inStep || (answered ? isWritten(target, mark.at()) : isThere(target, mark.at()));
    }

    /** Whether any of these series is still written. */
    boolean isAnyWritten(List<Series> all) {
        for (Series series : all) {
            if (!series.isEmpty() && isWritten(Target.of(series.labels()), series.newest())) {
                return true;
            }
        }
        return false;
    }

    /** A target that the server no longer speaks of, not even with a 0, while it goes on with others: a pod that was replaced. */
    private boolean isGone(Target target, Life life) {
        if (lives.size() == 1) {
            return false;
        }
        Instant seen = life.newestUp(asOf);
        // most are as new as the newest, whatever their rhythm
        return newestUp()
                .filter(newest -> newest.isAfter(seen))
                .map(newest -> newest.isAfter(seen.plus(spacing(target, life).multipliedBy(3))))
                .orElse(false);
    }

    /**
     * How far apart the scrapes of a target may be. Seen once or twice it has no rhythm of its own yet: there may be an outage between
     * the two. It has that of its job then, whose targets a server scrapes alike.
     */
    private Duration spacing(Target target, Life life) {
        Optional<Duration> own = life.spacing(asOf);
        return life.hasRhythm(asOf)
                ? own.orElseThrow()
                : Stream.of(own, rhythm(target.job()), Optional.of(UNKNOWN_SPACING))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
    }

    /** By the target of a job that is scraped least often. */
    private Optional<Duration> rhythm(String job) {
        return lives.entrySet().stream()
                .filter(entry ->
                        entry.getKey().job().equals(job) && entry.getValue().hasRhythm(asOf))
                .flatMap(entry -> entry.getValue().spacing(asOf).stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * A sample that a process will have.
     *
     * @param at its time
     * @param spacing how far it is from the one before
     */
    public record Expected(Target target, Instant at, Duration spacing) {}

    /**
     * The next sample worth reading of each process that is scraped in a rhythm: the one after the last that has been read or, where
     * it is scraped more often than an interval, the last one that begins before the interval is over. Empty for processes that have
     * not been seen twice, or have missed their last scrapes, or have only samples of a time that a clock set back has yet to reach.
     *
     * @param readUpTo up to which time the samples of a process have been read
     */
    public List<Expected> expected(Function<Target, Instant> readUpTo, Duration interval) {
        List<Expected> expected = new ArrayList<>();
        lives.forEach((target, life) -> {
            Instant read = readUpTo.apply(target);
            life.beat(read, asOf).ifPresent(beat -> {
                long spacing = beat.spacing().toNanos();
                // a little before the interval is over is as good as on time; a little late would wait for the scrape
                // after
                long scrapes = (interval.toNanos() + spacing / 4) / spacing;
                Instant at = beat.atOrBefore(read).plusNanos(spacing * Math.max(1, scrapes));
                expected.add(new Expected(target, at, beat.spacing()));
            });
        });
        return expected;
    }

    /** The newest {@code up} sample of a process; {@link Instant#MIN} if there is none. */
    public Instant newestUp(Target target) {
        Life life = lives.get(target);
        return life == null ? Instant.MIN : life.newestUp(asOf);
    }

    /** How far apart scrapes are, by the target that is scraped least often; empty before any has been seen twice. */
    public Optional<Duration> spacing() {
        return lives.entrySet().stream()
                .filter(entry -> isScraped(entry.getValue()) && !isGone(entry.getKey(), entry.getValue()))
                .flatMap(entry -> entry.getValue().spacing(asOf).stream())
                .max(Comparator.naturalOrder());
    }

    /** The newest {@code up} sample of all. */
    public Optional<Instant> newestUp() {
        Instant newest = Instant.MIN;
        for (Life life : lives.values()) {
            Instant up = life.newestUp(asOf);
            newest = up.isAfter(newest) ? up : newest;
        }
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
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
                .filter(entry -> !entry.getValue().newestUp(asOf).isBefore(oldest))
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
                .filter(entry -> entry.getValue().newestValue(asOf) != 1)
                .findFirst()
                .map(entry -> new Trouble(
                        Reason.DOWN,
                        "up is " + Value.format(entry.getValue().newestValue(asOf)) + " for " + entry.getKey()
                                + ": it could not be scraped"));
    }
}
