package io.github.slowatchdog.http;

import io.github.slowatchdog.slo.BudgetStand;
import io.github.slowatchdog.slo.BurnPair;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Spans;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The error budget of an objective as JSON. */
final class BudgetJson {

    private BudgetJson() {}

    /** Null for an objective without one. */
    static @Nullable JsonObject of(Board.ObjectiveView view) {
        return view.objective().indicator() instanceof Indicator.Burn burn
                ? budget(burn.budget(), view.budget())
                : null;
    }

    private static JsonObject budget(ErrorBudget budget, Optional<BudgetStand> stand) {
        JsonObject burn = new JsonObject();
        budget.windows().forEach(window -> burn.putNull(Spans.text(window)));
        stand.ifPresent(known -> known.rates().forEach(rate -> burn.put(Spans.text(rate.window()), rate.burn())));
        return new JsonObject()
                .put("objective", budget.objective())
                .put("period_seconds", SoakJson.seconds(budget.period()))
                .put("min_bad_events", budget.minBadEvents())
                .put("remaining_ratio", stand.map(BudgetStand::remaining).orElse(null))
                .put("bad_events", stand.map(BudgetStand::bad).orElse(null))
                .put("total_events", stand.map(BudgetStand::all).orElse(null))
                .put("burn_rate", burn)
                .put(
                        "limits",
                        new JsonArray(
                                budget.pairs().stream().map(BudgetJson::limit).toList()));
    }

    private static JsonObject limit(BurnPair pair) {
        return new JsonObject()
                .put("rate", pair.rate())
                .put("long", Spans.text(pair.lasting()))
                .put("short", Spans.text(pair.recent()));
    }
}
