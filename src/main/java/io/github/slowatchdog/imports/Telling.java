package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What people and alerts are told: annotations and labels. */
final class Telling {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?\\}\\}", Pattern.DOTALL);
    private static final List<String> SUMMARIES = List.of("summary", "description", "message");
    /** Labels that the metrics about objectives have already. */
    private static final Set<String> TAKEN = Set.of("slo", "group", "on_breach", "lanes", "__name__");

    private final Draft draft;

    Telling(Draft draft) {
        this.draft = draft;
    }

    /** The first text that says what it is about, and the link to what to do. */
    void annotations(ForeignYaml rule) {
        Optional<ForeignYaml> annotations = rule.at("annotations");
        Optional<String> chosen = SUMMARIES.stream()
                .filter(key -> annotations.flatMap(all -> all.text(key)).isPresent())
                .findFirst();
        for (String key : annotations.map(ForeignYaml::keys).orElse(Set.of())) {
            ForeignYaml at = annotations.orElseThrow().at(key).orElseThrow();
            if (chosen.filter(key::equals).isPresent()) {
                draft.put("summary", Optional.of(withoutTemplates(at, key)));
            } else if (key.equals("runbook_url")
                    && at.text().filter(Telling::isLink).isPresent()) {
                draft.put("runbook_url", at.text());
            } else {
                draft.note(at.place(), "the annotation " + key + " is not carried over");
            }
        }
    }

    private String withoutTemplates(ForeignYaml at, String key) {
        String text = at.text().orElseThrow().strip();
        if (TEMPLATE.matcher(text).find()) {
            draft.note(at.place(), "templates are not carried over: the annotation " + key + " has ... in their place");
        }
        return TEMPLATE.matcher(text).replaceAll("...");
    }

    private static boolean isLink(String text) {
        try {
            URI link = URI.create(text);
            return ("http".equals(link.getScheme()) || "https".equals(link.getScheme()))
                    && link.getHost() != null
                    && link.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Adds what can be a label of an objective. */
    void labels(ForeignYaml all, Map<String, String> labels) {
        for (String name : all.keys()) {
            ForeignYaml at = all.at(name).orElseThrow();
            Optional<String> value = at.text();
            if (value.isEmpty() || TEMPLATE.matcher(value.get()).find()) {
                draft.note(at.place(), "the label " + name + " is not carried over: it is no plain text");
            } else if (TAKEN.contains(name) || !Names.isLabel(name)) {
                draft.note(
                        at.place(),
                        "the label " + name + " is not carried over: it is set by the watchdog, or no name");
            } else if (name.equals("severity") && value.get().chars().anyMatch(Character::isISOControl)) {
                draft.note(at.place(), "the severity is not carried over: it is not on one line");
            } else {
                labels.put(name, value.get());
            }
        }
    }
}
