package io.github.slowatchdog.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One outgoing HTTP request.
 *
 * @param url absolute, {@code http} or {@code https}
 * @param headers beside those of the caller's settings, which win
 * @param deadline for everything, from now to the last byte of the answer; a body that trickles does not extend it
 * @param maxBytes the largest body taken, counted after decompression
 * @param repeatable whether it does no harm if the server gets it twice: it is then sent once more when a kept connection
 *     turns out to be closed
 */
public record Call(
        HttpMethod method,
        URI url,
        Map<String, String> headers,
        Optional<Buffer> body,
        Duration deadline,
        long maxBytes,
        boolean repeatable) {

    public Call {
        headers = Map.copyOf(headers);
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new IllegalArgumentException("not an absolute http or https URL");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline must be longer than nothing");
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("a byte limit must not be negative");
        }
    }

    /** A GET. */
    public static Call get(URI url, Duration deadline, long maxBytes) {
        return new Call(HttpMethod.GET, url, Map.of(), Optional.empty(), deadline, maxBytes, true);
    }

    /** A question asked by POST, as a form: nothing changes on the server if it gets it twice. */
    public static Call form(URI url, Map<String, String> fields, Duration deadline, long maxBytes) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return new Call(
                HttpMethod.POST,
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Optional.of(Buffer.buffer(form)),
                deadline,
                maxBytes,
                true);
    }

    /** An order given by POST, as JSON: sent once, whoever calls repeats it if that is right. */
    public static Call json(URI url, Buffer body, Duration deadline, long maxBytes) {
        return new Call(
                HttpMethod.POST,
                url,
                Map.of("Content-Type", "application/json"),
                Optional.of(body),
                deadline,
                maxBytes,
                false);
    }

    /** A path below an address, which may have a path prefix of its own. */
    public static URI below(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** Method and URL for messages: without user info, query and fragment, where secrets are. */
    String subject() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return method + " " + url.getScheme() + "://" + url.getHost() + port + path;
    }

    boolean isTls() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** The port, also where the URL leaves it out. */
    int port() {
        return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    /** What goes into the request line. */
    String target() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
