package io.github.slowatchdog.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What is no HTTP request, or too large a one, is told so and disconnected. */
final class InvalidRequests {

    private InvalidRequests() {}

    static void answer(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        SecurityHeaders.addTo(request.response());
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        if (cause instanceof TooLongHttpLineException) {
            Answers.error(request.response(), 414, "uri_too_long", "the request line is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            Answers.error(request.response(), 431, "headers_too_large", "the request headers are too large");
        } else {
            Answers.error(request.response(), 400, "bad_request", "this is not an HTTP request");
        }
    }
}
