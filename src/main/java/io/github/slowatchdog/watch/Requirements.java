package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a soak requires for a pass, as objectives that only warn: measured by the same loop, shown by the soak alone. */
final class Requirements {

    static final String GROUP = "(required)";
    static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Longer than any soak. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private Requirements() {}

    /** What is required and has not happened, as one line for a person, with the reason if that is not known. */
    static String text(Watch required) {
        Objective need = required.objective();
        String unknown = required.lines().stream()
                .flatMap(line -> line.record.last().flatMap(Assessment::reason).stream()
                        .map(reason -> " (" + reason.word() + " on the lane "
                                + line.record.lane().word() + ")"))
                .collect(Collectors.joining());
        return need.indicator().query() + " " + need.expect().text() + unknown;
    }

    static List<Objective> of(SoakRules rules) {
        return rules.require().stream()
                .map(need -> silent(
                        GROUP, need.indicator(), need.expect(), need.indicator().usualLane(), NoData.UNKNOWN))
                .toList();
    }

    /** An objective that is measured and leads to nothing, named for its kind. */
    static Objective silent(String group, Indicator indicator, Expectation expect, Lane lane, NoData noData) {
        return new Objective(
                indicator.kind(),
                group,
                indicator,
                expect,
                Consequence.WARN,
                List.of(lane),
                Duration.ZERO,
                Optional.empty(),
                noData,
                Duration.ZERO,
                // never blind: what is missing just keeps whoever asks from passing
                NEVER,
                Consequence.WARN,
                Optional.empty(),
                true,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
    }
}
