package io.github.slowatchdog.http;

import io.github.slowatchdog.metrics.MetricsPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered by what. Whatever goes wrong in a handler is answered too. */
final class ApiRouter {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

    private ApiRouter() {}

    static Router of(
            Vertx vertx, Health health, MetricsPage page, Api api, Token token, Entrance entrance, Limits limits) {
        Router router = Router.router(vertx);
        router.route().handler(entrance::admit);
        Routes routes = new Routes(router);
        routes.get("/metrics", ctx -> metrics(ctx, page));
        routes.get("/-/healthy", ctx -> answer(ctx, health.healthy()));
        routes.get("/-/ready", ctx -> answer(ctx, health.ready()));
        new ReadRoutes(api).addTo(routes);
        PageRoutes.addTo(routes, vertx, api, token);
        Shelf shelf = new Shelf(vertx, api.entries());
        routes.get("/api/v1/journal", Routes.json(new JournalRoute(shelf)::page));
        routes.get("/api/v1/events", new EventsRoute(new Feed(vertx, shelf, api, limits))::listen);
        Guard guard = new Guard(vertx, token, new Tries(limits.tries()));
        OrderRoutes orders = new OrderRoutes(vertx, guard, api.hands());
        routes.post("/api/v1/stop", Routes.json(orders::stop));
        routes.post("/api/v1/release", Routes.json(orders::release));
        routes.post("/-/reload", Routes.json(new ReloadRoute(vertx, guard, api.reloading())::reload));
        routes.elseNotFound();
        for (int status = 400; status < 600; status++) {
            int failed = status;
            router.errorHandler(status, ctx -> failed(ctx, failed));
        }
        return router;
    }

    private static void metrics(RoutingContext ctx, MetricsPage page) {
        MetricsPage.Format format = Negotiation.format(ctx.parsedHeaders().accept());
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        new PagePieces(ctx, response, page.pieces(format, ctx.queryParam("name[]"))).write();
    }

    private static void answer(RoutingContext ctx, Health.Answer answer) {
        Answers.json(ctx.response(), answer.yes() ? 200 : 503, answer.body());
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
