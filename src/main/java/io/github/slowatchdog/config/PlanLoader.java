package io.github.slowatchdog.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a plan (SPEC 12), as strictly as a configuration: what is unknown, missing, mistyped or contradictory is a problem, and
 * all problems are found in one run.
 */
public final class PlanLoader {

    private PlanLoader() {}

    /**
     * What was said beside the file.
     *
     * @param vars values for variables, as {@code --var} says
     * @param environment where it is to run, as {@code --env} says; also the value of that variable
     */
    public record Given(Map<String, String> vars, Optional<String> environment) {
        public Given {
            vars = Map.copyOf(vars);
        }
    }

    /**
     * Loads. Never throws for anything a file, a path or the environment may hold, and changes nothing.
     *
     * @param given what is known beside the file, and wins over it
     * @param env the environment, by name
     * @param complaint is told every problem, in the order of the file
     * @return empty if there is any problem
     */
    public static Optional<PlanFile> load(
            Path file, Given given, Function<String, Optional<String>> env, Consumer<Problem> complaint) {
        Problems problems = new Problems();
        Map<String, String> used = new HashMap<>();
        Function<String, Optional<String>> noted = name -> env.apply(name).map(value -> {
            used.put(name, value);
            return value;
        });
        Optional<PlanFile> plan = SourceFile.read(file, what -> problems.add(ConfigLoader.unreadable(file, what)))
                .flatMap(source -> read(source, given, noted, problems))
                .map(reader -> reader.read(used));
        List<Problem> found = problems.sorted();
        found.forEach(complaint);
        return plan.filter(all -> found.isEmpty());
    }

    private static Optional<PlanReader> read(
            SourceFile source, Given given, Function<String, Optional<String>> env, Problems problems) {
        Substitution environment = Substitution.ofEnvironment(env);
        // once for the variables, and once more with them filled in; the same problem twice counts once
        return Cursor.root(source, environment, problems)
                .flatMap(root -> root.fields(Section.PLAN))
                .map(root -> PlanVariables.read(root, given))
                .flatMap(vars -> Cursor.root(source, environment.withVariables(vars.values(), "the plan"), problems)
                        .flatMap(root -> root.fields(Section.PLAN))
                        .map(root -> new PlanReader(root, source.shown(), vars)));
    }
}
