package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** JSON answers, all of one form. */
final class Answers {

    private Answers() {}

    static void json(HttpServerResponse response, int status, JsonObject body) {
        json(response, status, Buffer.buffer(body.encode() + "\n"));
    }

    /** The same, of JSON that is text already. */
    static void json(HttpServerResponse response, int status, Buffer body) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    /** An error with the single reasons beside the message. */
    static void error(HttpServerResponse response, int status, String code, String message, JsonArray reasons) {
        JsonObject error =
                new JsonObject().put("code", code).put("message", message).put("reasons", reasons);
        json(response, status, new JsonObject().put("error", error));
    }

    /** Come again in a second. */
    static void busy(HttpServerResponse response, String message) {
        response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        error(response, 429, "busy", message);
    }

    static void error(HttpServerResponse response, int status, String code, String message) {
        json(
                response,
                status,
                new JsonObject().put("error", new JsonObject().put("code", code).put("message", message)));
    }
}
