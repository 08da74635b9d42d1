package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import io.github.slowatchdog.slo.Consequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Documents of OpenSLO v1 as objectives: each of an SLO is one. */
final class OpenSlo {

    private static final String VERSION = "openslo/v1";

    /** Keys of an SLO that something is made of; the others are named. */
    private static final Set<String> READ = Set.of(
            "description",
            "service",
            "indicator",
            "indicatorRef",
            "timeWindow",
            "budgetingMethod",
            "objectives",
            "alertPolicies");

    private final Catalogue catalogue = new Catalogue();
    private final Consequence onBreach;
    private final Names names = new Names();
    private final Names groupNames = new Names();

    private OpenSlo(Consequence onBreach) {
        this.onBreach = onBreach;
    }

    /** Everything that is named in the files, by kind and name. */
    static final class Catalogue {
        private final Map<String, ForeignYaml> byName = new HashMap<>();

        private void add(ForeignYaml document) {
            document.text("metadata", "name")
                    .ifPresent(name -> byName.putIfAbsent(document.text("kind").orElse("") + " " + name, document));
        }

        Optional<ForeignYaml> find(String kind, String name) {
            return Optional.ofNullable(byName.get(kind + " " + name));
        }

        /** What a data source is. */
        Optional<String> typeOf(String dataSource) {
            return find("DataSource", dataSource).flatMap(found -> found.text("spec", "type"));
        }
    }

    static Translated translate(List<ForeignYaml> documents, Consequence onBreach) {
        OpenSlo translation = new OpenSlo(onBreach);
        documents.forEach(translation.catalogue::add);
        List<Note> others = new ArrayList<>();
        Map<String, Draft.Group> groups = new LinkedHashMap<>();
        int found = 0;
        for (ForeignYaml document : documents) {
            String kind = document.text("kind").orElse("");
            String version = document.text("apiVersion").orElse("");
            if (!version.equals(VERSION)) {
                others.add(new Note(
                        document.place(),
                        "not read: " + (version.isEmpty() ? "no apiVersion" : "apiVersion " + version) + ", and only "
                                + VERSION + " is known"));
            } else if (kind.equals("SLO")) {
                found += Math.max(1, document.items("spec", "objectives").size());
                translation.slo(document, groups, others);
            } else {
                other(document, kind).ifPresent(others::add);
            }
        }
        List<Draft.Group> all = new ArrayList<>(List.of(new Draft.Group("none", Optional.empty(), List.of(), others)));
        all.addAll(groups.values());
        return new Translated(all, found, "objectives");
    }

    private static Optional<Note> other(ForeignYaml document, String kind) {
        String name = kind + " " + document.text("metadata", "name").orElse("without a name");
        return switch (kind) {
            case "SLI", "AlertPolicy", "AlertCondition" -> Optional.empty(); // told where they are used
            case "Service" ->
                Optional.of(new Note(document.place(), name + ": only its name is carried over, as the label service"));
            case "DataSource" ->
                Optional.of(new Note(
                        document.place(),
                        name + " is not carried over: prometheus.url of the configuration says who is asked"));
            default -> Optional.of(new Note(document.place(), name + " is not carried over"));
        };
    }

    /** The objectives of one SLO; they stand together under the name of its service. */
    private void slo(ForeignYaml slo, Map<String, Draft.Group> groups, List<Note> others) {
        Optional<ForeignYaml> spec = slo.at("spec");
        String name = slo.text("metadata", "name").orElse("objective");
        List<ForeignYaml> objectives = slo.items("spec", "objectives");
        if (spec.isEmpty() || objectives.isEmpty()) {
            others.add(new Note(slo.place(), "SLO " + name + " has no objectives, and is not carried over"));
            return;
        }
        String service = slo.text("spec", "service").orElse("openslo");
        Draft.Group group = groups.computeIfAbsent(
                service,
                key -> new Draft.Group(groupNames.line(key), Optional.empty(), new ArrayList<>(), new ArrayList<>()));
        for (ForeignYaml objective : objectives) {
            Draft draft = new Draft(
                    objective.place(),
                    names.unique(
                            objectives.size() == 1
                                    ? name
                                    : name + "_" + suffix(objective, objectives.indexOf(objective))));
            describe(slo, objective, draft);
            List<Note> trouble = new ArrayList<>();
            boolean judged = new SloObjective(slo, objective, catalogue, draft).translate(trouble);
            trouble.forEach(note -> draft.note(note.place(), note.what()));
            if (judged) {
                draft.put("on_breach", onBreach.word());
                group.objectives().add(draft);
            } else {
                group.notes().add(new Note(objective.place(), "an objective of SLO " + name + " is not carried over:"));
                group.notes().addAll(draft.notes());
            }
        }
    }

    private static String suffix(ForeignYaml objective, int index) {
        return objective.text("displayName").orElse(Integer.toString(index + 1));
    }

    private void describe(ForeignYaml slo, ForeignYaml objective, Draft draft) {
        draft.put(
                "summary",
                slo.text("spec", "description")
                        .or(() -> objective.text("displayName"))
                        .or(() -> slo.text("metadata", "displayName"))
                        .map(String::strip));
        Map<String, String> labels = new LinkedHashMap<>();
        slo.text("spec", "service").ifPresent(service -> labels.put("service", service));
        slo.at("metadata", "labels").ifPresent(all -> new Telling(draft).labels(all, labels));
        draft.put("severity", Optional.ofNullable(labels.remove("severity")));
        draft.put("labels", labels);
        slo.at("metadata", "annotations")
                .ifPresent(at ->
                        draft.note(at.place(), "annotations are not carried over: " + String.join(", ", at.keys())));
        for (String key : slo.at("spec").map(ForeignYaml::keys).orElse(Set.of())) {
            if (!READ.contains(key)) {
                draft.note(slo.at("spec", key).orElseThrow().place(), key + " is not carried over");
            }
        }
    }
}
