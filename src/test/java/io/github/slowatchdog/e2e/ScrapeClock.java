package io.github.slowatchdog.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** When a Prometheus scrapes: at one of its scrapes, and each interval after and before it. */
record ScrapeClock(Instant one, Duration interval) {

    /** As its newest sample shows. */
    static ScrapeClock of(URI prometheus, String job, Duration interval) {
        String question = "up{job=\"" + job + "\"}[" + interval.multipliedBy(3).toSeconds() + "s]";
        try {
            JsonArray values = new JsonObject(
                            InstantQuery.of(prometheus, question).answer())
                    .getJsonObject("data")
                    .getJsonArray("result")
                    .getJsonObject(0)
                    .getJsonArray("values");
            double seconds = values.getJsonArray(values.size() - 1).getDouble(0);
            return new ScrapeClock(Instant.ofEpochMilli(Math.round(seconds * 1000)), interval);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first scrape after this moment. */
    Instant after(Instant moment) {
        long passed = Math.floorDiv(Duration.between(one, moment).toNanos(), interval.toNanos());
        return one.plus(interval.multipliedBy(passed + 1));
    }

    /** When so much of the interval has passed, for the first time after this moment. */
    Instant at(Duration into, Instant moment) {
        return new ScrapeClock(one.plus(into), interval).after(moment);
    }
}
