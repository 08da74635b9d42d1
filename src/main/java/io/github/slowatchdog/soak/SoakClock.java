package io.github.slowatchdog.soak;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Counts the clean watched time of one soak (SPEC 5). A pass is earned: only time counts in which everything was known and
 * nothing was pending. Confined to the loop.
 *
 * <pre>
 *              everything measured once                 clean time = window, all required is there
 *  (arming) ───────────────────────────▶ soaking ───────────────────────────────────────────────▶ pass
 *                                         │  │                                                      │
 *                                deadline │  │ breach or blindness that fails                       │
 *                                         ▼  ▼                                                      ▼
 *                              inconclusive  fail ◀──────────────────────────────────────────────────
 * </pre>
 *
 * <p>Time that nobody saw may be measured afterwards, as long as a store remembers it. So the clock counts twice:
 *
 * <pre>
 *  began            settled                                 now
 *    ├─────────────────┼───────────────────────────────────┤
 *      certain: every    shown: counted on from there by
 *      line has been     what is known so far; counted
 *      read up to here   again whenever more is learned
 * </pre>
 *
 * While a line is not answered, the settled time waits for it and the shown time goes on as blind. When its answer brings what
 * was missed, the stretch is counted again with each objective as it was then. {@code max_gap} starts the count again only where
 * a gap is settled as blind. What the clock has said, {@code fail} above all, it does not take back; so a pass waits until
 * everything has been answered up to the end of the window, since the answers of just then may show a breach in it.
 */
public final class SoakClock {

    private static final String UNREAD = "the end of the window has not been read yet";
    private static final String TOO_SOON =
            "nothing is concluded on what was read just after a start, a reload or a stall";

    private final String id;
    private final SoakRules rules;
    private final Instant began;
    private final Duration longestStep;
    private SoakVerdict verdict = SoakVerdict.SOAKING;
    private String why = "not every objective has been measured yet";
    private SoakState settled;
    private SoakState shown;
    private long rewritings;
    private int restarts;
    /** How far the clock has been set since the soak began, and since it started. */
    private Duration set = Duration.ZERO;

    private Duration setSinceStart = Duration.ZERO;

    /**
     * @param began what happened before is not of this soak
     * @param longestStep two advances further apart than this had nobody watching in between, unless the past tells more
     */
    public SoakClock(String id, SoakRules rules, Instant began, Duration longestStep) {
        this.id = id;
        this.rules = rules;
        this.began = began;
        this.longestStep = longestStep;
        this.settled = SoakState.begin(began);
        this.shown = settled;
    }

    /**
     * Lets the clock go on to {@code now} with nothing else known than how things stand.
     *
     * @param participants of all objectives that are not in shadow
     * @param missing what is required for a pass and has not happened yet, one line each
     */
    public void advance(Instant now, List<Participant> participants, List<String> missing) {
        heed(participants);
        boolean watched = Duration.between(shown.last(), now).compareTo(longestStep) <= 0;
        shown = shown.advance(now, Together.of(participants), watched, rules.maxGap());
        settle(shown);
        conclude(now, participants, missing, () -> shown);
    }

    /**
     * Lets the clock go on to {@code now}, and counts again what has been learned of the time before.
     *
     * @param participants how all stand now
     * @param past how they stood
     * @param missing what is required for a pass and has not happened yet, one line each
     * @param conclusive whether what has been learned is enough to conclude on: just after a restart it is not
     */
    public void advance(
            Instant now, List<Participant> participants, Past past, List<String> missing, boolean conclusive) {
        heed(participants);
        Instant certain = past.settledUpTo();
        int restartsBefore = restarts;
        if (certain.isAfter(settled.last())) {
            settle(settled.through(past, certain.isBefore(now) ? certain : now, rules.maxGap()));
        }
        if (past.rewritings() != rewritings
                || restarts > restartsBefore
                || shown.last().isBefore(settled.last())) {
            rewritings = past.rewritings();
            shown = settled;
        }
        shown = shown.through(past, now, Optional.empty());
        if (conclusive) {
            conclude(now, participants, missing, () -> answered(past, now));
        } else if (verdict == SoakVerdict.SOAKING) {
            why = waitsFor(participants, missing, shown).orElse(TOO_SOON);
        }
    }

    private void settle(SoakState next) {
        restarts += next.clean().compareTo(settled.clean()) < 0 ? 1 : 0;
        settled = next;
    }

    /** What is shown, without the time of which only answers that are on their way can tell how it was. */
    private SoakState answered(Past past, Instant now) {
        Instant upTo = past.answeredUpTo(now);
        return !upTo.isBefore(now)
                ? shown
                : upTo.isBefore(settled.last()) ? settled.asOf(upTo) : settled.through(past, upTo, Optional.empty());
    }

    /**
     * The clock was set by so much, back being negative: neither the deadline comes nearer by it nor is more time over. What the
     * next advance steps over stays unwatched: a machine that was suspended looks the same.
     */
    public void clockSet(Duration by) {
        set = set.plus(by);
        setSinceStart = shown.started().isPresent() ? setSinceStart.plus(by) : Duration.ZERO;
    }

    /** The clock was set to {@code now}: time that it jumped over was not watched, and nothing before is counted again. */
    public void jump(Instant now) {
        shown = shown.advance(now, Together.NOBODY, false, rules.maxGap());
        settle(shown);
    }

    /** How often its clean time has begun again at 0, for a gap that was too long, since this process has counted it. */
    public int restarts() {
        return restarts;
    }

    /** When it becomes inconclusive if it has not ended by then, by the clock as it is set now; empty: never. */
    public Optional<Instant> deadline() {
        return rules.deadline().map(began.plus(set)::plus);
    }

    /** Fails the soak if one of these obliges to, now or at some moment of the past that has just been learned. */
    public void heed(List<Participant> participants) {
        failure(participants).ifPresent(this::fail);
    }

    private static Optional<String> failure(List<Participant> participants) {
        for (Participant one : participants) {
            if (one.consequence().compareTo(Consequence.FAIL) >= 0) {
                return Optional.of(one.objective().name() + ": " + one.verdict().word());
            }
        }
        return Optional.empty();
    }

    /** Fails the soak at once; a failed soak stays failed. */
    public void fail(String reason) {
        if (verdict != SoakVerdict.FAIL) {
            verdict = SoakVerdict.FAIL;
            why = reason;
        }
    }

    /** @param answered as much of what is shown as a pass may rest on */
    private void conclude(
            Instant now, List<Participant> participants, List<String> missing, Supplier<SoakState> answered) {
        if (verdict != SoakVerdict.SOAKING) {
            return;
        }
        Optional<String> waitsFor = waitsFor(participants, missing, shown)
                .or(() -> waitsFor(participants, missing, answered.get()).map(ignored -> UNREAD));
        why = waitsFor.orElse("clean for the whole window");
        if (waitsFor.isEmpty()) {
            verdict = SoakVerdict.PASS;
        } else if (deadline().map(end -> !now.isBefore(end)).orElse(false)) {
            verdict = SoakVerdict.INCONCLUSIVE;
            why = "at the deadline: " + why;
        }
    }

    /** What is still missing for a pass after so much has been counted; empty if nothing is. */
    private Optional<String> waitsFor(List<Participant> participants, List<String> missing, SoakState counted) {
        if (counted.started().isEmpty()) {
            return Optional.of(
                    participants.isEmpty()
                            ? "no objective counts for the soak"
                            : "not measured yet: " + first(participants, participant -> !participant.isMeasured()));
        }
        // also where enough clean time turns out late, when the past is read: what is not known now may still be about
        // to tell of it
        String disturbing = first(participants, Participant::disturbs);
        if (!disturbing.isEmpty()) {
            return Optional.of("paused by " + disturbing);
        }
        if (counted.clean().compareTo(rules.window()) < 0) {
            return Optional.of("clean time is not complete");
        }
        String unjudged = first(participants, participant -> !isJudgedEnough(participant, counted));
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

    private static String first(List<Participant> participants, Predicate<Participant> which) {
        for (Participant one : participants) {
            if (which.test(one)) {
                String how = one.verdict() == Verdict.PASS
                        ? ""
                        : " (" + one.verdict().word() + ")";
                return one.objective().name() + how;
            }
        }
        return "";
    }

    private static boolean isJudgedEnough(Participant participant, SoakState counted) {
        return participant
                .objective()
                .judgedFor()
                .map(needed -> counted.judged()
                                .getOrDefault(participant.objective().name(), Duration.ZERO)
                                .compareTo(needed)
                        >= 0)
                .orElse(participant.judgedOnce());
    }

    /** What is known, to go on from after a restart. */
    public SoakMemory memory() {
        return new SoakMemory(id, began, verdict, why, settled, set, setSinceStart);
    }

    /**
     * A clock that goes on from there. What has passed since then is counted as far as it is learned.
     *
     * @param rules as they are now
     */
    public static SoakClock resume(SoakMemory memory, SoakRules rules, Duration longestStep) {
        SoakClock clock = new SoakClock(memory.id(), rules, memory.began(), longestStep);
        clock.verdict = memory.verdict();
        clock.why = memory.why();
        clock.settled = memory.settled();
        clock.shown = memory.settled();
        clock.set = memory.set();
        clock.setSinceStart = memory.setSinceStart();
        return clock;
    }

    /** What is certain. */
    public SoakState settled() {
        return settled;
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
        return shown.clean();
    }

    /** Time that nobody could vouch for. */
    public Duration blind() {
        return shown.blind();
    }

    /** The longest stretch of blind time. */
    public Duration longestGap() {
        return shown.longestGap();
    }

    /** Wall-clock time since the soak started, less what the clock was set by; zero before. */
    public Duration elapsed() {
        return shown.started()
                .map(start -> Duration.between(start, shown.last()).minus(setSinceStart))
                .orElse(Duration.ZERO);
    }

    /** When everything had been measured once. */
    public Optional<Instant> started() {
        return shown.started();
    }
}
