package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON answers, all of one form. */
final class Answers {

    private static final int TAG_DIGITS = 24;

    private Answers() {}

    static void json(HttpServerResponse response, int status, JsonObject body) {
        json(response, status, Buffer.buffer(body.encode() + "\n"));
    }

    /**
     * What may be asked for again and again: whoever has it already is told that nothing has changed. The tag is a weak one, since the
     * bytes may be compressed on their way.
     */
    static void tagged(RoutingContext ctx, Buffer body) {
        HttpServerResponse response = ctx.response();
        String tag = "W/\"" + Digests.hex(body.getBytes()).substring(0, TAG_DIGITS) + '"';
        response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (has(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(304).end();
        } else {
            json(response, 200, body);
        }
    }

    static void tagged(RoutingContext ctx, JsonObject body) {
        tagged(ctx, Buffer.buffer(body.encode() + "\n"));
    }

    private static boolean has(@Nullable String tags, String tag) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals(tag.substring(2)));
    }

    /** The same, of JSON that is text already. */
    static void json(HttpServerResponse response, int status, Buffer body) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
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
