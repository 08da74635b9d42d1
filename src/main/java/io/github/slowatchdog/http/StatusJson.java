package io.github.slowatchdog.http;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Everything that {@code status} prints, as JSON. */
final class StatusJson {

    private StatusJson() {}

    static JsonObject status(Api api, Api.Sight sight) {
        Board board = sight.board();
        JsonObject gate = SoakJson.gate(api.name(), sight);
        JsonObject soak = (JsonObject) gate.remove("soak");
        return new JsonObject()
                .put("name", api.name())
                .put("phase", board.soak().phase())
                .put("version", api.build().version())
                .put("revision", api.build().revision())
                .put("at", board.at().toString())
                .put("last_beat", board.beat().toString())
                .put("gate", gate)
                .put("soak", soak)
                .put("phases", PhasesJson.of(api.phases().apply(board), board.soak()))
                .put("stop", stop(board.stop()))
                .put("lanes", lanes(board))
                .put("groups", groups(board))
                .put("objectives", ObjectiveJson.worst(sight))
                .put("more_objectives", Math.max(0, board.objectives().size() - ObjectiveJson.AT_ONCE));
    }

    private static JsonObject stop(Board.StopView stop) {
        return new JsonObject()
                .put("mode", stop.enforced() ? "enforce" : "shadow")
                .put("state", stop.state().word())
                .put("order", stop.order().map(StatusJson::order).orElse(null))
                .put("redis_up", stop.switchUp().orElse(null))
                .put("lease_held", stop.leaseHeld())
                .put("last_drill", stop.lastDrill().map(Instant::toString).orElse(null));
    }

    static JsonObject order(StopOrder order) {
        return new JsonObject()
                .put("id", order.id())
                .put("cause", order.cause().word())
                .put("slo", order.slo().isEmpty() ? null : order.slo())
                .put("reason", order.reason())
                .put("at", order.at().toString())
                .put("by", order.by());
    }

    private static JsonArray lanes(Board board) {
        JsonArray lanes = new JsonArray();
        for (Lane lane : Lane.values()) {
            Optional.ofNullable(board.lanes().get(lane))
                    .ifPresent(view -> lanes.add(new JsonObject()
                            .put("lane", lane.word())
                            .put("up", view.up())
                            .put(
                                    "clock_skew_seconds",
                                    view.skew().map(SoakJson::seconds).orElse(null))));
        }
        return lanes;
    }

    private static JsonArray groups(Board board) {
        return new JsonArray(board.groups().stream()
                .map(group -> new JsonObject()
                        .put("name", group.name())
                        .put("ticks_missed", group.ticksMissed())
                        .put("lag_seconds", SoakJson.seconds(group.lag())))
                .toList());
    }
}
