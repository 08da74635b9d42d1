package io.github.slowatchdog.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fast bad events use the budget of the soak up, and how much of it they have used. What is judged is the worst of
 *
 * <pre>
 *  for each pair of windows   min(burn over the long one, burn over the short one) / rate
 *  for the whole soak         budget spent
 *
 *  burn over a window         bad / total / allowed  ×  the part of the window that lies in the soak
 * </pre>
 *
 * each of which is too much above 1. Time before the soak has used nothing up, and traffic is taken as even, as every burn rate
 * does: a tenth of the time is a tenth of the budget.
 */
final class BurnLedger implements Ledger {

    private static final MathContext SHOWN = new MathContext(3);

    private final ErrorBudget budget;
    private final long minEvents;
    private final List<Buckets> badIn;
    private final List<Buckets> totalIn;
    private final BadOfAll events;
    /** When the time of the budget began; not known before the first answer. */
    private Instant since = Instant.MAX;

    private Optional<BudgetStand> stand = Optional.empty();

    BurnLedger(Indicator.Burn burn, Lane lane) {
        this.budget = burn.budget();
        this.minEvents = burn.minEvents();
        this.badIn = budget.windows().stream().map(Buckets::new).toList();
        this.totalIn = budget.windows().stream().map(Buckets::new).toList();
        this.events = new BadOfAll(Optional.empty(), lane, badIn, totalIn);
    }

    @Override
    public boolean hasLeft() {
        return events.hasLeft();
    }

    @Override
    public LedgerState.Burnt state() {
        return new LedgerState.Burnt(
                events.bad.state(),
                events.total.state(),
                since,
                badIn.stream().map(Buckets::state).toList(),
                totalIn.stream().map(Buckets::state).toList());
    }

    @Override
    public void resume(LedgerState state) {
        LedgerState.Burnt burnt = (LedgerState.Burnt) state;
        events.bad.resume(burnt.bad());
        events.total.resume(burnt.total());
        since = burnt.since();
        for (int i = 0; i < badIn.size(); i++) {
            badIn.get(i).resume(burnt.badIn().get(i));
            totalIn.get(i).resume(burnt.totalIn().get(i));
        }
    }

    @Override
    public void beginAnew(Instant now) {
        events.beginAnew(now);
        since = now;
        stand = Optional.empty();
    }

    @Override
    public void clockSet(Duration by) {
        since = since.equals(Instant.MAX) ? since : since.plus(by);
    }

    /** How the budget burns in one window. */
    private record Burning(Duration window, double bad, double all, double burn) {
        String told() {
            return shown(burn) + "x over " + Spans.text(window) + " (" + of(bad, all) + ")";
        }
    }

    /** One limit, and how far it is used: above 1 is too much. */
    private record Limit(Labels labels, double used, String told) {}

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        since = since.equals(Instant.MAX) ? scope.began() : since;
        Optional<Targets.Trouble> gap = events.take(samples, targets, scope);
        List<Burning> burning = burning(samples.at());
        if (BadOfAll.tellsNothing(gap)) {
            return Reading.of(List.of(), gap);
        }
        double spent = budget.burn(events.bad.total(), events.total.total()) * inSoak(budget.period(), samples.at());
        stand = Optional.of(stand(burning, spent));
        List<Limit> limits = new ArrayList<>();
        budget.pairs().forEach(pair -> limits.add(limit(pair, burning)));
        limits.add(whole(spent));
        Limit worst =
                limits.stream().max(Comparator.comparingDouble(Limit::used)).orElseThrow();
        Optional<Instant> newest = events.total.newestKnown();
        List<Judged> values = limits.stream()
                .map(limit -> new Judged(
                        limit.labels(), newest.orElse(samples.at()), Value.of(limit.used()), events.hasNews()))
                .toList();
        Burning longest = burning.get(burning.size() - 1);
        Optional<String> idle = longest.all() >= minEvents
                ? Optional.empty()
                : Optional.of(Value.format(longest.all()) + " events in the last " + Spans.text(longest.window()) + ", "
                        + minEvents + " are needed to judge");
        boolean few = worst.used() == 1 && events.bad.total() < budget.minBadEvents();
        String told = worst.used() > 1
                ? worst.told()
                : summary(spent) + (few ? ", and fewer than " + budget.minBadEvents() + " bad events are no burn" : "");
        return new Reading(values, gap, idle, newest, 0, evidence(burning, spent), Optional.of(told));
    }

    private List<Burning> burning(Instant now) {
        List<Burning> burning = new ArrayList<>();
        for (int i = 0; i < badIn.size(); i++) {
            Duration window = badIn.get(i).window();
            double bad = badIn.get(i).count(now);
            double all = totalIn.get(i).count(now);
            burning.add(new Burning(window, bad, all, budget.burn(bad, all) * inSoak(window, now)));
        }
        return burning;
    }

    /** Which part of a window lies in the soak. */
    private double inSoak(Duration window, Instant now) {
        double part = (double) Duration.between(since, now).toMillis() / window.toMillis();
        return Math.max(0, Math.min(1, part));
    }

    private Limit limit(BurnPair pair, List<Burning> burning) {
        Burning lasting = in(pair.lasting(), burning);
        Burning recent = in(pair.recent(), burning);
        String told = "the budget of " + budget.objective() + " burns faster than " + shown(pair.rate()) + "x: "
                + lasting.told() + (lasting.equals(recent) ? "" : ", " + recent.told());
        return limit(pair.windows(), lasting.bad(), Math.min(lasting.burn(), recent.burn()) / pair.rate(), told);
    }

    private Limit whole(double spent) {
        return limit("the soak", events.bad.total(), spent, "the budget is spent: " + summary(spent));
    }

    /** With too few bad events nothing is too much. */
    private Limit limit(String over, double bad, double used, String told) {
        return new Limit(Labels.of("over", over), bad < budget.minBadEvents() ? Math.min(1, used) : used, told);
    }

    private static Burning in(Duration window, List<Burning> burning) {
        return burning.stream()
                .filter(one -> one.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    private BudgetStand stand(List<Burning> burning, double spent) {
        return new BudgetStand(
                budget,
                1 - spent,
                events.bad.total(),
                events.total.total(),
                burning.stream()
                        .map(one -> new BudgetStand.Rate(one.window(), one.burn()))
                        .toList());
    }

    private List<String> evidence(List<Burning> burning, double spent) {
        List<String> lines = new ArrayList<>(events.bad.evidence());
        budget.pairs().forEach(pair -> {
            Burning lasting = in(pair.lasting(), burning);
            Burning recent = in(pair.recent(), burning);
            lines.add("limit " + shown(pair.rate()) + "x: " + lasting.told()
                    + (lasting.equals(recent) ? "" : ", " + recent.told()));
        });
        lines.add(summary(spent));
        return lines;
    }

    private String summary(double spent) {
        return shown(spent * 100) + "% of the budget of " + Spans.text(budget.period()) + " spent ("
                + of(events.bad.total(), events.total.total()) + ")";
    }

    private static String of(double bad, double all) {
        return Value.format(bad) + " bad of " + Value.format(all);
    }

    private static String shown(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).round(SHOWN).stripTrailingZeros();
        return rounded.toPlainString();
    }

    @Override
    public Optional<Value> overSoak() {
        double all = events.total.total();
        return all >= minEvents ? Optional.of(Value.of(budget.burn(events.bad.total(), all))) : Optional.empty();
    }

    @Override
    public Optional<LaneRecord.Totals> totals() {
        return events.totals();
    }

    @Override
    public Optional<BudgetStand> budget() {
        return stand;
    }
}
