package io.github.slowatchdog.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** How long a Prometheus took for each scrape of its one target: a sample cannot be seen before its scrape has ended. */
final class ScrapeDurations {

    private static final double SAME = 0.0005;

    private final URI prometheus;

    ScrapeDurations(URI prometheus) {
        this.prometheus = prometheus;
    }

    /** Of the scrape whose samples have this time. */
    Duration tookAt(Instant sample) {
        String query = URLEncoder.encode("scrape_duration_seconds[1m]", StandardCharsets.UTF_8);
        try (InputStream answer =
                prometheus.resolve("/api/v1/query?query=" + query).toURL().openStream()) {
            JsonArray values = new JsonObject(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .getJsonObject("data")
                    .getJsonArray("result")
                    .getJsonObject(0)
                    .getJsonArray("values");
            return values.stream()
                    .map(JsonArray.class::cast)
                    .filter(value -> Math.abs(value.getDouble(0) - sample.toEpochMilli() / 1000.0) < SAME)
                    .map(value -> Duration.ofNanos(Math.round(Double.parseDouble(value.getString(1)) * 1e9)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
