package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the objectives that stop stand, for whoever wants to release (SPEC 7.3). Green is what is known to be good: not what waits
 * for its first measurement, is pending or blind.
 */
final class GreenLight {

    private Optional<Instant> since = Optional.empty();

    Standing standing(Instant now, List<Watch> watches) {
        List<String> blockers = new ArrayList<>();
        boolean allGreen = true;
        for (Watch watch : watches) {
            if (blocks(watch)) {
                blockers.add(watch.objective().name() + ": " + watch.verdict().word());
            }
            allGreen &= !stops(watch) || isGreen(watch.verdict());
        }
        boolean green = blockers.isEmpty() && allGreen;
        since = green ? since.or(() -> Optional.of(now)) : Optional.empty();
        return new Standing(Optional.empty(), blockers, since);
    }

    /** Time cannot be trusted to have passed: what is green is so from now on. */
    void interrupt() {
        since = Optional.empty();
    }

    /** How well the objectives that stop are seen, the worst of them. */
    enum Sight {
        /** One is blind. */
        BLIND,
        /** None is blind, and one has not been measured yet. */
        UNKNOWN,
        CLEAR
    }

    static Sight sight(List<Watch> watches) {
        Sight sight = Sight.CLEAR;
        for (Watch watch : watches) {
            if (stops(watch) && watch.verdict() == Verdict.BLIND) {
                return Sight.BLIND;
            }
            sight = stops(watch) && watch.verdict() == Verdict.WAITING ? Sight.UNKNOWN : sight;
        }
        return sight;
    }

    /** Those that oblige to stop. */
    static Map<String, Obligation> obliging(List<Watch> watches) {
        Map<String, Obligation> obliging = new LinkedHashMap<>();
        for (Watch watch : watches) {
            watch.obligation()
                    .ifPresent(obligation -> obliging.put(watch.objective().name(), obligation));
        }
        return obliging;
    }

    private static boolean blocks(Watch watch) {
        return watch.consequence(watch.verdict()) == Consequence.STOP
                || (stops(watch) && watch.verdict() == Verdict.BLIND);
    }

    private static boolean stops(Watch watch) {
        return watch.consequence(Verdict.BREACH) == Consequence.STOP;
    }

    private static boolean isGreen(Verdict verdict) {
        return verdict == Verdict.PASS || verdict == Verdict.IDLE;
    }
}
