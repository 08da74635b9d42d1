package io.github.slowatchdog.client;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: runs on one context from its timer to its last byte, and ends exactly once, with the connection given
 * back if the answer is whole and closed if it is not.
 */
final class Exchange {

    private final Vertx vertx;
    private final HttpClient client;
    private final Call call;
    private final RequestOptions options;
    private final Room room;
    private final long began = System.nanoTime();
    private final Promise<Answer> promise = Promise.promise();
    private long timer = -1;
    private boolean ended;
    private boolean repeated;
    private long taken;
    private Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    Exchange(Vertx vertx, HttpClient client, Call call, RequestOptions options, Room room) {
        this.vertx = vertx;
        this.client = client;
        this.call = call;
        this.options = options;
        this.room = room;
    }

    Future<Answer> run() {
        vertx.getOrCreateContext().runOnContext(ignored -> {
            long millis = Math.max(1, call.deadline().toMillis());
            timer = vertx.setTimer(millis, late -> {
                timer = -1;
                fail(Answer.Kind.TIMEOUT, "no complete answer within " + words(call.deadline()));
            });
            options.setConnectTimeout(millis);
            connect();
        });
        return promise.future();
    }

    private void connect() {
        try {
            client.request(options).onComplete(this::connected);
        } catch (IllegalStateException closed) {
            fail(Answer.Kind.RESET, "the watchdog is closing its connections");
        }
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (result.failed()) {
            fail(result.cause());
            return;
        }
        HttpClientRequest got = result.result();
        got.exceptionHandler(trouble -> {
            // the answer to send() tells it too, and knows whether to send again
        });
        if (ended) {
            abandon(got);
            return;
        }
        request = got;
        got.authority(HostAndPort.create(call.url().getHost(), call.port()));
        got.send(call.body().orElseGet(Buffer::buffer)).onComplete(this::responded);
    }

    private void responded(AsyncResult<HttpClientResponse> result) {
        if (result.failed()) {
            Diagnosis diagnosis = Diagnosis.of(result.cause());
            if (diagnosis.kind() == Answer.Kind.RESET && call.repeatable() && !repeated && !ended) {
                // most likely the server closed a kept connection at the moment in which it was used
                repeated = true;
                request = null;
                connect();
                return;
            }
            fail(diagnosis.kind(), diagnosis.words());
            return;
        }
        HttpClientResponse response = result.result();
        response.exceptionHandler(this::fail);
        if (declared(response) > call.maxBytes()) {
            oversized();
            return;
        }
        response.handler(chunk -> {
            if (ended) {
                return;
            }
            if (body.length() + (long) chunk.length() > call.maxBytes()) {
                oversized();
            } else if (!room.take(chunk.length())) {
                fail(
                        Answer.Kind.OVERSIZED,
                        "the answers that are under way are together larger than the " + room.bytes()
                                + " bytes that this heap has room for");
            } else {
                taken += chunk.length();
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(ignored -> {
            request = null;
            end(new Answer.Ok(response.statusCode(), response.headers(), body, took()));
        });
    }

    /** What the server says the body will be, compressed or not; -1 where it does not say. */
    private static long declared(HttpClientResponse response) {
        try {
            String length = response.getHeader("Content-Length");
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void oversized() {
        fail(Answer.Kind.OVERSIZED, "the answer is larger than the " + call.maxBytes() + " bytes allowed");
    }

    private void fail(Throwable thrown) {
        Diagnosis diagnosis = Diagnosis.of(thrown);
        fail(diagnosis.kind(), diagnosis.words());
    }

    private void fail(Answer.Kind kind, String words) {
        end(new Answer.Failed(kind, call.subject() + ": " + words, took()));
    }

    private void end(Answer answer) {
        if (ended) {
            return;
        }
        ended = true;
        room.giveBack(taken);
        body = Buffer.buffer(); // the connection, while it closes, keeps our handlers: not with all that was received
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (request != null) {
            abandon(request);
        }
        promise.complete(answer);
    }

    /** Ends the connection with it: on one that was closed as it was handed out a reset alone would leave it in the pool as in use. */
    private static void abandon(HttpClientRequest request) {
        request.reset();
        request.connection().close();
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
