package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What a backtest came to, as one JSON object. */
public final class BacktestJson {

    private BacktestJson() {}

    /** @param suggest with what thresholds the history would have kept */
    public static JsonObject of(Backtested told, boolean suggest) {
        JsonArray incidents = new JsonArray();
        told.findings().incidents().forEach(one -> incidents.add(incident(one)));
        JsonArray events = new JsonArray();
        told.findings()
                .events()
                .forEach(event -> events.add(
                        new JsonObject().put("at", event.at().toString()).put("what", event.what())));
        JsonArray objectives = new JsonArray();
        told.objectives().forEach(view -> objectives.add(objective(told, view, suggest)));
        JsonObject notJudged = new JsonObject();
        told.notJudged().forEach(notJudged::put);
        JsonArray unread = new JsonArray();
        told.findings()
                .unread()
                .forEach(one -> unread.add(new JsonObject()
                        .put("query", one.query())
                        .put("after", one.after().toString())
                        .put("up_to", one.upTo().toString())
                        .put("why", one.why())));
        return new JsonObject()
                .put("name", told.name())
                .put("phase", told.phase())
                .put("from", told.from().toString())
                .put("to", told.to().toString())
                .put("answer", told.answer().name().toLowerCase(Locale.ROOT))
                .put("samples", told.cost().samples())
                .put("incidents", incidents)
                .put("events", events)
                .put("objectives", objectives)
                .put("not_judged", notJudged)
                .put("not_read", unread)
                .put("soak", soak(told))
                .put("stop", told.order().map(BacktestJson::order).orElse(null));
    }

    private static JsonObject incident(Findings.Incident one) {
        JsonObject evidence = new JsonObject();
        one.evidence().asData().forEach(evidence::put);
        return new JsonObject()
                .put("at", one.at().toString())
                .put("slo", one.slo())
                .put("verdict", one.verdict().word())
                .put("consequence", one.consequence().word())
                .put("shadow", one.shadow())
                .put("why", one.evidence().why())
                .put("evidence", evidence);
    }

    private static JsonObject objective(Backtested told, Board.ObjectiveView view, boolean suggest) {
        String name = view.objective().name();
        JsonObject json = new JsonObject()
                .put("slo", name)
                .put("expect", view.objective().expect().text())
                .put("verdict", view.verdict().word())
                .put("breaches", told.findings().count(name, Verdict.BREACH))
                .put("blind", told.findings().count(name, Verdict.BLIND));
        for (Outcome outcome : Outcome.values()) {
            json.put(outcome.word(), Backtested.count(view, outcome));
        }
        Distribution spread = told.findings().values().getOrDefault(name, new Distribution());
        if (suggest && spread.count() > 0) {
            json.put(
                    "values",
                    new JsonObject()
                            .put("count", spread.count())
                            .put("min", spread.least())
                            .put("median", spread.quantile(0.5))
                            .put("p99", spread.quantile(0.99))
                            .put("max", spread.greatest()));
            LevelSuggestion.of(view.objective(), spread).ifPresent(level -> json.put("suggested_expect", level));
        }
        return json;
    }

    private static JsonObject soak(Backtested told) {
        return new JsonObject()
                .put("verdict", told.soak().verdict().word())
                .put("why", told.soak().why())
                .put("clean_seconds", told.soak().clean().toSeconds())
                .put("window_seconds", told.soak().rules().window().toSeconds())
                .put("blind_seconds", told.soak().blind().toSeconds());
    }

    private static JsonObject order(StopOrder order) {
        return new JsonObject()
                .put("at", order.at().toString())
                .put("slo", order.slo())
                .put("cause", order.cause().word())
                .put("reason", order.reason());
    }
}
