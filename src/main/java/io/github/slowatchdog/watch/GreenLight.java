package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the objectives that stop stand, for whoever wants to release (SPEC 7.3). Green is what is known to be good: not what waits
 * for its first measurement, is pending or blind.
 */
final class GreenLight {

    private Optional<Instant> since = Optional.empty();

    Standing standing(Instant now, List<Watch> watches) {
        List<String> blockers = watches.stream()
                .filter(GreenLight::blocks)
                .map(watch -> watch.objective().name() + ": " + watch.verdict().word())
                .toList();
        boolean green = blockers.isEmpty()
                && watches.stream()
                        .filter(GreenLight::stops)
                        .map(Watch::verdict)
                        .allMatch(GreenLight::isGreen);
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
        List<Verdict> verdicts =
                watches.stream().filter(GreenLight::stops).map(Watch::verdict).toList();
        if (verdicts.contains(Verdict.BLIND)) {
            return Sight.BLIND;
        }
        return verdicts.contains(Verdict.WAITING) ? Sight.UNKNOWN : Sight.CLEAR;
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
