package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.slo.Objective;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An alert that is being written. */
final class Draft {

    private static final String RUNBOOK = "docs/runbook.md#";

    private final String name;
    private final Map<String, String> further;
    private final URI base;
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final SortedMap<String, String> annotations = new TreeMap<>();
    private Map<String, String> own = Map.of();
    private Optional<String> runbook = Optional.empty();
    private Optional<Instant> since = Optional.empty();

    /**
     * @param further labels of every alert; those of the objective count more, and those that are set here most
     * @param base where the watchdog's pages are
     */
    Draft(String name, Map<String, String> further, URI base) {
        this.name = name;
        this.further = further;
        this.base = base;
    }

    Draft label(String label, String value) {
        labels.put(label, value);
        return this;
    }

    Draft annotate(String annotation, String value) {
        annotations.put(annotation, value);
        return this;
    }

    Draft summary(String text) {
        return annotate("summary", text);
    }

    Draft describe(String text) {
        return annotate("description", text);
    }

    Draft since(Instant at) {
        since = Optional.of(at);
        return this;
    }

    /** It is of this objective: its name, its own labels, its severity, its runbook. */
    Draft of(Objective objective) {
        own = objective.notes().labels();
        runbook = objective.notes().runbookUrl();
        return label("slo", objective.name())
                .label("objective_severity", objective.notes().severity().orElse(""));
    }

    /** @param page where its evidence is shown, below the base */
    Alert build(String page) {
        SortedMap<String, String> all = new TreeMap<>(further);
        all.putAll(own);
        all.putAll(labels);
        all.put("alertname", name);
        annotate("runbook_url", runbook.orElse(RUNBOOK + name.toLowerCase(Locale.ROOT)));
        return new Alert(all, annotations, since, Call.below(base, page));
    }
}
