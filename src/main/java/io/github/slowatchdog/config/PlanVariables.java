package io.github.slowatchdog.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a plan: those of the file, of which some must be given, and what was given.
 *
 * @param values by name, in the order of the file; empty for one that is not known
 * @param environment where the plan is to run, if that is known
 */
record PlanVariables(Map<String, Optional<Substitution.Filled>> values, Optional<String> environment) {

    private static final String REQUIRED = "required";

    static PlanVariables read(Fields root, PlanLoader.Given beside) {
        Map<String, String> given = new LinkedHashMap<>(beside.vars());
        Optional<String> environment = beside.environment();
        Map<String, Optional<Substitution.Filled>> values = new LinkedHashMap<>();
        root.at("vars").ifPresent(at -> {
            Map<String, Optional<Substitution.Filled>> written = Variables.read(at);
            at.freeKeys().forEach((name, entry) -> {
                if (name.equals(PlanFile.ENVIRONMENT)) {
                    environment.ifPresent(where -> given.put(name, where));
                }
                Optional<Substitution.Filled> byHand =
                        Optional.ofNullable(given.get(name)).map(text -> new Substitution.Filled(text, false));
                boolean mustBeGiven =
                        entry.value().isPlain() && entry.value().text().equals(Optional.of(REQUIRED));
                if (mustBeGiven && byHand.isEmpty()) {
                    entry.value()
                            .wrong("the variable " + Quote.of(name) + " must be given", "add --var " + name + "=VALUE");
                }
                values.put(
                        name,
                        byHand.or(() -> mustBeGiven ? Optional.empty() : written.getOrDefault(name, Optional.empty())));
            });
        });
        given.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .sorted()
                .forEach(name -> root.wrong(
                        "vars",
                        "--var gives " + Quote.of(name) + ", and the plan has no such variable",
                        Suggestion.text(name, values.keySet())
                                + (values.isEmpty()
                                        ? "it has none"
                                        : "it has: " + String.join(", ", values.keySet()))));
        Optional<String> byVariable =
                values.getOrDefault(PlanFile.ENVIRONMENT, Optional.empty()).map(Substitution.Filled::text);
        return new PlanVariables(values, environment.or(() -> byVariable));
    }

    /** For people, without what came from the environment. */
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((name, value) ->
                value.filter(filled -> !filled.fromEnvironment()).ifPresent(filled -> shown.put(name, filled.text())));
        return shown;
    }
}
