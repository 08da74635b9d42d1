package io.github.slowatchdog.stop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the objectives that stop stand just now, so that a release can be decided also outside the watchdog.
 *
 * @param orderId the order that was in force when this was so: what is said of a time before it knows nothing of what led to it;
 *     empty if none was
 * @param blockers names of stopping objectives in breach or blind, each with its verdict, such as {@code mode: breach}
 * @param greenSince since when there has been no blocker; empty while there is one
 */
public record Standing(Optional<String> orderId, List<String> blockers, Optional<Instant> greenSince) {

    public Standing {
        blockers = List.copyOf(blockers);
    }

    /** The same, said while this order is in force. */
    public Standing under(Optional<StopOrder> order) {
        return new Standing(order.map(StopOrder::id), blockers, greenSince);
    }

    /** What two watchdogs together say: of an order only if both do, the blockers of both, and green since both are. */
    public Standing and(Standing other) {
        List<String> both = Stream.concat(blockers.stream(), other.blockers.stream())
                .distinct()
                .toList();
        return new Standing(
                orderId.filter(id -> other.orderId.filter(id::equals).isPresent()),
                both,
                greenSince.flatMap(mine -> other.greenSince.map(theirs -> mine.isAfter(theirs) ? mine : theirs)));
    }

    /**
     * Why a release must be refused at this time (SPEC 7.3); empty if it may be granted.
     *
     * @param greenFor how long everything must have been green
     */
    public Optional<String> refusal(Instant now, Duration greenFor) {
        if (!blockers.isEmpty()) {
            return Optional.of("still " + String.join(", ", blockers));
        }
        Duration green = greenSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
        return green.compareTo(greenFor) < 0
                ? Optional.of("green for " + Math.max(0, green.toSeconds()) + " s, " + greenFor.toSeconds()
                        + " s are required")
                : Optional.empty();
    }
}
