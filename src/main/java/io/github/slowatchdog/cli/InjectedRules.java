package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.WrittenRules;
import io.github.slowatchdog.replay.Groups;
import io.github.slowatchdog.replay.Scenario;
import io.github.slowatchdog.watch.WatchdogSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules whose promises {@code test --inject} breaks.
 *
 * @param problems why the rules cannot be used; there are no groups then
 */
record InjectedRules(List<WatchdogSetup.Group> groups, List<Problem> problems) {

    InjectedRules {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
    }

    /** Those of a rule file, with these variables, or those that a file tests. */
    static InjectedRules of(Path file, Map<String, String> vars) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".yml") ? rules(file, name, vars) : tested(file);
    }

    private static InjectedRules rules(Path file, String name, Map<String, String> vars) {
        List<Problem> problems = new ArrayList<>();
        Optional<WrittenRules> rules = WrittenRules.open(file, InjectedRules::environment, problems::add);
        Optional<WrittenRules.Read> read = rules.flatMap(written -> {
            vars.forEach(written::var);
            written.rules(new WrittenRules.Piece(1, 1, name));
            return written.read(Duration.ofSeconds(5));
        });
        rules.ifPresent(written -> problems.addAll(written.problems()));
        return new InjectedRules(read.map(one -> Groups.of(one.groups())).orElse(List.of()), problems);
    }

    private static InjectedRules tested(Path file) {
        Scenario.Parsed parsed = Scenario.read(file, InjectedRules::environment);
        return parsed instanceof Scenario.Parsed.Ok ok
                ? new InjectedRules(ok.scenario().groups(), List.of())
                : new InjectedRules(List.of(), ((Scenario.Parsed.Invalid) parsed).problems());
    }

    static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
