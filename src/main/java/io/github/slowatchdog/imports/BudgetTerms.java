package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an SLO says of its budget beside the target: time windows, slices, alert policies, composites. Named; none is carried over. */
final class BudgetTerms {

    private static final List<String> OF_OBJECTIVES = List.of("timeSliceTarget", "timeSliceWindow", "compositeWeight");

    private final ForeignYaml slo;
    private final ForeignYaml objective;
    private final OpenSlo.Catalogue catalogue;

    BudgetTerms(ForeignYaml slo, ForeignYaml objective, OpenSlo.Catalogue catalogue) {
        this.slo = slo;
        this.objective = objective;
        this.catalogue = catalogue;
    }

    /** @param draft what the objective has become */
    void note(List<Note> notes, Draft draft) {
        boolean counted = draft.has("ratio") || draft.has("count");
        for (ForeignYaml window : slo.items("spec", "timeWindow")) {
            String rolling = window.at("calendar").isPresent()
                            || window.text("isRolling").equals(Optional.of("false"))
                    ? "of the calendar"
                    : "rolling";
            notes.add(new Note(
                    window.place(),
                    "the time window of " + window.text("duration").orElse("?") + ", " + rolling
                            + ", is not carried over: "
                            + (counted ? "what counts is the soak" : "each value is judged by itself")));
        }
        slo.at("spec", "budgetingMethod")
                .filter(at -> !at.text().equals(Optional.of("Occurrences")))
                .ifPresent(at -> notes.add(new Note(
                        at.place(),
                        "the budgeting method " + at.text().orElse("?")
                                + " is not carried over: events are counted, not slices of time")));
        for (String key : OF_OBJECTIVES) {
            objective
                    .at(key)
                    .ifPresent(at ->
                            notes.add(new Note(at.place(), key + " " + at.text().orElse("") + " is not carried over")));
        }
        slo.items("spec", "alertPolicies").forEach(policy -> policy(policy, notes, draft.has("ratio")));
    }

    private void policy(ForeignYaml used, List<Note> notes, boolean burns) {
        Optional<String> name = used.text().or(() -> used.text("alertPolicyRef"));
        ForeignYaml policy =
                name.flatMap(known -> catalogue.find("AlertPolicy", known)).orElse(used);
        List<String> conditions = new ArrayList<>();
        for (ForeignYaml entry : policy.items("spec", "conditions")) {
            ForeignYaml condition = entry.text("conditionRef")
                    .flatMap(known -> catalogue.find("AlertCondition", known))
                    .orElse(entry);
            condition.at("spec", "condition").ifPresent(at -> conditions.add(condition(at)));
        }
        String title = name.or(() -> used.text("metadata", "name")).orElse("without a name");
        notes.add(new Note(
                used.place(),
                "the alert policy " + title + (conditions.isEmpty() ? "" : " (" + String.join("; ", conditions) + ")")
                        + " is not carried over: "
                        + (burns
                                ? "`burn` has limits of its own, scaled to the soak"
                                : "`on_breach` says what a breach leads to")));
    }

    private static String condition(ForeignYaml at) {
        return at.text("kind").orElse("condition") + " " + at.text("op").orElse("above") + " "
                + at.text("threshold").orElse("?") + " over "
                + at.text("lookbackWindow").orElse("?")
                + at.text("alertAfter").map(after -> ", after " + after).orElse("");
    }
}
