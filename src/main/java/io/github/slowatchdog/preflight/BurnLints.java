package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Value;
import java.util.List;

/** Limits of burn rates against what can happen at all. */
final class BurnLints {

    private BurnLints() {}

    static List<Finding> of(Asked asked) {
        if (!(asked.indicator() instanceof Indicator.Burn burn)) {
            return List.of();
        }
        ErrorBudget budget = burn.budget();
        return budget.pairs().stream()
                .filter(pair -> pair.rate() >= budget.fastest())
                .map(pair -> new Finding(
                        Code.BURN_OUT_OF_REACH,
                        asked.windowPlace(),
                        "the limit of " + Value.format(pair.rate()) + "x over " + Durations.text(pair.lasting())
                                + " cannot be crossed: with every event bad, a budget of " + budget.objective()
                                + " burns at " + Value.format(Math.round(budget.fastest() * 100) / 100.0) + "x",
                        "write `windows` with lower rates, or a higher objective"))
                .toList();
    }
}
