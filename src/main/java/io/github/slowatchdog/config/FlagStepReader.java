package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code flag} of a step: JSONPaths into the flag in Redis. */
final class FlagStepReader {

    private FlagStepReader() {}

    static Optional<PlanStep.Task> read(Fields step) {
        SortedMap<String, Expectation> paths = new TreeMap<>();
        step.get("flag", Scalars.oneOf(java.util.Map.of("redis", true)));
        step.need("expect", "{\"$.emergency_stop\": \"== true\"}", Optional::of)
                .ifPresent(at -> at.freeKeys()
                        .forEach((path, entry) ->
                                StepExpectations.path(path, entry).ifPresent(how -> paths.put(path, how))));
        return Optional.of(new PlanStep.Flag(paths));
    }
}
