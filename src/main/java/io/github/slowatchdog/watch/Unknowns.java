package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often measurements were unknown, by reason: every reason is there. Where a lane fails, it fails for thousands of objectives at once;
 * these share one map, as those do that have never failed.
 */
final class Unknowns {

    static final Map<Reason, Long> NONE =
            Stream.of(Reason.values()).collect(Collectors.toUnmodifiableMap(reason -> reason, reason -> 0L));

    /** The newest step; most that come after it are the same. */
    private static volatile Step newest = new Step(NONE, Reason.NAN, made(NONE, Reason.NAN));

    private Unknowns() {}

    private record Step(Map<Reason, Long> from, Reason reason, Map<Reason, Long> to) {}

    /** One more. */
    @SuppressWarnings("ReferenceEquality") // another map that says the same is only made once more
    static Map<Reason, Long> plus(Map<Reason, Long> before, Reason reason) {
        Step known = newest;
        if (known.from == before && known.reason == reason) {
            return known.to;
        }
        Step step = new Step(before, reason, made(before, reason));
        newest = step;
        return step.to;
    }

    private static Map<Reason, Long> made(Map<Reason, Long> before, Reason reason) {
        Map<Reason, Long> more = new EnumMap<>(before);
        more.merge(reason, 1L, Long::sum);
        return Map.copyOf(more);
    }
}
