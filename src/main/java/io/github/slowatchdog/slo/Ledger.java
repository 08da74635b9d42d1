package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one objective has taken in on one lane: which samples have been counted already (the watermarks) and what they came
 * to. Confined to the loop.
 */
public interface Ledger {

    /**
     * Takes a measurement in, each sample once, and tells what is to be judged.
     *
     * @param samples one list of series for each selector of the indicator
     */
    Reading take(Measurement.Samples samples, Targets targets, Scope scope);

    /** Whether something of the last answer was left for the next one, which must show it again. */
    default boolean hasLeft() {
        return false;
    }

    /** What has been taken in. */
    LedgerState state();

    /** Goes on from what a new ledger of the same indicator had taken in before. */
    void resume(LedgerState state);

    /** Forgets what the samples came to, and not which have been counted: a new soak begins. */
    default void beginAnew(Instant now) {}

    /** The clock was set by so much: what it said before is moved, times of samples are not. */
    default void clockSet(Duration by) {}

    /** Bad over total events since the soak began as they are judged, for a ratio that has seen enough. */
    default Optional<Value> overSoak() {
        return Optional.empty();
    }

    /** Bad events and all events since the soak began, for a ratio that has seen any. */
    default Optional<LaneRecord.Totals> totals() {
        return Optional.empty();
    }

    /** What is left of the error budget, for what burns one, once it has been measured. */
    default Optional<BudgetStand> budget() {
        return Optional.empty();
    }

    /** The ledger for an indicator that is read as raw samples on this lane. */
    static Ledger of(Indicator indicator, Lane lane) {
        if (indicator instanceof Indicator.Count count) {
            return new CountLedger(count.window(), lane);
        }
        if (indicator instanceof Indicator.Changes changes) {
            return new ChangesLedger(changes);
        }
        if (indicator instanceof Indicator.Ratio ratio) {
            return new RatioLedger(ratio, lane);
        }
        if (indicator instanceof Indicator.Burn burn) {
            return new BurnLedger(burn, lane);
        }
        if (indicator instanceof Indicator.State state) {
            return new StateLedger(state.label());
        }
        return new GaugeLedger();
    }
}
