package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a ledger makes of one measurement: the values to judge, or why there are none.
 *
 * @param values the values to judge
 * @param gap why it is not wholly known; a value that misses is a miss all the same
 * @param idle why there is nothing to judge
 * @param newest the newest sample known
 * @param events how many events have been counted in all; 0 for kinds that do not count
 * @param samples what speaks for the values, newest last, as text for evidence
 * @param told what the values say, as one line for a person; empty where the worst value and what is expected say it
 */
public record Reading(
        List<Judged> values,
        Optional<Targets.Trouble> gap,
        Optional<String> idle,
        Optional<Instant> newest,
        double events,
        List<String> samples,
        Optional<String> told) {

    public Reading {
        values = List.copyOf(values);
        samples = List.copyOf(samples);
    }

    static Reading of(List<Judged> values, Optional<Targets.Trouble> gap) {
        return new Reading(
                values,
                gap,
                Optional.empty(),
                values.stream().map(Judged::at).max(Instant::compareTo),
                0,
                List.of(),
                Optional.empty());
    }

    /** The same, and not wholly known for this reason. */
    Reading because(Targets.Trouble why) {
        return new Reading(values, Optional.of(why), idle, newest, events, samples, told);
    }

    static Reading gap(Reason reason, String detail) {
        return new Reading(
                List.of(),
                Optional.of(new Targets.Trouble(reason, detail)),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                Optional.empty());
    }
}
