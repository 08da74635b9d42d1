package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest assessment. Most say what the one before said, of another time: of these only the times are taken, so that thousands of
 * objectives that stand as they stood leave nothing behind at each tick.
 */
final class Latest {

    private @Nullable Assessment said;
    private Instant at = Instant.MIN;
    private @Nullable Instant newest;
    private @Nullable Instant worstAt;

    void take(Assessment assessment) {
        if (said == null || !assessment.saysAs(said)) {
            said = assessment;
        }
        at = assessment.at();
        newest = assessment.newest().orElse(null);
        worstAt = assessment.worst().map(Judged::at).orElse(null);
    }

    /** Empty before the first. */
    Optional<Assessment> get() {
        Assessment known = said;
        if (known == null) {
            return Optional.empty();
        }
        Optional<Judged> worst =
                known.worst().map(one -> one.at(Optional.ofNullable(worstAt).orElse(one.at())));
        return Optional.of(new Assessment(
                at,
                known.outcome(),
                worst,
                Optional.ofNullable(newest),
                known.reason(),
                known.why(),
                known.events(),
                known.samples()));
    }

    /** When it was measured; {@link Instant#MIN} before the first. */
    Instant at() {
        return at;
    }

    boolean isEmpty() {
        return said == null;
    }
}
