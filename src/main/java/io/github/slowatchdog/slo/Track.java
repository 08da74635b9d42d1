package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The verdict of one objective on one lane, and since when it has been missed or unknown (SPEC 4).
 *
 * <pre>
 *               met                    missed, for = 0
 *  waiting ───────────▶ pass ◀──┐  ┌──────────────────▶ breach
 *     │                  │      │  │                     ▲   │
 *     │ missed           │ missed  │ met                 │   │ met
 *     └────────▶ pending ◀──────┴──┘─── missed for `for` ┘   └──▶ pass
 *
 *  idle from anywhere, while not applicable
 *  unknown: the verdict stays; for `blind_after` or longer: blind, from anywhere
 * </pre>
 */
public record Track(Verdict verdict, Optional<Instant> missedSince, Optional<Instant> unknownSince) {

    /** Nearly all are this one, nearly all the time. */
    private static final Track PASS = new Track(Verdict.PASS, Optional.empty(), Optional.empty());

    /** Nothing measured yet: unknown from the start. */
    public static Track begin(Instant now) {
        return new Track(Verdict.WAITING, Optional.empty(), Optional.of(now));
    }

    /** The track in a new soak: what is good or bad is still to be seen, and who has not seen for some time has not seen for longer. */
    Track anew(Instant now) {
        return new Track(Verdict.WAITING, Optional.empty(), unknownSince.or(() -> Optional.of(now)));
    }

    /** The track after one more measurement. */
    public Track after(Assessment assessment, Duration hold, Duration blindAfter) {
        return switch (assessment.outcome()) {
            case MET -> settled(Verdict.PASS);
            case IDLE -> settled(Verdict.IDLE);
            case MISSED -> missed(assessment.at(), hold);
            case UNKNOWN ->
                new Track(verdict, missedSince, unknownSince.or(() -> Optional.of(assessment.at())))
                        .at(assessment.at(), blindAfter);
        };
    }

    private Track settled(Verdict next) {
        boolean isSo = verdict == next && missedSince.isEmpty() && unknownSince.isEmpty();
        return isSo ? this : next == Verdict.PASS ? PASS : new Track(next, Optional.empty(), Optional.empty());
    }

    private Track missed(Instant now, Duration hold) {
        // not knowing in between is not recovery: the time of a miss runs on through unknown and blind
        Instant since = missedSince.orElse(now);
        boolean held = Duration.between(since, now).compareTo(hold) >= 0;
        return new Track(held ? Verdict.BREACH : Verdict.PENDING, Optional.of(since), Optional.empty());
    }

    /** The track as time alone makes it: unknown for too long is blind. */
    public Track at(Instant now, Duration blindAfter) {
        boolean blind = unknownSince.isPresent()
                && Duration.between(unknownSince.get(), now).compareTo(blindAfter) >= 0;
        return blind && verdict != Verdict.BLIND ? new Track(Verdict.BLIND, missedSince, unknownSince) : this;
    }

    /** The track when not even a failure has come in since {@code time}. */
    public Track silentSince(Instant time) {
        return new Track(verdict, missedSince, Optional.of(time));
    }

    /** The track after the clock was set: what lasted for some time has lasted no longer and no less for that. */
    public Track moved(Duration by) {
        return new Track(verdict, missedSince.map(since -> since.plus(by)), unknownSince.map(since -> since.plus(by)));
    }

    /** Whether the last measurement told something. */
    public boolean isKnown() {
        return unknownSince.isEmpty();
    }
}
