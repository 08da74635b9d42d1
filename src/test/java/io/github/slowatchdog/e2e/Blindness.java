package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When Prometheus had nothing fresh for so long that a stop because of blindness is right. */
final class Blindness {

    /** What finds something while it has. */
    static final String FRESH = "up{job=\"vanta-metrics\"} == 1 and time() - timestamp(up) < 5";

    /** Looking takes time, and so do the first measurements afterwards. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private record Gap(Instant from, Instant to) {}

    private final List<Gap> gaps = new ArrayList<>();
    private Instant fresh;

    Blindness(Instant begin) {
        fresh = begin;
    }

    /** What was found at this moment. */
    synchronized void look(Instant now, boolean isFresh) {
        if (!isFresh) {
            return;
        }
        if (isLong(fresh, now)) {
            gaps.add(new Gap(fresh, now));
        }
        fresh = now;
    }

    private static boolean isLong(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(Offence.BLIND_AFTER.minus(SLACK)) >= 0;
    }

    /** Whether an order for this cause at this moment is right. */
    synchronized boolean explains(String cause, Instant at) {
        return cause.equals("blind")
                && (isLong(fresh, at)
                        || gaps.stream().anyMatch(gap -> isLong(gap.from, at) && !at.isAfter(gap.to.plus(SLACK))));
    }
}
