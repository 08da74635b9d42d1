package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code phases}, and chooses the one that runs. */
final class Phases {

    /** Where the soak could not be read, which has been said then. */
    static final SoakRules STAND_IN = new SoakRules(Duration.ofDays(1), Optional.empty(), Optional.empty(), List.of());

    /** A phase as read, with variables that remember where they came from. */
    record Stage(Settings.Phase phase, Map<String, Optional<Substitution.Filled>> variables, Optional<Cursor> after) {}

    /** By name, in the order of the file; empty if the list could not be read. */
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    private final Map<String, Cursor> names = new LinkedHashMap<>();

    private Phases() {}

    static Phases read(Fields root) {
        Phases phases = new Phases();
        root.need("phases", "[{name: staging-dry, soak: {window: 24h}}]", Optional::of)
                .ifPresent(at -> at.items("- name: staging-dry")
                        .forEach(item -> item.fields(Section.PHASE).ifPresent(phases::add)));
        phases.checkOrder();
        phases.checkEvidence(root);
        return phases;
    }

    private void add(Fields in) {
        Optional<String> name = in.need("name", "staging-dry", Scalars::plainName);
        Optional<Cursor> after =
                in.at("after").filter(at -> Scalars.plainName(at).isPresent());
        Map<String, Optional<Substitution.Filled>> variables =
                in.at("vars").map(Variables::read).orElse(Map.of());
        Optional<Fields> soak = in.need("soak", "{window: 24h}", at -> at.fields(Section.SOAK));
        SoakRules rules = soak.flatMap(SoakSection::read).orElse(STAND_IN);
        Optional<Indicator.State> build = soak.flatMap(SoakSection::build);
        if (name.isEmpty()) {
            return;
        }
        Cursor at = in.at("name").orElseThrow();
        Cursor before = names.putIfAbsent(name.get(), at);
        if (before != null) {
            at.wrong("the phase " + at.shown() + " is there twice, first at " + before.place(), "rename one of them");
            return;
        }
        Map<String, String> vars = new LinkedHashMap<>();
        variables.forEach((variable, value) -> value.ifPresent(filled -> vars.put(variable, filled.text())));
        stages.put(
                name.get(),
                new Stage(
                        new Settings.Phase(name.get(), after.flatMap(Cursor::text), Map.copyOf(vars), rules, build),
                        variables,
                        after));
    }

    private void checkOrder() {
        for (Stage stage : stages.values()) {
            stage.after().ifPresent(at -> checkAfter(stage, at));
        }
    }

    private void checkAfter(Stage stage, Cursor at) {
        String after = at.text().orElseThrow();
        if (!stages.containsKey(after)) {
            at.wrong("there is no phase " + at.shown(), knownFix(after));
            return;
        }
        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of(after);
        while (next.isPresent() && seen.add(next.get())) {
            if (next.get().equals(stage.phase().name())) {
                at.wrong(
                        "the phase would have to come after itself",
                        "let `after` name an earlier phase, and the first phase none");
                return;
            }
            next = Optional.ofNullable(stages.get(next.get()))
                    .flatMap(one -> one.phase().after());
        }
    }

    /** What a pass would be kept in, and what it would be known by: better said now than after a day of soaking. */
    private void checkEvidence(Fields root) {
        List<Stage> later = stages.values().stream()
                .filter(stage -> stage.after().isPresent())
                .toList();
        if (!later.isEmpty() && !root.has("journal")) {
            later.get(0)
                    .after()
                    .get()
                    .wrong(
                            "there is no journal, which is where it is kept that a phase has passed",
                            "add `journal: {path: /var/lib/slo-watchdog}`, or take every `after` out");
        }
        for (Stage stage : later) {
            Optional<Stage> before = stage.phase().after().map(stages::get);
            if (before.isPresent()
                    && before.get().phase().build().isPresent()
                            != stage.phase().build().isPresent()) {
                boolean here = stage.phase().build().isPresent();
                stage.after()
                        .get()
                        .wrong(
                                "only "
                                        + (here
                                                ? "this phase"
                                                : stage.after().get().shown())
                                        + " has soak.restart_on_build, so that nobody can tell whether both ran on the same build",
                                "give both phases soak.restart_on_build, or neither");
            }
        }
    }

    /** All phases that could be read. */
    List<Settings.Phase> inOrder() {
        return stages.values().stream().map(Stage::phase).toList();
    }

    private String knownFix(String name) {
        return Suggestion.text(name, stages.keySet()) + "the phases are: " + String.join(", ", stages.keySet());
    }

    /**
     * The phase that runs: as asked for, else by the environment, else by the key {@code phase}, else the only one there is.
     */
    Optional<Stage> choose(Fields root, Optional<String> asked, Optional<String> byEnvironment) {
        Optional<String> written = root.get("phase", Scalars::plainName);
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        if (written.isPresent() && !names.containsKey(written.get())) {
            Cursor at = root.at("phase").orElseThrow();
            at.wrong("there is no phase " + at.shown(), knownFix(written.get()));
        }
        Optional<String> outside = asked.or(() -> byEnvironment);
        String origin = asked.isPresent() ? "--phase" : ConfigLoader.PHASE_VARIABLE;
        if (outside.isPresent() && !names.containsKey(outside.get())) {
            return root.wrong(
                    "phases",
                    "there is no phase " + Quote.of(outside.get()) + ", which " + origin + " asks for",
                    knownFix(outside.get()));
        }
        Optional<String> chosen = outside.or(() -> written);
        if (chosen.isEmpty() && !root.has("phase") && stages.size() > 1) {
            return root.wrong(
                    "phases",
                    "there are several phases and none is chosen",
                    "add `phase: " + stages.keySet().iterator().next() + "`, or give --phase or "
                            + ConfigLoader.PHASE_VARIABLE);
        }
        return chosen.or(() -> Optional.of(stages.keySet().iterator().next())).map(stages::get);
    }
}
