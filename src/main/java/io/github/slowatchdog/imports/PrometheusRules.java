package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Consequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Alerting rules of Prometheus as objectives. */
final class PrometheusRules {

    private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

    private final Consequence onBreach;
    private final Names names = new Names();
    private final Names groupNames = new Names();
    /** Where each recorded series is recorded. */
    private final Map<String, Place> recorded = new LinkedHashMap<>();

    private final List<Draft.Group> groups = new ArrayList<>();
    private int alerts;

    private PrometheusRules(Consequence onBreach) {
        this.onBreach = onBreach;
    }

    static Translated translate(List<ForeignYaml> documents, Consequence onBreach) {
        PrometheusRules rules = new PrometheusRules(onBreach);
        documents.forEach(document -> document.items("groups").forEach(rules::record));
        for (ForeignYaml document : documents) {
            List<ForeignYaml> items = document.items("groups");
            if (items.isEmpty()) {
                rules.groups.add(new Draft.Group(
                        "none",
                        Optional.empty(),
                        List.of(),
                        List.of(new Note(
                                document.place(), "no rules of Prometheus are here: there is no list `groups`"))));
            }
            items.forEach(rules::group);
        }
        return new Translated(rules.groups, rules.alerts, "alerts");
    }

    private void record(ForeignYaml group) {
        for (ForeignYaml rule : group.items("rules")) {
            rule.text("record").ifPresent(name -> recorded.putIfAbsent(name, place(rule, "record")));
        }
    }

    private static Place place(ForeignYaml at, String... keys) {
        return at.at(keys).orElse(at).place();
    }

    private void group(ForeignYaml group) {
        List<Note> notes = new ArrayList<>();
        for (String key : List.of("limit", "query_offset")) {
            group.at(key).ifPresent(at -> notes.add(new Note(at.place(), key + " of the group is not carried over")));
        }
        List<Draft> objectives = new ArrayList<>();
        for (ForeignYaml rule : group.items("rules")) {
            if (rule.text("alert").isPresent()) {
                alerts++;
                objective(group, rule, notes).ifPresent(objectives::add);
            } else {
                notes.add(new Note(
                        rule.place(),
                        rule.text("record")
                                .map(name -> "the recording rule " + name
                                        + " is not carried over: Prometheus has to go on recording it")
                                .orElse("this is no alert and no recording rule")));
            }
        }
        Optional<String> interval = group.at("interval").flatMap(at -> Lengths.of(at, "interval", notes));
        groups.add(new Draft.Group(groupNames.line(group.text("name").orElse("rules")), interval, objectives, notes));
    }

    private Optional<Draft> objective(ForeignYaml group, ForeignYaml rule, List<Note> notes) {
        String alert = rule.text("alert").orElseThrow();
        Optional<ForeignYaml> expr = rule.at("expr").filter(at -> at.text().isPresent());
        if (expr.isEmpty()) {
            notes.add(new Note(rule.place(), "the alert " + alert + " has no expression, and is not carried over"));
            return Optional.empty();
        }
        Draft draft = new Draft(rule.place(), names.unique(alert));
        if (!draft.name().equals(alert)) {
            draft.note(place(rule, "alert"), "the name was " + alert);
        }
        new Telling(draft).annotations(rule);
        labels(group, rule, draft);
        FiringAlert.translate(expr.get().text().orElseThrow(), expr.get().place(), draft);
        needs(expr.get(), draft);
        List<Note> lost = new ArrayList<>();
        draft.put("for", rule.at("for").flatMap(at -> Lengths.of(at, "for", lost)));
        lost.forEach(note -> draft.note(note.place(), note.what()));
        rule.at("keep_firing_for")
                .ifPresent(at -> draft.note(
                        at.place(), "keep_firing_for is not carried over: it is green as soon as it is as expected"));
        draft.put("on_breach", onBreach.word());
        return Optional.of(draft);
    }

    /** Labels of the group first, as Prometheus adds them; those of the rule win. */
    private static void labels(ForeignYaml group, ForeignYaml rule, Draft draft) {
        Map<String, String> labels = new LinkedHashMap<>();
        Telling telling = new Telling(draft);
        for (ForeignYaml outer : List.of(group, rule)) {
            outer.at("labels").ifPresent(all -> telling.labels(all, labels));
        }
        draft.put("severity", Optional.ofNullable(labels.remove("severity")));
        draft.put("labels", labels);
    }

    /** What the expression needs that is not measured by itself. */
    private void needs(ForeignYaml expr, Draft draft) {
        Set<String> metrics = new LinkedHashSet<>();
        Expression.read(expr.text().orElseThrow().strip()).stream()
                .flatMap(Expression::all)
                .filter(Expression.Series.class::isInstance)
                .forEach(series ->
                        metrics.add(((Expression.Series) series).selector().metric()));
        for (String metric : metrics) {
            if (recorded.containsKey(metric)) {
                draft.note(
                        expr.place(),
                        "needs " + metric + ", which is recorded at " + recorded.get(metric)
                                + ": keep that rule in Prometheus");
            } else if (ALERTS.contains(metric)) {
                draft.note(expr.place(), "needs " + metric + ": keep those alerts in Prometheus");
            }
        }
    }
}
