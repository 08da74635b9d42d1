package io.github.slowatchdog.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a plan section by section. */
final class PlanReader {

    private final Fields root;
    private final String file;
    private final PlanVariables vars;
    private final Map<String, Cursor> names = new HashMap<>();

    PlanReader(Fields root, String file, PlanVariables vars) {
        this.root = root;
        this.file = file;
        this.vars = vars;
    }

    /** @param used what is filled in from the environment while reading */
    PlanFile read(Map<String, String> used) {
        Optional<String> name = root.need("name", "health-check", Scalars::plainName);
        Optional<String> summary = root.get("summary", Scalars::text);
        List<String> onlyIn =
                root.at("only_in").map(at -> list(at, "[dev]", Scalars::line)).orElse(List.of());
        boolean failFast = root.get("fail_fast", Scalars::bool, false);
        Optional<Settings.Prometheus> prometheus =
                root.fields("prometheus", Section.PROMETHEUS).flatMap(PrometheusSection::read);
        Optional<Settings.Bot> bot = SmallSections.bot(root);
        PlanFile.Deployment deployment = root.fields("deployment", Section.DEPLOYMENT)
                .map(PlanReader::deployment)
                .orElse(PlanFile.Deployment.NONE);
        root.need("steps", "[{name: it answers, http: {get: http://localhost:8090/health}}]", Optional::of);
        List<PlanStep> steps = steps("steps");
        List<PlanStep> onFailure = steps("on_failure");
        List<PlanStep> finalSteps = steps("finally");
        return new PlanFile(
                name.orElse(""),
                file,
                summary,
                vars.shown(),
                vars.environment(),
                onlyIn,
                failFast,
                prometheus,
                bot,
                deployment,
                steps,
                onFailure,
                finalSteps,
                used);
    }

    private static PlanFile.Deployment deployment(Fields in) {
        return new PlanFile.Deployment(
                in.get("what", Scalars::text),
                in.get("why", Scalars::text),
                in.at("changes")
                        .map(at -> list(at, "[the fix of the parser]", Scalars::text))
                        .orElse(List.of()),
                in.get("rollback_plan", Scalars::text));
    }

    private List<PlanStep> steps(String key) {
        List<PlanStep> steps = new ArrayList<>();
        root.at(key)
                .map(at -> at.items("- name: it answers"))
                .orElse(List.of())
                .forEach(item -> item.fields(Section.STEP).ifPresent(in -> {
                    StepReader.read(in, item.kept()).ifPresent(steps::add);
                    in.at("name").ifPresent(this::unique);
                }));
        return steps;
    }

    private void unique(Cursor name) {
        name.text().ifPresent(text -> {
            Cursor before = names.putIfAbsent(text, name);
            if (before != null) {
                name.wrong(
                        "the step " + name.shown() + " is there twice, first at " + before.place(),
                        "rename one of them");
            }
        });
    }

    /** A list of single values, of which those that could be read. */
    static <T> List<T> list(Cursor at, String example, Function<Cursor, Optional<T>> reader) {
        return at.items(example).stream()
                .flatMap(item -> reader.apply(item).stream())
                .toList();
    }
}
