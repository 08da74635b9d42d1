package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each series of a gauge has been looked at (its watermark), and what its newest sample was. It outlives an answer from
 * which the series is missing: nothing is judged as new twice. With no newer sample, the newest is judged again for as long as
 * the series is still written.
 */
final class Newest {

    /** The newest sample of a series: moved on, not made anew, with each. */
    private static final class Look extends Watermark {
        /** How it was judged; empty if it was not: no number, or not applicable. */
        private @Nullable Judged judged;

        private boolean isNumber;
        /** Whether the answer that is being taken shows the series. */
        private boolean answered;

        Look(Instant at, long step) {
            super(at, step);
        }

        void judge(@Nullable Judged how, boolean number) {
            judged = how;
            isNumber = number;
            answered = true;
        }
    }

    private final PerSeries<Look> looks = new PerSeries<>();

    LedgerState.Looked state() {
        return new LedgerState.Looked(looks.map((labels, look) ->
                new LedgerState.Look(labels, look.at(), look.step(), Optional.ofNullable(look.judged), look.isNumber)));
    }

    void resume(LedgerState.Looked state) {
        for (LedgerState.Look known : state.looks()) {
            Look look = new Look(known.at(), known.step());
            look.judge(known.judged().orElse(null), known.isNumber());
            look.answered = false;
            looks.put(known.labels(), look);
        }
    }

    /** The newest sample looked at; empty if there was none. */
    Optional<Instant> at(Labels labels) {
        return Optional.ofNullable(looks.get(labels)).map(Look::at);
    }

    /** The answer shows this series, with a newer sample or without. */
    void answered(Labels labels) {
        Look look = looks.get(labels);
        if (look != null) {
            look.answered = true;
        }
    }

    /**
     * A sample of the answer, newer than the one before.
     *
     * @param judged how it is judged; null if it is not: no number, or not applicable
     */
    void put(Labels labels, Instant at, @Nullable Judged judged, boolean isNumber) {
        Look look = looks.get(labels);
        if (look == null) {
            look = new Look(at, 0);
            looks.put(labels, look);
        } else {
            look.moveTo(at);
        }
        look.judge(judged, isNumber);
    }

    /**
     * Ends the answer: judges what had nothing new once more, and tells what is missing.
     *
     * @param judged what is to be judged; may grow
     * @param now when the answer was asked for
     */
    Reading reading(List<Judged> judged, Targets targets, Instant now) {
        Sum sum = new Sum();
        looks.forEach((labels, look) -> {
            Target target = Target.of(labels);
            if (targets.isWritten(target, look, look.answered, now)) {
                sum.isAny = true;
                sum.numbers &= look.isNumber;
                if (look.judged != null && !look.judged.fresh()) {
                    judged.add(look.judged);
                }
            }
            if (look.judged != null) {
                look.judged = look.judged.again();
            }
            look.answered = false;
        });
        if (!sum.numbers) {
            return Reading.of(judged, Optional.of(new Targets.Trouble(Reason.NAN, "a gauge is not a number")));
        }
        Optional<Targets.Trouble> empty =
                sum.isAny ? Optional.empty() : Optional.of(new Targets.Trouble(Reason.EMPTY, "no series matches"));
        return Reading.of(judged, empty);
    }

    /** What is known of all series together. */
    private static final class Sum {
        private boolean isAny;
        private boolean numbers = true;
    }
}
