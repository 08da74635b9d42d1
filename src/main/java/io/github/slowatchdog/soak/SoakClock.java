package io.github.slowatchdog.soak;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the clean watched time of one soak (SPEC 5). A pass is earned: only time counts that lies between two moments at both
 * of which everything was known and nothing was pending. Confined to the loop.
 *
 * <pre>
 *              everything measured once                 clean time = window, all required is there
 *  (arming) ───────────────────────────▶ soaking ───────────────────────────────────────────────▶ pass
 *                                         │  │                                                      │
 *                                deadline │  │ breach or blindness that fails                       │
 *                                         ▼  ▼                                                      ▼
 *                              inconclusive  fail ◀──────────────────────────────────────────────────
 * </pre>
 */
public final class SoakClock {

    private final String id;
    private final SoakRules rules;
    private final Instant began;
    private final Duration longestStep;
    private final Map<String, Duration> judged = new HashMap<>();
    private SoakVerdict verdict = SoakVerdict.SOAKING;
    private String why = "not every objective has been measured yet";
    private Optional<Instant> started = Optional.empty();
    /** How far the clock has been set since the soak began, and since it started. */
    private Duration set = Duration.ZERO;

    private Duration setSinceStart = Duration.ZERO;
    private Instant last;
    private boolean wasClean;
    private Duration clean = Duration.ZERO;
    private Duration blind = Duration.ZERO;
    private Duration gap = Duration.ZERO;
    private Duration longestGap = Duration.ZERO;

    /**
     * @param began what happened before is not of this soak
     * @param longestStep two advances further apart than this had nobody watching in between
     */
    public SoakClock(String id, SoakRules rules, Instant began, Duration longestStep) {
        this.id = id;
        this.rules = rules;
        this.began = began;
        this.longestStep = longestStep;
        this.last = began;
    }

    /**
     * Lets the clock go on to {@code now}. Standing still, or going back when the wall clock does, earns nothing.
     *
     * @param participants of all objectives that are not in shadow
     * @param missing what is required for a pass and has not happened yet, one line each
     */
    public void advance(Instant now, List<Participant> participants, List<String> missing) {
        failure(participants).ifPresent(this::fail);
        // with nothing but objectives in shadow there is nothing to earn a pass with
        if (started.isEmpty()
                && !participants.isEmpty()
                && participants.stream().allMatch(Participant::isMeasured)) {
            started = Optional.of(now);
            last = now;
        }
        boolean isClean = started.isPresent() && participants.stream().noneMatch(Participant::disturbs);
        if (started.isPresent() && now.isAfter(last)) {
            count(Duration.between(last, now), isClean, participants);
        }
        wasClean = isClean;
        last = now;
        if (verdict == SoakVerdict.SOAKING) {
            conclude(now, participants, missing);
        }
    }

    /**
     * The clock was set by so much, back being negative: neither the deadline comes nearer by it nor is more time over. What the
     * next advance steps over stays unwatched: a machine that was suspended looks the same.
     */
    public void clockSet(Duration by) {
        set = set.plus(by);
        setSinceStart = started.isPresent() ? setSinceStart.plus(by) : Duration.ZERO;
    }

    private void count(Duration step, boolean isClean, List<Participant> participants) {
        boolean watched = step.compareTo(longestStep) <= 0;
        if (wasClean && isClean && watched) {
            clean = clean.plus(step);
            gap = Duration.ZERO;
            participants.stream()
                    .filter(Participant::isJudged)
                    .forEach(participant -> judged.merge(participant.objective().name(), step, Duration::plus));
            return;
        }
        if (!watched || participants.stream().anyMatch(Participant::isBlind)) {
            blind = blind.plus(step);
            gap = gap.plus(step);
            longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
            if (rules.maxGap().map(limit -> gap.compareTo(limit) > 0).orElse(false)) {
                clean = Duration.ZERO;
                judged.clear();
            }
        }
    }

    private static Optional<String> failure(List<Participant> participants) {
        return participants.stream()
                .filter(participant -> consequence(participant).compareTo(Consequence.FAIL) >= 0)
                .findFirst()
                .map(participant -> participant.objective().name() + ": "
                        + participant.verdict().word());
    }

    private static Consequence consequence(Participant participant) {
        return switch (participant.verdict()) {
            case BREACH -> participant.objective().onBreach();
            case BLIND -> participant.objective().whenBlind();
            default -> Consequence.WARN;
        };
    }

    /** Fails the soak at once; a failed soak stays failed. */
    public void fail(String reason) {
        if (verdict != SoakVerdict.FAIL) {
            verdict = SoakVerdict.FAIL;
            why = reason;
        }
    }

    private void conclude(Instant now, List<Participant> participants, List<String> missing) {
        Optional<String> waitsFor = waitsFor(participants, missing);
        why = waitsFor.orElse("clean for the whole window");
        if (waitsFor.isEmpty()) {
            verdict = SoakVerdict.PASS;
        } else if (rules.deadline()
                .map(deadline -> !now.isBefore(began.plus(set).plus(deadline)))
                .orElse(false)) {
            verdict = SoakVerdict.INCONCLUSIVE;
            why = "at the deadline: " + why;
        }
    }

    /** What is still missing for a pass; empty if nothing is. */
    private Optional<String> waitsFor(List<Participant> participants, List<String> missing) {
        if (started.isEmpty()) {
            return Optional.of(
                    participants.isEmpty()
                            ? "no objective counts for the soak"
                            : "not measured yet: " + first(participants, participant -> !participant.isMeasured()));
        }
        if (clean.compareTo(rules.window()) < 0) {
            String disturbing = first(participants, Participant::disturbs);
            return Optional.of(disturbing.isEmpty() ? "clean time is not complete" : "paused by " + disturbing);
        }
        String unjudged = first(participants, participant -> !isJudgedEnough(participant));
        if (!unjudged.isEmpty()) {
            return Optional.of("not judged for long enough: " + unjudged);
        }
        String ratio = first(
                participants,
                participant -> participant
                        .overSoak()
                        .map(value -> !participant.objective().expect().isMetBy(value))
                        .orElse(false));
        if (!ratio.isEmpty()) {
            return Optional.of("missed over the whole soak: " + ratio);
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("required: " + String.join("; ", missing));
    }

    private static String first(List<Participant> participants, java.util.function.Predicate<Participant> which) {
        return participants.stream()
                .filter(which)
                .findFirst()
                .map(participant -> participant.objective().name()
                        + (participant.verdict() == Verdict.PASS
                                ? ""
                                : " (" + participant.verdict().word() + ")"))
                .orElse("");
    }

    private boolean isJudgedEnough(Participant participant) {
        return participant
                .objective()
                .judgedFor()
                .map(needed -> judged.getOrDefault(participant.objective().name(), Duration.ZERO)
                                .compareTo(needed)
                        >= 0)
                .orElse(participant.judgedOnce());
    }

    /** The time a soak began as a short id, unique for one watchdog. */
    public String id() {
        return id;
    }

    public SoakRules rules() {
        return rules;
    }

    public Instant began() {
        return began;
    }

    public SoakVerdict verdict() {
        return verdict;
    }

    /** Why the verdict is what it is, or what a pass still waits for. */
    public String why() {
        return why;
    }

    /** Clean watched time. */
    public Duration clean() {
        return clean;
    }

    /** Time that nobody could vouch for. */
    public Duration blind() {
        return blind;
    }

    /** The longest stretch of blind time. */
    public Duration longestGap() {
        return longestGap;
    }

    /** Wall-clock time since the soak started, less what the clock was set by; zero before. */
    public Duration elapsed() {
        return started.map(start -> Duration.between(start, last).minus(setSinceStart))
                .orElse(Duration.ZERO);
    }

    /** When everything had been measured once. */
    public Optional<Instant> started() {
        return started;
    }
}
