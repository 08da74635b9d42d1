package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the rules can be judged by a store alone.
 *
 * @param groups with the prometheus lane only, at intervals of whole seconds
 * @param notJudged why not, by the name of the objective
 */
record Judgeable(List<Settings.Group> groups, Map<String, String> notJudged) {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    Judgeable {
        groups = List.copyOf(groups);
        notJudged = new TreeMap<>(notJudged);
    }

    static Judgeable of(Settings settings, Optional<Duration> step, Set<String> only) {
        List<Settings.Group> groups = new ArrayList<>();
        Map<String, String> notJudged = new TreeMap<>();
        for (Settings.Group group : settings.groups()) {
            List<Objective> judged = new ArrayList<>();
            for (Objective objective : group.objectives()) {
                if (!only.isEmpty() && !only.contains(objective.name())) {
                    continue;
                }
                Optional<String> why = why(objective);
                why.ifPresent(reason -> notJudged.put(objective.name(), reason));
                if (why.isEmpty()) {
                    judged.add(objective.on(List.of(Lane.PROMETHEUS)));
                }
            }
            if (!judged.isEmpty()) {
                groups.add(new Settings.Group(group.name(), step.orElse(whole(group.interval())), judged));
            }
        }
        return new Judgeable(groups, notJudged);
    }

    private static Duration whole(Duration interval) {
        return Duration.ofSeconds((interval.toMillis() + 999) / 1000);
    }

    /** Why a store alone cannot tell how this stood; empty if it can. */
    private static Optional<String> why(Objective objective) {
        if (objective.indicator() instanceof Indicator.Probe) {
            return Optional.of("a probe has no history");
        }
        if (!objective.lanes().contains(Lane.PROMETHEUS)) {
            return Optional.of("the bot's own page has no history; read it via prometheus, too");
        }
        return objective
                .when()
                .filter(Condition.WhenProbe.class::isInstance)
                .map(any -> "its `when` is a probe, which has no history");
    }

    static boolean isStored(Indicator asked) {
        return !(asked instanceof Indicator.Probe);
    }

    /** What is asked, and how often. */
    Map<Indicator, Duration> questions() {
        Map<Indicator, Duration> questions = new HashMap<>();
        for (Settings.Group group : groups) {
            for (Objective objective : group.objectives()) {
                questions.merge(objective.indicator(), group.interval(), Judgeable::shorter);
                objective
                        .when()
                        .flatMap(Condition::indicator)
                        .ifPresent(asked -> questions.merge(asked, group.interval(), Judgeable::shorter));
            }
        }
        return questions;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** How far apart the beats must be so that every group is measured in time. */
    Duration beat() {
        boolean slow = groups.stream().allMatch(group -> group.interval().toMillis() % BEAT.toMillis() == 0);
        return slow ? BEAT : SECOND;
    }
}
