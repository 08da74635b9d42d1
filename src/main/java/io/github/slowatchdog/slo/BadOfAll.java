package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bad events and all events, both counted exactly: what a ratio is made of. */
final class BadOfAll {

    final CountLedger bad;
    final CountLedger total;
    private boolean news;

    BadOfAll(Optional<Duration> window, Lane lane, List<Buckets> badIn, List<Buckets> totalIn) {
        this.bad = new CountLedger(window, lane, badIn);
        this.total = new CountLedger(window, lane, totalIn);
    }

    /** Counts what is new; returns why that does not wholly tell how things stand, if it does not. */
    Optional<Targets.Trouble> take(Measurement.Samples samples, Targets targets, Scope scope) {
        Optional<Instant> known = total.newestKnown();
        boolean badNumbers = bad.count(samples.bySelector().get(0), samples, targets, scope);
        boolean totalNumbers = total.count(samples.bySelector().get(1), samples, targets, scope);
        news = !total.newestKnown().equals(known);
        if (!badNumbers || !totalNumbers) {
            return Optional.of(new Targets.Trouble(Reason.NAN, "a counter is not a number"));
        }
        if (total.isThere(samples.bySelector().get(1), samples.at(), targets)) {
            return Optional.empty();
        }
        // where only the total is gone, what is counted is no part of it, and no absence that could stand for anything
        boolean alone = total.total() == 0 || bad.isThere(samples.bySelector().get(0), samples.at(), targets);
        return Optional.of(
                bad.total() > 0 && alone
                        ? new Targets.Trouble(Reason.NAN, "there are bad events, and no series matches the total")
                        : new Targets.Trouble(Reason.EMPTY, "no series matches the total"));
    }

    /** Whether nothing can be judged for that. Series that are gone, as after a restart, take nothing back of what they counted. */
    static boolean tellsNothing(Optional<Targets.Trouble> gap) {
        return gap.filter(trouble -> trouble.reason() != Reason.EMPTY).isPresent();
    }

    /** As {@link Ledger#hasLeft}. */
    boolean hasLeft() {
        return bad.hasLeft() || total.hasLeft();
    }

    /** Whether the last answer had a new sample of the total. */
    boolean hasNews() {
        return news;
    }

    void beginAnew(Instant now) {
        bad.beginAnew(now);
        total.beginAnew(now);
    }

    /** Since the soak began; empty without any event. */
    Optional<LaneRecord.Totals> totals() {
        return total.total() > 0 ? Optional.of(new LaneRecord.Totals(bad.total(), total.total())) : Optional.empty();
    }
}
