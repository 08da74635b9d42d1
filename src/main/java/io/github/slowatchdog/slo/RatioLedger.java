package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bad events over total events, both counted exactly: in the window, and over the whole soak. */
final class RatioLedger implements Ledger {

    private final BadOfAll events;
    private final long minEvents;

    RatioLedger(Indicator.Ratio ratio, Lane lane) {
        this.events = new BadOfAll(Optional.of(ratio.window()), lane, List.of(), List.of());
        this.minEvents = ratio.minEvents();
    }

    @Override
    public boolean hasLeft() {
        return events.hasLeft();
    }

    @Override
    public LedgerState.Divided state() {
        return new LedgerState.Divided(events.bad.state(), events.total.state());
    }

    @Override
    public void resume(LedgerState state) {
        events.bad.resume(((LedgerState.Divided) state).bad());
        events.total.resume(((LedgerState.Divided) state).total());
    }

    @Override
    public void beginAnew(Instant now) {
        events.beginAnew(now);
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        Optional<Targets.Trouble> gap = events.take(samples, targets, scope);
        double all = events.total.count(samples.at());
        if (BadOfAll.tellsNothing(gap)) {
            return Reading.of(List.of(), gap);
        }
        Optional<Instant> newest = events.total.newestKnown();
        if (all < minEvents) {
            String idle = Value.format(all) + " events in the window, " + minEvents + " are needed to judge";
            return new Reading(List.of(), gap, Optional.of(idle), newest, 0, List.of(), Optional.empty());
        }
        double badOnes = events.bad.count(samples.at());
        Judged ratio = new Judged(Labels.NONE, newest.orElse(samples.at()), Value.of(badOnes / all), events.hasNews());
        List<String> evidence = new ArrayList<>(events.bad.evidence());
        evidence.add(Value.format(badOnes) + " bad of " + Value.format(all) + " events in the window");
        return new Reading(List.of(ratio), gap, Optional.empty(), newest, 0, evidence, Optional.empty());
    }

    @Override
    public Optional<Value> overSoak() {
        double all = events.total.total();
        return all >= minEvents ? Optional.of(Value.of(events.bad.total() / all)) : Optional.empty();
    }

    @Override
    public Optional<LaneRecord.Totals> totals() {
        return events.totals();
    }
}
