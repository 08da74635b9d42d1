package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.config.WrittenRules;
import io.github.slowatchdog.replay.ScenarioLines.Line;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.SoakRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands for the answers of servers that are not there. An expression is evaluated by Prometheus alone, and a probe by whoever is
 * probed: what none is written for cannot be judged, and must not pass for it.
 *
 * @param written by what is asked
 */
record Answers(Map<Indicator, List<WrittenSeries>> written) {

    Answers {
        written = Map.copyOf(written);
    }

    /** Finds for each question what is written; notes those without any, and what is written for none. */
    static Answers of(List<Settings.Group> groups, SoakRules soak, ScenarioLines lines, WrittenRules rules) {
        Map<String, Objective> objectives = new TreeMap<>();
        groups.forEach(group -> group.objectives().forEach(one -> objectives.put(one.name(), one)));
        Answers answers = new Answers(written(objectives, lines, rules));
        objectives.values().forEach(objective -> {
            answers.need(objective, false, lines, rules);
            answers.need(objective, true, lines, rules);
        });
        soak.require().stream()
                .map(requirement -> requirement.indicator())
                .filter(answers::isMissing)
                .forEach(asked -> rules.wrong(
                        1,
                        1,
                        "the soak requires `" + asked.query() + "`, which only a server can answer",
                        "take it out of `soak`"));
        return answers;
    }

    private static Map<Indicator, List<WrittenSeries>> written(
            Map<String, Objective> objectives, ScenarioLines lines, WrittenRules rules) {
        Map<Indicator, List<WrittenSeries>> written = new HashMap<>();
        for (ScenarioLines.Answer answer : lines.answers()) {
            Line at = answer.line();
            Optional<Objective> objective = Optional.ofNullable(objectives.get(at.text()));
            Optional<Indicator> asked = objective.flatMap(one -> question(one, answer.when()));
            if (objective.isEmpty()) {
                rules.wrong(
                        at.number(),
                        at.column(),
                        "there is no objective " + at.text(),
                        ScenarioReader.unknownFix(at.text(), objectives.keySet()));
            } else if (asked.isEmpty()) {
                rules.wrong(
                        at.number(),
                        at.column(),
                        at.text()
                                + (answer.when()
                                        ? " has no `when` that is asked of a server"
                                        : " is no expr and no probe"),
                        "write the series that it reads");
            }
            asked.ifPresent(question ->
                    written.computeIfAbsent(question, key -> new ArrayList<>()).add(answer.series()));
        }
        return written;
    }

    /** What only a server can answer. */
    private static Optional<Indicator> question(Objective objective, boolean when) {
        Optional<Indicator> asked =
                when ? objective.when().flatMap(Condition::indicator) : Optional.of(objective.indicator());
        return asked.filter(one -> one instanceof Indicator.Expr || one instanceof Indicator.Probe);
    }

    private boolean isMissing(Indicator asked) {
        return !written.containsKey(asked)
                && (asked instanceof Indicator.Probe
                        || (asked instanceof Indicator.Expr expr
                                && WrittenSource.selector(expr.promql()).isEmpty()));
    }

    private void need(Objective objective, boolean when, ScenarioLines lines, WrittenRules rules) {
        question(objective, when).filter(this::isMissing).ifPresent(asked -> {
            Line at = place(objective, lines);
            rules.wrong(
                    at.number(),
                    at.column(),
                    objective.name() + (when ? ": when" : "") + ": `" + asked.query()
                            + "` is answered by a server, and there is none in a test",
                    "write `answer " + (when ? "when " : "") + objective.name()
                            + " VALUES` with what it would answer, or leave the objective out by `only`");
        });
    }

    /** The line of the objective, or the one that names the first rule file. */
    private static Line place(Objective objective, ScenarioLines lines) {
        return lines.sources().stream()
                .filter(source -> source.text().contains("name: " + objective.name()))
                .findFirst()
                .orElseGet(() -> lines.sources().get(0));
    }
}
