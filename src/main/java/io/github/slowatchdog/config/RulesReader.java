package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rule files one after the other; names of objectives are unique over all of them. */
final class RulesReader {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Optional<Settings.WhenBlind> whenBlind;
    private final boolean hasBot;
    private final Duration soak;
    private final boolean placed;
    /** Where each name was met first, as text: what a cursor stands on would be held with it. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, Cursor> groupPlaces = new HashMap<>();
    private final Map<String, Cursor> objectivePlaces = new HashMap<>();
    private final List<Settings.Group> groups = new ArrayList<>();

    /**
     * @param whenBlind what an objective does when blind unless it says otherwise; empty if that could not be read
     * @param soak the window of the soak that the objectives are judged in
     * @param placed whether the places are kept, and so all that is written there
     */
    RulesReader(Optional<Settings.WhenBlind> whenBlind, boolean hasBot, Duration soak, boolean placed) {
        this.placed = placed;
        this.whenBlind = whenBlind;
        this.hasBot = hasBot;
        this.soak = soak;
    }

    List<Settings.Group> groups() {
        return List.copyOf(groups);
    }

    /** Where everything that was read stands. */
    Places places(Cursor configuration) {
        return new Places(Optional.of(configuration), groupPlaces, objectivePlaces);
    }

    void read(Fields file) {
        Map<String, String> groupNames = new HashMap<>();
        file.need("groups", "[{name: mine, objectives: [...]}]", Optional::of)
                .map(at -> at.items("- name: intents"))
                .orElse(List.of())
                .forEach(item -> item.fields(Section.GROUP).ifPresent(in -> group(in, groupNames)));
    }

    private void group(Fields in, Map<String, String> groupNames) {
        String name = in.need("name", "intents", Scalars::line).orElse("");
        if (name.startsWith("(")) {
            in.wrong("name", "names in parentheses are the watchdog's own", "start it with another character");
        }
        in.at("name").ifPresent(at -> unique(name, at, groupNames, "the group "));
        Duration interval = in.get("interval", Scalars.duration(SHORTEST_INTERVAL), INTERVAL);
        Optional<List<Lane>> via = in.get("via", at -> Lanes.read(at, hasBot));
        List<Cursor> items = in.need(
                        "objectives", "[{name: ..., count: ..., expect: \"== 0\", on_breach: stop}]", Optional::of)
                .map(at -> at.items("- name: duplicate_intents"))
                .orElse(List.of());
        List<Objective> added = add(name, interval, via, items);
        if (placed) {
            added.forEach(one -> groupPlaces.putIfAbsent(one.name(), in.cursor()));
        }
    }

    /** A group of objectives that stand by themselves. */
    void read(String name, Duration interval, List<Cursor> objectives) {
        add(name, interval, Optional.empty(), objectives);
    }

    private List<Objective> add(String name, Duration interval, Optional<List<Lane>> via, List<Cursor> items) {
        List<Objective> objectives = new ArrayList<>();
        ObjectiveReader reader = new ObjectiveReader(name, via, whenBlind, hasBot, soak);
        items.forEach(item -> item.fields(Section.OBJECTIVE).ifPresent(fields -> {
            Optional<Objective> objective = reader.read(fields);
            fields.get("name", Cursor::text)
                    .ifPresent(text -> unique(text, fields.at("name").orElseThrow(), names, "the objective "));
            objective.ifPresent(objectives::add);
            objective.filter(one -> placed).ifPresent(one -> objectivePlaces.putIfAbsent(one.name(), fields.cursor()));
        }));
        groups.add(new Settings.Group(name, interval, List.copyOf(objectives)));
        return objectives;
    }

    private static void unique(String name, Cursor at, Map<String, String> seen, String what) {
        String before = seen.putIfAbsent(name, at.place());
        if (before != null && !name.isEmpty()) {
            at.wrong(what + at.shown() + " is there twice, first at " + before, "rename one of them");
        }
    }
}
