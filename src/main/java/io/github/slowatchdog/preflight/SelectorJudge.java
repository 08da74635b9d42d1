package io.github.slowatchdog.preflight;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether each selector matches what it should, on each lane on which it is read (pitfalls P2, P12, P37, P38). */
final class SelectorJudge {

    private final Map<Lane, Map<Indicator, Measurement>> answers;
    private final Map<String, Set<String>> labels;
    private final Map<String, String> bot;

    /**
     * @param answers by lane; a lane that could not be asked at all is not there
     * @param labels names of labels by metric, where a selector matches nothing
     * @param bot the labels by which the bot is known
     */
    SelectorJudge(
            Map<Lane, Map<Indicator, Measurement>> answers, Map<String, Set<String>> labels, Map<String, String> bot) {
        this.answers = answers;
        this.labels = labels;
        this.bot = bot;
    }

    List<Finding> of(Asked asked) {
        List<Finding> findings = new ArrayList<>();
        List<Selector> selectors = asked.indicator().selectors();
        for (int n = 0; n < selectors.size(); n++) {
            List<String> empty = new ArrayList<>();
            for (Lane lane : asked.lanes()) {
                Measurement answer = answers.getOrDefault(lane, Map.of()).get(asked.indicator());
                if (answer instanceof Measurement.Failure failure && n == 0) {
                    findings.add(failed(asked, lane, failure));
                } else if (answer instanceof Measurement.Samples samples) {
                    List<Series> found = samples.bySelector().get(n);
                    if (found.isEmpty()) {
                        empty.add(lane.word());
                    } else if (lane == Lane.PROMETHEUS) {
                        others(asked, n, found, findings);
                    }
                }
            }
            if (!empty.isEmpty()) {
                empty(asked, n, String.join(" and ", empty), findings);
            }
        }
        return findings;
    }

    private static Finding failed(Asked asked, Lane lane, Measurement.Failure failure) {
        return new Finding(
                Code.EXPRESSION_FAILS,
                asked.place(),
                "on the lane " + lane.word() + ": " + failure.reason().word() + ": " + failure.detail(),
                "docs/runbook.md has a row on " + failure.reason().word());
    }

    private void empty(Asked asked, int n, String lanes, List<Finding> findings) {
        Selector selector = asked.indicator().selectors().get(n);
        Set<String> known = labels.getOrDefault(selector.metric(), Set.of());
        Set<String> unknown = selector.matchers().stream()
                .filter(matcher -> !matcher.matches(Labels.NONE))
                .map(Matcher::label)
                .filter(label -> !known.contains(label))
                .collect(Collectors.toCollection(TreeSet::new));
        String what = selector + " matches nothing on the lane" + (lanes.contains(" ") ? "s " : " ") + lanes;
        // bad requests that never happened are no series, and 0 of them is right
        boolean bad = asked.indicator() instanceof Indicator.Division && n == 0;
        boolean mayCome = asked.emptyIsFine() || bad;
        if (!known.isEmpty() && !unknown.isEmpty()) {
            findings.add(new Finding(
                    mayCome ? Code.SELECTOR_UNKNOWN_LABEL : Code.SELECTOR_EMPTY,
                    asked.selector(n),
                    what + ": no series of " + selector.metric() + " has the label " + String.join(", ", unknown),
                    "correct it; the labels are " + String.join(", ", withoutName(known))));
            return;
        }
        if (bad && !known.isEmpty()) {
            return;
        }
        findings.add(new Finding(
                mayCome ? Code.COUNTER_NOT_CREATED : Code.SELECTOR_EMPTY,
                asked.selector(n),
                what + (known.isEmpty() || !lanes.contains("prometheus") ? "" : "; the metric itself is there"),
                mayCome
                        ? "let the bot create it with 0 at its start, with every label that is asked for; until then compare the"
                                + " name with the bot's code"
                        : "compare name and labels with the bot's own page; if the bot creates it with the first event only, write"
                                + " `no_data: met`, or better let it create it with 0"));
    }

    private static Set<String> withoutName(Set<String> labels) {
        Set<String> others = new TreeSet<>(labels);
        others.remove(Labels.NAME);
        return others;
    }

    private void others(Asked asked, int n, List<Series> found, List<Finding> findings) {
        Selector selector = asked.indicator().selectors().get(n);
        Set<String> named = selector.matchers().stream().map(Matcher::label).collect(Collectors.toSet());
        bot.forEach((label, own) -> {
            Set<String> others = found.stream()
                    .map(series -> series.labels().get(label))
                    .filter(value -> !value.isEmpty() && !value.equals(own))
                    .limit(3)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!named.contains(label) && !others.isEmpty()) {
                findings.add(new Finding(
                        Code.OTHER_JOB,
                        asked.selector(n),
                        selector + " also matches series with " + label + " " + String.join(", ", others)
                                + ", and the bot's is " + own,
                        "add " + label + "=\"" + own + "\" to the selector"));
            }
        });
    }
}
