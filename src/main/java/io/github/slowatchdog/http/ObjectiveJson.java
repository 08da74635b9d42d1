package io.github.slowatchdog.http;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objectives as JSON. What is not there is null, so that the form is always the same. */
final class ObjectiveJson {

    private ObjectiveJson() {}

    /** So many are told of at once: of more of them the worst. */
    static final int AT_ONCE = 1_000;

    /** All of them or, where they are very many, the worst, and these first. */
    static JsonArray worst(Api.Sight sight) {
        List<Board.ObjectiveView> all = sight.board().objectives();
        Stream<Board.ObjectiveView> told = all.size() <= AT_ONCE
                ? all.stream()
                : all.stream()
                        .sorted(Comparator.comparing(Board.ObjectiveView::verdict, Comparator.reverseOrder()))
                        .limit(AT_ONCE);
        return new JsonArray(told.map(view -> brief(view, sight.now())).toList());
    }

    /** One line of the table. */
    static JsonObject brief(Board.ObjectiveView view, Instant now) {
        Objective objective = view.objective();
        return new JsonObject()
                .put("name", objective.name())
                .put("group", objective.group())
                .put("verdict", view.verdict().word())
                .put("since", view.since().toString())
                .put("why", view.speaker().last().map(Assessment::why).orElse("nothing measured yet"))
                .put("kind", objective.indicator().kind())
                .put("query", objective.indicator().query())
                .put("expect", objective.expect().text())
                .put("on_breach", objective.onBreach().word())
                .put("shadow", objective.shadow())
                .put("breaches", view.breaches())
                .put(
                        "lanes",
                        new JsonArray(view.readings().stream()
                                .map(reading -> lane(reading, now))
                                .toList()));
    }

    /** The same with everything that explains it. */
    static JsonObject whole(Board.ObjectiveView view, Instant now) {
        Objective objective = view.objective();
        JsonObject body = brief(view, now)
                .put("summary", objective.notes().summary().orElse(null))
                .put("severity", objective.notes().severity().orElse(null))
                .put("runbook_url", objective.notes().runbookUrl().orElse(null))
                .put(
                        "labels",
                        new JsonObject(new LinkedHashMap<>(objective.notes().labels())))
                .put("for_seconds", SoakJson.seconds(objective.hold()))
                .put("blind_after_seconds", SoakJson.seconds(objective.blindAfter()))
                .put("when_blind", objective.whenBlind().word())
                .put("budget", BudgetJson.of(view))
                .put("evidence", view.breach().map(ObjectiveJson::evidence).orElse(null));
        List<Board.Reading> readings = view.readings();
        for (int i = 0; i < readings.size(); i++) {
            count(body.getJsonArray("lanes").getJsonObject(i), readings.get(i));
        }
        return body;
    }

    private static JsonObject lane(Board.Reading reading, Instant now) {
        Optional<Assessment> last = reading.last();
        Optional<Judged> worst = last.flatMap(Assessment::worst);
        return new JsonObject()
                .put("lane", reading.lane().word())
                .put("verdict", reading.verdict().word())
                .put("outcome", last.map(one -> one.outcome().word()).orElse(null))
                .put(
                        "reason",
                        last.flatMap(Assessment::reason).map(Reason::word).orElse(null))
                .put("why", last.map(Assessment::why).orElse(null))
                .put("value", value(worst.map(Judged::value)))
                .put(
                        "series",
                        worst.filter(one -> !one.labels().isEmpty())
                                .map(one -> one.labels().toString())
                                .orElse(null))
                .put("measured_at", last.map(one -> one.at().toString()).orElse(null))
                .put("sample_at", reading.newest().map(Instant::toString).orElse(null))
                .put(
                        "sample_age_seconds",
                        reading.newest()
                                .map(newest -> SoakJson.seconds(Duration.between(newest, now)))
                                .orElse(null));
    }

    /** A number stays a number where JSON has it; NaN, infinities and everything else are text. */
    private static @Nullable Object value(Optional<Value> value) {
        if (value.isEmpty() || !(value.get() instanceof Value.Num num) || !Double.isFinite(num.number())) {
            return value.map(Value::toString).orElse(null);
        }
        double number = num.number();
        return number == (long) number ? (Object) (long) number : (Object) number;
    }

    private static void count(JsonObject lane, Board.Reading reading) {
        JsonObject outcomes = new JsonObject();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.word(), reading.outcomes().of(outcome));
        }
        JsonObject unknowns = new JsonObject();
        for (Reason reason : Reason.values()) {
            if (reading.unknowns().containsKey(reason)) {
                unknowns.put(reason.word(), reading.unknowns().get(reason));
            }
        }
        lane.put("outcomes", outcomes)
                .put("unknown_reasons", unknowns)
                .put(
                        "samples",
                        new JsonArray(reading.last().map(Assessment::samples).orElse(List.of())));
    }

    private static JsonObject evidence(Evidence evidence) {
        Lane lane = evidence.lane();
        return new JsonObject()
                .put("lane", lane.word())
                .put("query", evidence.query())
                .put("expected", evidence.expected())
                .put("value", evidence.value())
                .put("series", evidence.series())
                .put("sample_at", evidence.sampleAt().toString())
                .put("decided_at", evidence.decidedAt().toString())
                .put("why", evidence.why())
                .put("samples", new JsonArray(evidence.samples()));
    }
}
