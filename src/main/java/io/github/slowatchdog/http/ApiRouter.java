package io.github.slowatchdog.http;

import io.github.slowatchdog.metrics.MetricsPage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered by what. Whatever goes wrong in a handler is answered too. */
final class ApiRouter {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String METRICS = "/metrics";
    private static final String HEALTHY = "/-/healthy";
    private static final String READY = "/-/ready";

    private final Router router;

    private ApiRouter(Vertx vertx) {
        this.router = Router.router(vertx);
    }

    static Router of(Vertx vertx, Health health, MetricsPage page) {
        ApiRouter api = new ApiRouter(vertx);
        api.router.route().handler(ApiRouter::limitBody);
        api.get(METRICS, ctx -> metrics(ctx, page));
        api.get(HEALTHY, ctx -> answer(ctx, health.healthy()));
        api.get(READY, ctx -> answer(ctx, health.ready()));
        api.router.route().handler(ApiRouter::notFound);
        for (int status = 400; status < 600; status++) {
            int failed = status;
            api.router.errorHandler(status, ctx -> failed(ctx, failed));
        }
        return api.router;
    }

    /** A path that is read with GET and HEAD, and nothing else. */
    private void get(String path, Consumer<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler::accept);
        router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Answers.error(ctx.response(), 405, "method_not_allowed", path + " is read with GET or HEAD");
        });
    }

    /** Nothing here reads a body, so that a small one does no harm; a large one need not even be sent. */
    private static void limitBody(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuse(ctx, 411, "length_required", "send the body with a Content-Length");
        } else if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
            refuse(ctx, 413, "body_too_large", "at most " + MAX_BODY_BYTES + " bytes are read");
        } else {
            ctx.next();
        }
    }

    private static void refuse(RoutingContext ctx, int status, String code, String message) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        Answers.error(ctx.response(), status, code, message);
    }

    private static void metrics(RoutingContext ctx, MetricsPage page) {
        MetricsPage.Format format = Negotiation.format(ctx.parsedHeaders().accept());
        Buffer body = Buffer.buffer(page.render(format));
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
                .end(body);
    }

    private static void answer(RoutingContext ctx, Health.Answer answer) {
        Answers.json(ctx.response(), answer.yes() ? 200 : 503, answer.body());
    }

    private static void notFound(RoutingContext ctx) {
        Answers.error(
                ctx.response(),
                404,
                "not_found",
                "there is nothing at this path; there are " + METRICS + ", " + HEALTHY + " and " + READY);
    }

    private static void failed(RoutingContext ctx, int status) {
        HttpServerResponse response = ctx.response();
        if (status >= 500) {
            LOG.atError()
                    .addKeyValue("path", ctx.request().path())
                    .setCause(ctx.failure())
                    .log("request failed");
        }
        if (response.headWritten()) {
            ctx.request().connection().close();
        } else if (status >= 500) {
            Answers.error(response, status, "internal", "the request failed; the log says why");
        } else {
            Answers.error(response, status, "bad_request", "the request cannot be understood");
        }
    }
}
