package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What is looked at before any path is: the name that was asked, and the size and pace of what comes. */
final class Entrance {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Connections connections;
    private final Hosts hosts;
    private final Limits limits;

    Entrance(Vertx vertx, Connections connections, Hosts hosts, Limits limits) {
        this.vertx = vertx;
        this.connections = connections;
        this.hosts = hosts;
        this.limits = limits;
    }

    void admit(RoutingContext ctx) {
        SecurityHeaders.addTo(ctx.response());
        connections.asks(ctx.request().connection());
        ctx.addEndHandler(ignored -> connections.answered(ctx.request().connection()));
        if (hosts.admit(ctx.request())) {
            admitBody(ctx);
        } else {
            refuse(
                    ctx,
                    421,
                    "unknown_host",
                    "this watchdog is not asked under this name; ask 127.0.0.1, or add the name to http.hosts");
        }
    }

    /** A small body does no harm where nobody reads it; a large one need not even be sent. */
    private void admitBody(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            ctx.addEndHandler(ignored -> ctx.request().connection().close());
            refuse(ctx, 411, "length_required", "send the body with a Content-Length");
        } else if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
            refuse(ctx, 413, "body_too_large", "at most " + MAX_BODY_BYTES + " bytes are read");
        } else {
            if (!request.isEnded()) {
                awaitBody(ctx);
            }
            ctx.next();
        }
    }

    private void awaitBody(RoutingContext ctx) {
        long late = vertx.setTimer(limits.request().toMillis(), ignored -> {
            if (!ctx.response().ended()) { // it may have been answered without its body
                refuse(
                        ctx,
                        408,
                        "too_slow",
                        "the body has not come in " + limits.request().toSeconds() + " s");
            }
            Connections.cutOff(ctx.request().connection());
        });
        ctx.request().end().onComplete(ignored -> vertx.cancelTimer(late));
    }

    private static void refuse(RoutingContext ctx, int status, String code, String message) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        Answers.error(ctx.response(), status, code, message);
    }
}
