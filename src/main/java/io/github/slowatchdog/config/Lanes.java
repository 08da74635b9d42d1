package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code via}, and tells which lanes an indicator of some kind can be read on. */
final class Lanes {

    static final Map<String, Lane> WORDS =
            new TreeMap<>(Map.of(Lane.PROMETHEUS.word(), Lane.PROMETHEUS, Lane.BOT.word(), Lane.BOT));

    private Lanes() {}

    static Optional<List<Lane>> read(Cursor via, boolean hasBot) {
        List<Lane> lanes = new ArrayList<>();
        for (Cursor item : via.items("[bot, prometheus]")) {
            Optional<Lane> lane = Scalars.oneOf(WORDS).apply(item);
            if (lane.isPresent() && lanes.contains(lane.get())) {
                item.wrong("the lane " + item.shown() + " is there twice", "name it once");
            } else {
                lane.ifPresent(lanes::add);
            }
            if (lane.equals(Optional.of(Lane.BOT)) && !hasBot) {
                item.wrong(
                        "the configuration does not say where the bot's own metrics are",
                        "add `bot: {metrics: http://localhost:8090/metrics}` to it, or use [prometheus]");
            }
        }
        return Optional.of(List.copyOf(lanes)).filter(some -> !some.isEmpty());
    }

    /** The lanes of an objective: its own, else its group's, else prometheus; a probe asks its own address. */
    static List<Lane> of(Fields objective, String kind, Optional<List<Lane>> own, Optional<List<Lane>> group) {
        if (kind.equals("probe")) {
            if (objective.has("via")) {
                objective.wrong("via", "via does not go with probe, which asks its own url", "remove it");
            }
            return List.of(Lane.DIRECT);
        }
        List<Lane> lanes = own.or(() -> group).orElse(List.of(Lane.PROMETHEUS));
        if (kind.equals("expr") && lanes.contains(Lane.BOT)) {
            String origin = objective.has("via") ? "via names" : "via of the group names";
            objective.wrong(
                    objective.has("via") ? "via" : "expr",
                    "only Prometheus can answer an expr, and " + origin + " the lane bot",
                    "write `via: [prometheus]` for this objective, or use count, changes, ratio, gauge or state");
        }
        return lanes;
    }
}
