package io.github.slowatchdog.soak;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * How a soak of a phase ended.
 *
 * @param build of the bot; empty if it was not known
 * @param soak id of the soak
 * @param verdict never {@code soaking}
 */
public record PhaseResult(String phase, Optional<String> build, String soak, SoakVerdict verdict, Instant at) {

    /** The event that tells of one, in log and journal. */
    public static final String EVENT = "soak ended";

    public PhaseResult {
        if (verdict == SoakVerdict.SOAKING) {
            throw new IllegalArgumentException("a soak that goes on has no result");
        }
    }

    /** The result that the data of such an event tells of; empty if it tells of none. */
    public static Optional<PhaseResult> of(Instant at, Map<String, Object> data) {
        Object phase = data.get("phase");
        Optional<SoakVerdict> verdict = Arrays.stream(SoakVerdict.values())
                .filter(one -> one != SoakVerdict.SOAKING && one.word().equals(data.get("verdict")))
                .findFirst();
        return phase instanceof String name
                ? verdict.map(how -> new PhaseResult(
                        name, text(data, "build"), text(data, "soak").orElse(""), how, at))
                : Optional.empty();
    }

    private static Optional<String> text(Map<String, Object> data, String key) {
        return Optional.ofNullable(data.get(key)).map(Object::toString).filter(text -> !text.isEmpty());
    }
}
