package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Optional;

/**
 * Says how a measurement stands. The order of the questions is the promise: a value that misses is a miss, however little else
 * is known; only then comes everything that keeps us from knowing; only what is left is met.
 */
final class Judge {

    private Judge() {}

    /**
     * @param reading what the ledger made of the measurement
     * @param partial what the server said of an incomplete answer
     * @param trouble why the lane must not be believed just now
     * @param fresh whether the lane is known to be read: only then may an empty answer stand for something good
     */
    static Assessment assess(
            Objective objective,
            Instant now,
            Reading reading,
            Optional<String> partial,
            Optional<Targets.Trouble> trouble,
            boolean fresh) {
        Expectation expect = objective.expect();
        boolean whole = partial.isEmpty() && trouble.isEmpty() && reading.gap().isEmpty();
        Optional<Judged> worst = Optional.empty();
        Optional<Judged> missed = Optional.empty();
        boolean nan = false;
        for (Judged value : reading.values()) {
            if (isNan(value.value())) {
                nan = true;
                continue;
            }
            worst = worse(expect, worst, value);
            if (!expect.isMetBy(value.value()) && (whole || isCertain(objective, value, trouble.isPresent()))) {
                missed = worse(expect, missed, value);
            }
        }
        if (missed.isPresent()) {
            return missed(expect, now, reading, missed.get());
        }
        if (!whole || nan) {
            Targets.Trouble unknown = trouble.isPresent() ? trouble.get() : gap(reading, partial, nan);
            // only the answer itself may be empty for good; a lane that has not been read is not alive
            boolean answered = trouble.isEmpty() && partial.isEmpty();
            return withoutData(objective, now, reading, unknown, answered, fresh);
        }
        if (reading.idle().isPresent()) {
            return Assessment.idle(now, reading.idle().get());
        }
        return worst.isPresent()
                ? known(Outcome.MET, now, reading, worst, reading.told().orElse("as expected"))
                : Assessment.idle(now, "no sample to judge");
    }

    private static Assessment missed(Expectation expect, Instant now, Reading reading, Judged missed) {
        String why = reading.told().orElse("expected " + expect.text() + ", is " + missed.value());
        return known(Outcome.MISSED, now, reading, Optional.of(missed), why);
    }

    /** The worse of two; of two alike the first. */
    private static Optional<Judged> worse(Expectation expect, Optional<Judged> before, Judged value) {
        boolean notWorse = before.isPresent()
                && Double.compare(
                                expect.badness(value.value()),
                                expect.badness(before.get().value()))
                        <= 0;
        return notWorse ? before : Optional.of(value);
    }

    /** What is missing from the answer itself, where something is. */
    private static Targets.Trouble gap(Reading reading, Optional<String> partial, boolean nan) {
        if (partial.isPresent()) {
            return new Targets.Trouble(Reason.PARTIAL, "the server warns: " + partial.get());
        }
        return nan
                ? new Targets.Trouble(Reason.NAN, "a value is not a number")
                : reading.gap().orElseThrow();
    }

    /**
     * Whether a value that misses does so whatever we do not know: what is missing from a count can only add to it, a new
     * sample is a fact however late it comes, but an old one says nothing of a time in which the lane is not alive.
     */
    private static boolean isCertain(Objective objective, Judged missed, boolean trouble) {
        if (isCounting(objective)) {
            return objective.expect().missesFrom(missed.value());
        }
        return !trouble || missed.fresh();
    }

    /** Whether a miss stands although the objective is not applicable, or the bot is in its grace, just now. */
    static boolean outlasts(Objective objective, Assessment assessment, boolean onlyFresh) {
        return assessment.outcome() == Outcome.MISSED
                && assessment
                        .worst()
                        .filter(value -> value.fresh() || !onlyFresh)
                        .filter(value ->
                                !isCounting(objective) || objective.expect().missesFrom(value.value()))
                        .isPresent();
    }

    private static boolean isCounting(Objective objective) {
        return objective.indicator() instanceof Indicator.Count || objective.indicator() instanceof Indicator.Changes;
    }

    /** An empty answer of a lane that is alive may stand for something; every other gap never does. */
    private static Assessment withoutData(
            Objective objective, Instant now, Reading reading, Targets.Trouble gap, boolean answered, boolean fresh) {
        boolean absent = answered && gap.reason() == Reason.EMPTY;
        if (absent && objective.expect() instanceof Expectation.Presence presence) {
            return known(
                    presence.present() ? Outcome.MISSED : Outcome.MET, now, reading, Optional.empty(), gap.detail());
        }
        boolean honoured = objective.noData() == NoData.MISSED || (objective.noData() == NoData.MET && fresh);
        if (absent && honoured) {
            Outcome outcome = objective.noData() == NoData.MET ? Outcome.MET : Outcome.MISSED;
            return known(
                    outcome, now, reading, Optional.empty(), gap.detail() + "; no_data stands for " + outcome.word());
        }
        return Assessment.unknown(now, gap.reason(), gap.detail());
    }

    private static Assessment known(Outcome outcome, Instant now, Reading reading, Optional<Judged> worst, String why) {
        return new Assessment(
                now, outcome, worst, reading.newest(), Optional.empty(), why, reading.events(), reading.samples());
    }

    private static boolean isNan(Value value) {
        return value instanceof Value.Num num && Double.isNaN(num.number());
    }
}
