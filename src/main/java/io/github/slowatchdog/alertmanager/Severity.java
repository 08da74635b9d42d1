package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import java.util.Locale;
import java.util.Optional;

/** How loud an alert is; the mixin's rules use the same words for the same things. */
enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** Of a breach, by what it leads to. */
    static Severity of(Objective objective) {
        if (objective.shadow() || objective.onBreach() == Consequence.WARN) {
            return INFO;
        }
        return objective.onBreach() == Consequence.STOP ? CRITICAL : WARNING;
    }

    /** Of a stop: one that nobody feels is less than one that is meant. */
    static Severity ofStop(boolean enforced, Optional<Cause> cause) {
        if (cause.filter(Cause.DRILL::equals).isPresent()) {
            return INFO;
        }
        return enforced ? CRITICAL : WARNING;
    }

    /** Of a soak that has ended. */
    static Severity of(SoakVerdict verdict) {
        return verdict == SoakVerdict.PASS ? INFO : WARNING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
