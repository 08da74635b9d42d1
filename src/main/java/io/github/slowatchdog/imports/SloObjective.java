package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import io.github.slowatchdog.slo.Selector;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One objective of an OpenSLO document.
 *
 * <pre>
 *  ratioMetric, bad and total plain counters             ratio with burn
 *  ratioMetric, good is total with one matcher more      the same: the rest of total is bad
 *  ratioMetric, good another counter                     ratio of good events in a window
 *  ratioMetric, anything else                            expr, the quotient written out
 *  thresholdMetric                                       gauge, or expr
 * </pre>
 */
final class SloObjective {

    private static final String WINDOW = "1h";
    private static final Map<String, String> OPERATORS = Map.of("lte", "<=", "gte", ">=", "lt", "<", "gt", ">");

    private final ForeignYaml slo;
    private final ForeignYaml objective;
    private final OpenSlo.Catalogue catalogue;
    private final Draft draft;

    SloObjective(ForeignYaml slo, ForeignYaml objective, OpenSlo.Catalogue catalogue, Draft draft) {
        this.slo = slo;
        this.objective = objective;
        this.catalogue = catalogue;
        this.draft = draft;
    }

    /**
     * Fills in what is judged.
     *
     * @param notes is told what is not carried over
     * @return whether something is
     */
    boolean translate(List<Note> notes) {
        Optional<ForeignYaml> indicator = indicator(notes);
        Optional<BigDecimal> target = target(notes);
        if (indicator.isEmpty() || target.isEmpty()) {
            return false;
        }
        boolean judged = indicator.get().at("spec", "ratioMetric").isPresent()
                ? ratio(indicator.get().at("spec", "ratioMetric").get(), target.get(), notes)
                : indicator
                        .get()
                        .at("spec", "thresholdMetric")
                        .map(metric -> threshold(metric, target.get(), notes))
                        .orElseGet(() -> {
                            notes.add(new Note(
                                    indicator.get().place(),
                                    "the indicator has neither ratioMetric nor thresholdMetric"));
                            return false;
                        });
        new BudgetTerms(slo, objective, catalogue).note(notes, draft);
        return judged;
    }

    private Optional<ForeignYaml> indicator(List<Note> notes) {
        for (ForeignYaml outer : List.of(objective, slo.at("spec").orElse(slo))) {
            Optional<ForeignYaml> inside = outer.at("indicator");
            if (inside.isPresent()) {
                return inside;
            }
            Optional<String> named = outer.text("indicatorRef");
            if (named.isPresent()) {
                Optional<ForeignYaml> found = catalogue.find("SLI", named.get());
                if (found.isEmpty()) {
                    notes.add(new Note(
                            outer.at("indicatorRef").orElse(outer).place(),
                            "there is no SLI " + named.get() + " in the files that were named"));
                }
                return found;
            }
        }
        notes.add(new Note(objective.place(), "there is no indicator"));
        return Optional.empty();
    }

    /** The share of what is good: above 0, at most 1. */
    private Optional<BigDecimal> target(List<Note> notes) {
        Optional<BigDecimal> share = objective
                .text("target")
                .flatMap(SloObjective::number)
                .or(() -> objective
                        .text("targetPercent")
                        .flatMap(SloObjective::number)
                        .map(percent -> percent.movePointLeft(2)))
                .filter(target -> target.signum() > 0 && target.compareTo(BigDecimal.ONE) <= 0);
        if (share.isEmpty()) {
            notes.add(new Note(objective.place(), "there is no target above 0 and not above 1"));
        }
        return share;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            // a longer one, or an exponent, is no number that a person has written
            return text.matches("[-+]?[0-9.]{1,30}") ? Optional.of(new BigDecimal(text)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String percent(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).stripTrailingZeros();
        return percent.toPlainString() + "%";
    }

    private boolean ratio(ForeignYaml metric, BigDecimal target, List<Note> notes) {
        Optional<ForeignYaml> raw = metric.at("raw");
        if (raw.isPresent()) {
            Optional<MetricQuery> query = MetricQuery.of(raw.get(), catalogue, notes);
            query.ifPresent(
                    share -> share(share.text(), !metric.text("rawType").equals(Optional.of("failure")), target));
            return query.isPresent();
        }
        boolean isBad = metric.at("bad").isPresent();
        Optional<MetricQuery> part =
                metric.at(isBad ? "bad" : "good").flatMap(at -> MetricQuery.of(at, catalogue, notes));
        Optional<MetricQuery> total = metric.at("total").flatMap(at -> MetricQuery.of(at, catalogue, notes));
        if (part.isEmpty() || total.isEmpty()) {
            notes.add(new Note(metric.place(), "a ratio needs total, and good or bad"));
            return false;
        }
        boolean counts = !metric.text("counter").equals(Optional.of("false"));
        Optional<Selector> some = part.get().counter().filter(any -> counts);
        Optional<Selector> all = total.get().counter().filter(any -> counts);
        if (some.isPresent() && all.isPresent() && !some.equals(all)) {
            counted(some.get(), all.get(), isBad, target, part.get(), notes);
        } else {
            notes.add(
                    new Note(
                            part.get().place(),
                            "not two plain counters, so that nothing can be counted exactly: the quotient is judged as it is answered"));
            share(part.get().operand() + " / " + total.get().operand(), !isBad, target);
        }
        return true;
    }

    private void counted(
            Selector part, Selector total, boolean isBad, BigDecimal target, MetricQuery query, List<Note> notes) {
        Optional<Selector> bad = isBad ? Optional.of(part) : PlainCounter.rest(part, total);
        if (bad.isPresent() && target.compareTo(BigDecimal.ONE) == 0) {
            draft.put("count", bad.get().toString()).put("expect", "== 0").put("no_data", "met");
            notes.add(new Note(objective.place(), "a target of 100 % leaves no budget: each bad event is counted"));
        } else if (bad.isPresent()) {
            Map<String, Object> ratio = new LinkedHashMap<>();
            ratio.put("bad", bad.get().toString());
            ratio.put("total", total.toString());
            ratio.put("burn", Map.of("objective", percent(target)));
            draft.put("ratio", ratio);
        } else {
            Map<String, Object> ratio = new LinkedHashMap<>();
            ratio.put("bad", part.toString());
            ratio.put("total", total.toString());
            ratio.put("window", WINDOW);
            draft.put("ratio", ratio).put("expect", ">= " + percent(target));
            notes.add(new Note(
                    query.place(),
                    "what is bad cannot be told from good and total, so that `bad` counts the good events, in a window of "
                            + WINDOW + " and over the whole soak, instead of a budget"));
        }
    }

    /** A share that somebody else has worked out. */
    private void share(String expr, boolean ofGood, BigDecimal target) {
        draft.put("expr", expr)
                .put("expect", ofGood ? ">= " + percent(target) : "<= " + percent(BigDecimal.ONE.subtract(target)));
    }

    private boolean threshold(ForeignYaml metric, BigDecimal target, List<Note> notes) {
        Optional<MetricQuery> query = MetricQuery.of(metric, catalogue, notes);
        Optional<String> operator = objective.text("op").map(OPERATORS::get);
        Optional<BigDecimal> value = objective.text("value").flatMap(SloObjective::number);
        if (query.isEmpty() || operator.isEmpty() || value.isEmpty()) {
            notes.add(new Note(objective.place(), "a threshold needs a query, op (lte, gte, lt, gt) and value"));
            return false;
        }
        Optional<String> gauge = Optional.of(query.get().text()).filter(SloObjective::isSelector);
        draft.put(gauge.isPresent() ? "gauge" : "expr", query.get().text())
                .put(
                        "expect",
                        operator.get() + " " + value.get().stripTrailingZeros().toPlainString());
        if (target.compareTo(BigDecimal.ONE) < 0) {
            notes.add(new Note(
                    objective.place(),
                    "the target of " + percent(target)
                            + " is not carried over: every value has to be as expected, which is"
                            + " stricter; use `for` to bear some"));
        }
        return true;
    }

    private static boolean isSelector(String query) {
        try {
            Selector.parse(query);
            return true;
        } catch (io.github.slowatchdog.slo.SyntaxException e) {
            return false;
        }
    }
}
