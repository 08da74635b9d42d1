package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.slo.Outcome;
import java.util.List;
import java.util.Optional;

/** Takes a person's word, if it was given. */
final class AttestTrial implements Trial {

    private final String name;
    private final PlanStep.Attest attest;
    private final Optional<String> word;

    AttestTrial(String name, PlanStep.Attest attest, Optional<String> word) {
        this.name = name;
        this.attest = attest;
        this.word = word;
    }

    @Override
    public Finding make() {
        String asked = attest.statement().orElse(name)
                + attest.role().map(role -> " (by " + role + ")").orElse("");
        return word.map(said -> Finding.of(Outcome.MET, said, List.of(asked), List.of(said)))
                .orElseGet(() -> Finding.of(
                        Outcome.UNKNOWN,
                        "nobody has said so: add --attest '" + name + "=WHO AND WHAT'",
                        List.of(asked),
                        List.of()));
    }
}
