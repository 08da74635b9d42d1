package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest assessment. Most say what the one before said, of another time: of these only the times are taken, so that thousands of
 * objectives that stand as they stood leave nothing behind at each tick.
 */
final class Latest {

    /** What was said; its own times may be older. All who ask are given this one until something is another. */
    private Optional<Assessment> said = Optional.empty();

    private Instant at = Instant.MIN;
    private Optional<Instant> newest = Optional.empty();
    private @Nullable Instant worstAt;

    void take(Assessment assessment) {
        if (said.isEmpty() || !assessment.saysAs(said.get())) {
            said = Optional.of(assessment);
        }
        at = assessment.at();
        newest = assessment.newest();
        worstAt = assessment.worst().map(Judged::at).orElse(null);
    }

    /** Empty before the first. */
    Optional<Assessment> get() {
        if (said.isEmpty() || (said.get().at().equals(at) && said.get().newest().equals(newest))) {
            return said;
        }
        Assessment known = said.get();
        Optional<Judged> worst =
                known.worst().map(one -> one.at(Optional.ofNullable(worstAt).orElse(one.at())));
        said = Optional.of(new Assessment(
                at, known.outcome(), worst, newest, known.reason(), known.why(), known.events(), known.samples()));
        return said;
    }

    /** When it was measured; {@link Instant#MIN} before the first. */
    Instant at() {
        return at;
    }

    boolean isEmpty() {
        return said.isEmpty();
    }
}
