package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Short questions over HTTP; nobody answering is an answer. */
final class Web {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Web() {}

    /** The page; empty without an answer within 2 s, or with another one than 200. */
    static Optional<String> get(URI page) {
        return send(HttpRequest.newBuilder(page))
                .filter(answer -> answer.statusCode() == 200)
                .map(HttpResponse::body);
    }

    /** The answer; empty if there is none within 2 s. */
    static Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(
                    CLIENT.send(request.timeout(Duration.ofSeconds(2)).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
