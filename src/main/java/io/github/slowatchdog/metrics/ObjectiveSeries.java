package io.github.slowatchdog.metrics;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.BudgetStand;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Spans;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The series of one objective. */
final class ObjectiveSeries {

    /** The metrics that each objective has. */
    static final Set<MetricName> NAMES = Set.copyOf(EnumSet.range(MetricName.VERDICT, MetricName.OBJECTIVE_INFO));

    private ObjectiveSeries() {}

    static void add(Families families, Board.ObjectiveView view, Instant now) {
        Objective objective = view.objective();
        for (Verdict verdict : Verdict.values()) {
            families.add(MetricName.VERDICT, verdict == view.verdict(), objective.name(), verdict.word());
        }
        families.add(MetricName.THRESHOLD, objective.expect().threshold().orElse(Double.NaN), objective.name());
        families.add(MetricName.BREACHES, view.breaches(), objective.name());
        if (families.shows(MetricName.OBJECTIVE_INFO)) {
            families.add(MetricName.OBJECTIVE_INFO, 1, info(objective));
        }
        if (objective.indicator() instanceof Indicator.Burn burn) {
            addBudget(families, objective.name(), burn.budget(), view.budget());
        }
        view.readings().forEach(reading -> add(families, objective.name(), reading, now));
    }

    private static void addBudget(Families families, String slo, ErrorBudget budget, Optional<BudgetStand> stand) {
        families.add(
                MetricName.BUDGET_REMAINING, stand.map(BudgetStand::remaining).orElse(Double.NaN), slo);
        Map<Duration, Double> burning = stand.map(BudgetStand::rates).orElse(List.of()).stream()
                .collect(Collectors.toMap(BudgetStand.Rate::window, BudgetStand.Rate::burn));
        budget.windows()
                .forEach(window -> families.add(
                        MetricName.BURN_RATE, burning.getOrDefault(window, Double.NaN), slo, Spans.text(window)));
    }

    private static void add(Families families, String slo, Board.Reading reading, Instant now) {
        String lane = reading.lane().word();
        for (Outcome outcome : Outcome.values()) {
            families.add(MetricName.MEASUREMENTS, reading.outcomes().of(outcome), slo, lane, outcome.word());
        }
        for (Reason reason : Reason.values()) {
            families.add(MetricName.UNKNOWN, reading.unknowns().getOrDefault(reason, 0L), slo, lane, reason.word());
        }
        // an unknown or idle measurement has no value: it is not a number then, instead of an old value that looks new
        families.add(MetricName.VALUE, number(reading).orElse(Double.NaN), slo, lane);
        // it goes on growing while nothing can be measured
        families.add(
                MetricName.SAMPLE_AGE,
                reading.newest()
                        .map(newest -> Families.seconds(Duration.between(newest, now)))
                        .orElse(Double.NaN),
                slo,
                lane);
    }

    private static Optional<Double> number(Board.Reading reading) {
        return reading.last()
                .flatMap(Assessment::worst)
                .map(Judged::value)
                .filter(Value.Num.class::isInstance)
                .map(value -> ((Value.Num) value).number());
    }

    /** The labels of the info series, and those that the rule file gives it; ours win where both have the same name. */
    private static Labels info(Objective objective) {
        Map<String, String> labels = new TreeMap<>();
        objective.notes().labels().forEach((name, value) -> labels.put(legal(name), value));
        labels.put("slo", objective.name());
        labels.put("group", objective.group());
        labels.put(
                "on_breach",
                objective.shadow() ? "shadow" : objective.onBreach().word());
        labels.put("severity", objective.notes().severity().orElse(""));
        labels.put("lanes", objective.lanes().stream().map(Lane::word).collect(Collectors.joining(",")));
        Labels.Builder builder = Labels.builder();
        labels.forEach(builder::label);
        return builder.build();
    }

    /** A name that every Prometheus takes as that of a label, also those from before UTF-8 names. */
    private static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9_]", "_");
        return legal.matches("[a-zA-Z].*|_[a-zA-Z0-9].*") ? legal : "label_" + legal;
    }
}
