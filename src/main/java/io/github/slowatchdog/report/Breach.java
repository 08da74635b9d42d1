package io.github.slowatchdog.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One breach, with the evidence on which it was decided.
 *
 * @param at when it was decided
 * @param asOf the moment that was judged; {@code at} unless it was found afterwards
 * @param until when the objective had another verdict; empty: it still is in breach
 * @param sampleAt of the sample that showed it
 * @param seq of the journal's line
 */
public record Breach(
        long seq,
        Instant at,
        Instant asOf,
        Optional<Instant> until,
        String slo,
        String onBreach,
        String lane,
        String query,
        String expected,
        String value,
        String series,
        Optional<Instant> sampleAt,
        String why,
        List<String> samples) {

    public Breach {
        samples = List.copyOf(samples);
    }

    Breach endedAt(Instant end) {
        return new Breach(
                seq,
                at,
                asOf,
                Optional.of(end),
                slo,
                onBreach,
                lane,
                query,
                expected,
                value,
                series,
                sampleAt,
                why,
                samples);
    }
}
