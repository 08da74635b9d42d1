package io.github.slowatchdog.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code GET /api/v1/events}: the status and the journal as server-sent events. Confined to the server's event loop. */
final class EventsRoute {

    private final Feed feed;

    EventsRoute(Feed feed) {
        this.feed = feed;
    }

    void listen(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (!ctx.parsedHeaders().accept().isEmpty()
                && ctx.parsedHeaders().accept().stream().noneMatch(EventsRoute::takesEvents)) {
            Answers.error(response, 406, "not_acceptable", "what is here is text/event-stream");
            return;
        }
        HttpServerRequest request = ctx.request();
        // what a browser adds when it comes again counts more than what the page once wrote into the address
        String lastId = request.getHeader("Last-Event-ID");
        boolean named = lastId != null && !lastId.isEmpty();
        boolean asked = named || !ctx.queryParam("after").isEmpty();
        Optional<Long> after = named ? Numbers.parse(lastId) : Numbers.query(ctx, "after", 0, 0, Long.MAX_VALUE);
        if (after.isEmpty()) {
            Answers.error(response, 400, "bad_request", "after and Last-Event-ID are the seq of an entry, or 0");
        } else if (feed.isFull()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "10");
            Answers.error(
                    response,
                    503,
                    "too_many_listeners",
                    "as many listen as may; close another one, or ask /api/v1/status");
        } else {
            begin(ctx, asked ? after : Optional.empty());
        }
    }

    private void begin(RoutingContext ctx, Optional<Long> after) {
        HttpServerRequest request = ctx.request();
        HttpServerResponse response = ctx.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // compressed, an event would wait for the next one
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.setChunked(true);
        Listener listener = new Listener(response, after, () -> Connections.cutOff(request.connection()));
        ctx.addEndHandler(ignored -> feed.leave(listener));
        feed.join(listener);
    }

    private static boolean takesEvents(MIMEHeader type) {
        return type.weight() > 0
                && (type.component().equals("*") || type.component().equalsIgnoreCase("text"))
                && (type.subComponent().equals("*") || type.subComponent().equalsIgnoreCase("event-stream"));
    }
}
