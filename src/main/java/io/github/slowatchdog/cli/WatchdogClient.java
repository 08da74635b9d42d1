package io.github.slowatchdog.cli;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks a running watchdog over HTTP. */
final class WatchdogClient implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final OwnVertx own = OwnVertx.open(1);
    private final HttpCaller caller;
    private final URI base;

    /** What came of a question. */
    sealed interface Reply {

        /** The watchdog's answer. */
        record Told(JsonObject body) implements Reply {}

        /** No whole answer; perhaps later. */
        record Unreachable(String why) implements Reply {}

        /** An answer that is none of a watchdog's. */
        record NotUnderstood(String why) implements Reply {}
    }

    WatchdogClient(URI base, Settings.Tls tls) {
        this.base = base;
        this.caller = HttpCaller.create(
                own.vertx(), new Settings.HttpClient(Optional.empty(), Optional.empty(), Map.of(), tls), 1);
    }

    /** The address at which the watchdog of these settings listens, as seen from its own machine; empty for port 0. */
    static Optional<URI> address(Settings.Http http) {
        boolean everywhere = http.host().equals("0.0.0.0") || http.host().equals("::");
        String host = everywhere ? "127.0.0.1" : http.host();
        String scheme = http.serving().tls().isPresent() ? "https://" : "http://";
        return http.port() == 0
                ? Optional.empty()
                : Optional.of(URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port()));
    }

    /** An address that a person gave; empty if it is none. */
    static Optional<URI> address(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Asks and waits for the answer, some seconds at most. */
    Reply ask(String path) {
        URI url = URI.create(base.toString().replaceAll("/+$", "") + path);
        Answer answer = caller.call(Call.get(url, DEADLINE, MOST_BYTES))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        if (answer instanceof Answer.Failed failed) {
            return new Reply.Unreachable(failed.detail());
        }
        Answer.Ok ok = (Answer.Ok) answer;
        String what = "GET " + url.getRawPath() + " was answered with ";
        if (ok.status() >= 502 && ok.status() <= 504) {
            return new Reply.Unreachable(what + ok.status());
        }
        if (!ok.isSuccess()) {
            return new Reply.NotUnderstood(what + ok.status());
        }
        try {
            return new Reply.Told(new JsonObject(ok.body()));
        } catch (DecodeException | ClassCastException e) {
            return new Reply.NotUnderstood(what + "something that is not JSON");
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
