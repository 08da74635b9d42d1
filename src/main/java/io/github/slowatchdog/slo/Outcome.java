package io.github.slowatchdog.slo;

import java.util.Locale;
import java.util.Optional;

/** How one measurement stands (SPEC 1). */
public enum Outcome {
    /** Every value judged is as expected. */
    MET,
    /** At least one value is not as expected. */
    MISSED,
    /** It could not be told; the {@link Reason} says why. Never counts as met. */
    UNKNOWN,
    /** There was nothing to judge: the condition does not hold, or there was too little traffic. */
    IDLE;

    @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum cannot be changed
    private final Optional<Outcome> told = name().equals("UNKNOWN") ? Optional.empty() : Optional.of(this);

    /** This outcome if it tells something; empty for {@link #UNKNOWN}. */
    public Optional<Outcome> told() {
        return told;
    }

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
