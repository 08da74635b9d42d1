package io.github.slowatchdog.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan (SPEC 12): a one-shot list of checks, valid as a whole, with variables and environment filled in.
 *
 * @param file as a person would name it
 * @param vars in the order of the file; those from the environment are left out, since they are not to be shown
 * @param environment where it is to run, if that is known: as given, or the variable {@link #ENVIRONMENT}
 * @param onlyIn the environments in which it may run; empty: in any
 * @param failFast whether a step that fails is the last one
 * @param prometheus the metric store, instead of that of the configuration
 * @param bot the bot's own metrics, instead of those of the configuration
 * @param onFailure what to do when a step has failed
 * @param finalSteps what to do always, at the end
 * @param environmentUsed variables of the environment that were filled in somewhere, with their values, which may be secret
 */
public record PlanFile(
        String name,
        String file,
        Optional<String> summary,
        Map<String, String> vars,
        Optional<String> environment,
        List<String> onlyIn,
        boolean failFast,
        Optional<Settings.Prometheus> prometheus,
        Optional<Settings.Bot> bot,
        Deployment deployment,
        List<PlanStep> steps,
        List<PlanStep> onFailure,
        List<PlanStep> finalSteps,
        Map<String, String> environmentUsed) {

    /** The variable that may say in which environment the plan runs. */
    public static final String ENVIRONMENT = "env";

    public PlanFile {
        vars = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        onlyIn = List.copyOf(onlyIn);
        steps = List.copyOf(steps);
        onFailure = List.copyOf(onFailure);
        finalSteps = List.copyOf(finalSteps);
        environmentUsed = Map.copyOf(environmentUsed);
    }

    /** What is deployed, for the log of the deployment. */
    public record Deployment(
            Optional<String> what, Optional<String> why, List<String> changes, Optional<String> rollbackPlan) {

        public static final Deployment NONE =
                new Deployment(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

        public Deployment {
            changes = List.copyOf(changes);
        }
    }

    /** Every step, in the order in which they may run. */
    public List<PlanStep> allSteps() {
        return java.util.stream.Stream.of(steps, onFailure, finalSteps)
                .flatMap(List::stream)
                .toList();
    }
}
