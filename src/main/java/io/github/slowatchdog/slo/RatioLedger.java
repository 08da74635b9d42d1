package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bad events over total events, both counted exactly: in the window, and over the whole soak. */
final class RatioLedger implements Ledger {

    private final CountLedger bad;
    private final CountLedger total;
    private final long minEvents;

    RatioLedger(Indicator.Ratio ratio, Lane lane) {
        this.bad = new CountLedger(Optional.of(ratio.window()), lane);
        this.total = new CountLedger(Optional.of(ratio.window()), lane);
        this.minEvents = ratio.minEvents();
    }

    @Override
    public LedgerState.Divided state() {
        return new LedgerState.Divided(bad.state(), total.state());
    }

    @Override
    public void resume(LedgerState state) {
        bad.resume(((LedgerState.Divided) state).bad());
        total.resume(((LedgerState.Divided) state).total());
    }

    @Override
    public void beginAnew() {
        bad.beginAnew();
        total.beginAnew();
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        Optional<Instant> known = total.newestKnown();
        boolean badNumbers = bad.count(samples.bySelector().get(0), samples, targets, scope);
        boolean totalNumbers = total.count(samples.bySelector().get(1), samples, targets, scope);
        double all = total.count(samples.at());
        if (!badNumbers || !totalNumbers) {
            return Reading.gap(Reason.NAN, "a counter is not a number");
        }
        if (!total.isThere(samples.bySelector().get(1), targets)) {
            return Reading.gap(Reason.EMPTY, "no series matches the total");
        }
        Optional<Instant> newest = total.newestKnown();
        if (all < minEvents) {
            String idle = Value.format(all) + " events in the window, " + minEvents + " are needed to judge";
            return new Reading(List.of(), Optional.empty(), Optional.of(idle), newest, 0, List.of());
        }
        double badOnes = bad.count(samples.at());
        Judged ratio =
                new Judged(Labels.NONE, newest.orElse(samples.at()), Value.of(badOnes / all), !newest.equals(known));
        return new Reading(
                List.of(ratio),
                Optional.empty(),
                Optional.empty(),
                newest,
                0,
                evidence(Value.format(badOnes) + " bad of " + Value.format(all) + " events in the window"));
    }

    private List<String> evidence(String summary) {
        List<String> lines = new java.util.ArrayList<>(bad.evidence());
        lines.add(summary);
        return lines;
    }

    /** Bad events over total events since the soak began; empty with fewer events than are needed to judge. */
    Optional<Value> overSoak() {
        return total.total() >= minEvents ? Optional.of(Value.of(bad.total() / total.total())) : Optional.empty();
    }

    /** Bad events and all events since the soak began; empty without any. */
    Optional<LaneRecord.Totals> totals() {
        return total.total() > 0 ? Optional.of(new LaneRecord.Totals(bad.total(), total.total())) : Optional.empty();
    }
}
