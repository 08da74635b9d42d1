package io.github.slowatchdog.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * When a Prometheus evaluates each of its rule groups. It draws that place in the interval from names and paths, once for all; of a few groups
 * drawn so, most may be soon after the scrape, or most late. Of many, as many as are needed are taken that are spread evenly.
 */
record Evaluations(Map<String, Instant> newest, Duration interval) {

    static Evaluations of(URI prometheus, Duration interval) throws IOException {
        JsonObject answer = new JsonObject(new InstantQuery(prometheus.resolve("/api/v1/rules")).answer());
        Map<String, Instant> newest = new HashMap<>();
        answer.getJsonObject("data").getJsonArray("groups").stream()
                .map(JsonObject.class::cast)
                .forEach(
                        group -> newest.put(group.getString("name"), Instant.parse(group.getString("lastEvaluation"))));
        return new Evaluations(newest, interval);
    }

    /** So many of these mishaps, whose rules are evaluated in all parts of the interval after a scrape. */
    List<Mishap> evenly(List<Mishap> pool, int count, Instant scrape) {
        List<Mishap> left = new ArrayList<>(pool);
        List<Mishap> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double place = (i + 0.5) / count;
            Mishap nearest = left.stream()
                    .min(Comparator.comparingDouble(one -> apart(after(one, scrape), place)))
                    .orElseThrow();
            left.remove(nearest);
            taken.add(nearest);
        }
        return taken;
    }

    /** How long after a scrape it is evaluated, as a share of the interval. */
    private double after(Mishap mishap, Instant scrape) {
        Instant evaluated = Objects.requireNonNull(newest.get(mishap.name()), "not evaluated yet");
        long into = Math.floorMod(Duration.between(scrape, evaluated).toNanos(), interval.toNanos());
        return (double) into / interval.toNanos();
    }

    private static double apart(double one, double other) {
        double way = Math.abs(one - other);
        return Math.min(way, 1 - way);
    }
}
