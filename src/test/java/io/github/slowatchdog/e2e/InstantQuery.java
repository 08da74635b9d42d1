package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A question to Prometheus of which only matters whether it finds anything. */
record InstantQuery(URI question) {

    private static final int TIMEOUT_MS = 2000;

    static InstantQuery of(URI prometheus, String query) {
        return new InstantQuery(
                prometheus.resolve("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
    }

    /** Whether there is any series. */
    boolean finds() throws IOException {
        return answer().contains("\"value\":");
    }

    /** All that it says. */
    String answer() throws IOException {
        URLConnection connection = question.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The same; no answer is nothing found. */
    boolean findsNow() {
        try {
            return finds();
        } catch (IOException e) {
            return false;
        }
    }
}
