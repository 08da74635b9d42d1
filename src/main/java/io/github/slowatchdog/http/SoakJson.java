package io.github.slowatchdog.http;

import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** The soak and the gate as JSON. */
final class SoakJson {

    private SoakJson() {}

    static JsonObject soak(Board.SoakView soak) {
        Duration left = soak.window().minus(soak.clean());
        return new JsonObject()
                .put("id", soak.id())
                .put("phase", soak.phase())
                .put("build", soak.build().orElse(null))
                .put("overridden", soak.overridden())
                .put("verdict", soak.verdict().word())
                .put("why", soak.why())
                .put("window_seconds", seconds(soak.window()))
                .put("clean_seconds", seconds(soak.clean()))
                .put("remaining_seconds", seconds(left.isNegative() ? Duration.ZERO : left))
                .put("elapsed_seconds", seconds(soak.elapsed()))
                .put("blind_seconds", seconds(soak.blind()))
                .put("longest_gap_seconds", seconds(soak.longestGap()))
                .put("deadline", soak.deadline().map(Instant::toString).orElse(null));
    }

    static JsonObject gate(String name, Api.Sight sight) {
        Gate gate = sight.board().gate(sight.now());
        JsonArray reasons = new JsonArray();
        gate.reasons()
                .forEach(reason -> reasons.add(
                        new JsonObject().put("code", reason.code().word()).put("message", reason.text())));
        return new JsonObject()
                .put("open", gate.isOpen())
                .put("value", gate.isOpen() ? 1 : 0)
                .put("decided", gate.isDecided())
                .put("verdict", gate.verdict().word())
                .put("reasons", reasons)
                .put("name", name)
                .put("at", sight.board().at().toString())
                .put("soak", soak(sight.board().soak()));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
