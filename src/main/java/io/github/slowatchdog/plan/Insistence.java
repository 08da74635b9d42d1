package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep.Patience;
import io.github.slowatchdog.slo.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries a step as often as its patience says.
 *
 * <pre>
 * neither          once
 * within           until it is met; what it was last when the time is over
 * hold             all the time; the first miss ends it
 * within and hold  until it is met, and from then on all the time
 * </pre>
 */
final class Insistence {

    private final Time time;
    private final Trial trial;
    private final Patience patience;
    private int tries;

    /** What it came to. */
    record Result(Finding finding, int tries) {}

    Insistence(Time time, Trial trial, Patience patience) {
        this.time = time;
        this.trial = trial;
        this.patience = patience;
    }

    Result run() throws InterruptedException, MisconfiguredException {
        Finding first = patience.within().isPresent() ? become(patience.within().get()) : attempt();
        Optional<Duration> hold = patience.hold();
        // without `within` what cannot be told yet may still be told before the time is over
        boolean over =
                first.outcome() == Outcome.MISSED || (patience.within().isPresent() && first.outcome() != Outcome.MET);
        return new Result(hold.isEmpty() || over ? first : stay(first, hold.get()), tries);
    }

    private Finding attempt() throws InterruptedException, MisconfiguredException {
        tries++;
        return trial.make();
    }

    private Finding become(Duration within) throws InterruptedException, MisconfiguredException {
        Duration end = time.elapsed().plus(within);
        Finding finding = attempt();
        while (finding.outcome() != Outcome.MET && !finding.isFinal() && sleepUntil(end)) {
            finding = attempt();
        }
        return finding.outcome() == Outcome.MISSED && !finding.isFinal()
                ? finding.as(Outcome.MISSED, finding.why() + " (for " + Words.duration(within) + ")")
                : finding;
    }

    private Finding stay(Finding first, Duration hold) throws InterruptedException, MisconfiguredException {
        Duration began = time.elapsed();
        Duration end = began.plus(hold);
        Finding last = first;
        Optional<Finding> doubt = doubt(first);
        while (!last.isFinal() && sleepUntil(end)) {
            last = attempt();
            if (last.outcome() == Outcome.MISSED) {
                return last.as(
                        Outcome.MISSED,
                        last.why() + " (after " + Words.duration(time.elapsed().minus(began)) + ")");
            }
            doubt = doubt.isPresent() ? doubt : doubt(last);
        }
        if (last.outcome() != Outcome.MET || doubt.isEmpty() || last.coversGaps()) {
            return last;
        }
        return last.as(
                doubt.get().outcome(), "not seen all the time: " + doubt.get().why());
    }

    private static Optional<Finding> doubt(Finding finding) {
        return Optional.of(finding).filter(one -> one.outcome() != Outcome.MET);
    }

    /** Sleeps until the next try, the last of which is at the end; false if that was over already. */
    private boolean sleepUntil(Duration end) throws InterruptedException {
        Duration left = end.minus(time.elapsed());
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        time.pause(left.compareTo(patience.interval()) < 0 ? left : patience.interval());
        return true;
    }
}
