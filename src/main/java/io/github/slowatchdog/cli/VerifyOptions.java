package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanLoader;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.plan.Occasion.Health;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is said to a plan on the command line. */
final class VerifyOptions {

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "A value for a variable of the plan; may be repeated.")
    private Map<String, String> vars = new LinkedHashMap<>();

    @Option(names = "--env", paramLabel = "NAME", description = "In which environment this is; also the variable env.")
    private @Nullable String environment;

    @Option(
            names = "--attest",
            paramLabel = "NAME=TEXT",
            description = "A person's word for the step NAME: who says so, and what; may be repeated.")
    private Map<String, String> attested = new LinkedHashMap<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Where values are kept between runs (default: plans.json beside the journal of the configuration).")
    private @Nullable Path state;

    @Option(
            names = "--health",
            paramLabel = "before|after",
            description =
                    "The health check before a deployment, which is kept, or the one after it, which needs one before.")
    private @Nullable String health;

    @Option(names = "--what", paramLabel = "TEXT", description = "What is deployed, for the log of the deployment.")
    private @Nullable String what;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why it is deployed.")
    private @Nullable String why;

    @Option(names = "--change", paramLabel = "TEXT", description = "A change in it; may be repeated.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--rollback-plan", paramLabel = "TEXT", description = "How to go back.")
    private @Nullable String rollbackPlan;

    PlanLoader.Given given() {
        return new PlanLoader.Given(vars, Optional.ofNullable(environment));
    }

    Optional<Path> state() {
        return Optional.ofNullable(state);
    }

    /** Whether something is kept, whatever the plan says. */
    boolean needsKept() {
        return health != null;
    }

    Optional<Health> health() {
        return Optional.ofNullable(health).map(word -> Health.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    PlanFile.Deployment deployment() {
        return new PlanFile.Deployment(
                Optional.ofNullable(what), Optional.ofNullable(why), changes, Optional.ofNullable(rollbackPlan));
    }

    /** By the name of the step. */
    Map<String, String> attested() {
        return attested;
    }

    /** @throws ParameterException for what does not go with this plan */
    void check(PlanFile plan, CommandLine command) {
        if (health != null && !health.equals("before") && !health.equals("after")) {
            throw new ParameterException(command, "--health is before or after, not " + Plain.line(health));
        }
        String given = vars.get(PlanFile.ENVIRONMENT);
        if (environment != null && given != null && !environment.equals(given)) {
            throw new ParameterException(command, "--env and --var env contradict each other");
        }
        List<String> known = plan.allSteps().stream()
                .filter(step -> step.task() instanceof PlanStep.Attest)
                .map(PlanStep::name)
                .toList();
        attested.forEach((name, word) -> {
            if (!known.contains(name)) {
                throw new ParameterException(
                        command,
                        "--attest " + Plain.line(name) + ": the plan has no such step to attest"
                                + (known.isEmpty() ? "" : "; it has: " + String.join("; ", known)));
            }
            if (word.isBlank()) {
                throw new ParameterException(command, "--attest " + Plain.line(name) + ": say who says so, and what");
            }
        });
    }
}
