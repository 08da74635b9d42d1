package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Moments of one-hot gauges of which an incomplete answer did not show the state. What has been looked at ends before them, so that a later answer which
 * shows them is looked at from there on. Confined to the loop.
 */
final class LeftOut {

    /** As long as what is missing from an incomplete answer is asked for. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** By process, the first of them. */
    private final Map<Labels, Instant> first = new HashMap<>(0);

    /**
     * Takes an answer.
     *
     * @param known up to where the states of this process have been looked at; {@link Instant#MIN}: nowhere
     * @param now when it was asked for
     * @return they are known for good before this time; {@link Instant#MAX}: all of them are
     */
    Instant knownBefore(States.History history, Instant known, Instant now) {
        if (first.isEmpty() && history.leftOut().isEmpty()) {
            return Instant.MAX;
        }
        first.values().removeIf(moment -> moment.isBefore(now.minus(FORGOTTEN)));
        Instant open = first.getOrDefault(history.process(), Instant.MAX);
        Instant missing = Optional.ofNullable(history.leftOut().higher(known)).orElse(Instant.MAX);
        boolean isShown = !history.reachesBack().isAfter(open) && missing.isAfter(open);
        Instant next = isShown || missing.isBefore(open) ? missing : open;
        first.remove(history.process());
        if (!next.equals(Instant.MAX)) {
            first.put(history.process(), next);
        }
        return next;
    }
}
