package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A real server with the HTTP API of Prometheus. */
public interface MetricStore extends AutoCloseable {

    /** What goes into {@code prometheus.url}. */
    URI url();

    ServerProcess process();

    @Override
    void close();

    /** Whether a GET is answered with 200 within a second. */
    static boolean answers(URI url) {
        try {
            return send(HttpRequest.newBuilder(url)
                            .timeout(Duration.ofSeconds(1))
                            .build())
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Sends a request and gives its status. */
    static int send(HttpRequest request) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
