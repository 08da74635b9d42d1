package io.github.slowatchdog.http;

import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the watchdog is well, and whether it is ready (SPEC 10).
 *
 * @param slowestInterval of all groups; asked at each request, since a reload may change it
 */
public record Health(Supplier<Board> boards, Supplier<Duration> slowestInterval, InstantSource clock) {

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);
    /** At the start of many thousands an answer must not name each. */
    private static final int MOST_NAMED = 100;

    /** An answer: yes or no, and a JSON body that says why. */
    record Answer(boolean yes, JsonObject body) {}

    /** Whether the loop ticks: it has beaten within 5 s, or three intervals of the slowest group where that is longer. */
    Answer healthy() {
        Instant beat = boards.get().beat();
        Duration age = Duration.between(beat, clock.instant());
        Duration tripled = slowestInterval.get().multipliedBy(3);
        Duration limit = tripled.compareTo(LEAST_PATIENCE) > 0 ? tripled : LEAST_PATIENCE;
        boolean healthy = age.compareTo(limit) <= 0;
        JsonObject body = new JsonObject()
                .put("healthy", healthy)
                .put("last_beat", beat.toString())
                .put("beat_age_seconds", age.toMillis() / 1000.0)
                .put("limit_seconds", limit.toMillis() / 1000.0);
        return new Answer(healthy, healthy ? body : body.put("why", "the loop does not tick"));
    }

    /** Whether everything needed to watch and to stop has been seen to work. */
    Answer ready() {
        Board board = boards.get();
        List<String> all = board.unmeasured();
        List<String> unmeasured = all.subList(0, Math.min(all.size(), MOST_NAMED));
        Board.StopView stop = board.stop();
        // a watchdog in shadow mode touches nothing, and needs nothing to touch
        boolean redis = !stop.enforced() || stop.switchUp().orElse(false);
        List<String> missing = new ArrayList<>();
        unmeasured.forEach(slo -> missing.add("objective " + slo + " has not been measured yet"));
        if (all.size() > MOST_NAMED) {
            missing.add((all.size() - MOST_NAMED) + " more objectives have not been measured yet");
        }
        if (!redis) {
            missing.add(
                    stop.switchUp().isPresent()
                            ? "Redis does not accept the flag"
                            : "Redis has not accepted the probe write yet");
        }
        JsonObject body = new JsonObject()
                .put("ready", missing.isEmpty())
                .put("configuration", true)
                .put("objectives", unmeasured.isEmpty())
                .put("redis", redis)
                .put("shadow", !stop.enforced())
                .put("unmeasured", unmeasured)
                .put("missing", missing);
        return new Answer(missing.isEmpty(), body);
    }
}
