package io.github.slowatchdog.http;

import io.github.slowatchdog.page.Asset;
import io.github.slowatchdog.page.EvidencePage;
import io.github.slowatchdog.page.Scene;
import io.github.slowatchdog.page.StatusPage;
import io.github.slowatchdog.page.Traces;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The pages for people, and what they refer to. A page is made at most twice a second, however many browsers ask for it. Confined to
 * the server's event loop.
 */
final class PageRoutes {

    private static final long SEE_EVERY_MILLIS = 1000;
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Api api;
    private final boolean takesOrders;
    private final Traces traces = new Traces();
    private Optional<Made> newest = Optional.empty();

    /** The page as it was made of one Board, which is not kept for that: it may be large. */
    private record Made(WeakReference<Board> of, long told, Instant at, String html) {}

    private PageRoutes(Api api, Token token) {
        this.api = api;
        this.takesOrders = token.isConfigured();
    }

    /** Adds the pages, and begins to keep what they show of the time before. */
    static void addTo(Routes routes, Vertx vertx, Api api, Token token) {
        PageRoutes pages = new PageRoutes(api, token);
        vertx.setPeriodic(SEE_EVERY_MILLIS, ignored -> pages.see(api.sight()));
        routes.get("/", ctx -> html(ctx, 200, pages.status()));
        routes.get("/objectives/:name", pages::objective);
        routes.get("/assets/:name", PageRoutes::asset);
    }

    private void see(Api.Sight sight) {
        traces.see(sight.board(), sight.now());
    }

    private Scene scene(Api.Sight sight) {
        see(sight);
        return new Scene(
                api.name(),
                api.build().version(),
                sight.board(),
                sight.now(),
                api.phases().apply(sight.board()),
                traces,
                api.page().recent().newestFirst(),
                takesOrders,
                api.page().options());
    }

    private String status() {
        Api.Sight sight = api.sight();
        Made made = newest.filter(last -> isFresh(last, sight))
                .orElseGet(() -> new Made(
                        new WeakReference<>(sight.board()),
                        api.page().recent().told(),
                        sight.now(),
                        StatusPage.of(scene(sight))));
        newest = Optional.of(made);
        return made.html();
    }

    private boolean isFresh(Made made, Api.Sight sight) {
        return made.of().refersTo(sight.board())
                && made.told() == api.page().recent().told()
                && Duration.between(made.at(), sight.now()).abs().compareTo(FRESH) < 0;
    }

    private void objective(RoutingContext ctx) {
        Api.Sight sight = api.sight();
        String name = String.valueOf(ctx.pathParam("name"));
        sight.board().objectives().stream()
                .filter(view -> view.objective().name().equals(name))
                .findFirst()
                .ifPresentOrElse(
                        view -> html(ctx, 200, evidence(sight, view)),
                        () -> html(ctx, 404, EvidencePage.missing(scene(sight), name)));
    }

    private String evidence(Api.Sight sight, Board.ObjectiveView view) {
        JsonObject json = ObjectiveJson.whole(view, sight.now());
        Map<String, Object> budget = json.getValue("budget") instanceof JsonObject known ? known.getMap() : Map.of();
        return EvidencePage.of(scene(sight), view, budget, json.encodePrettily());
    }

    private static void html(RoutingContext ctx, int status, String page) {
        SecurityHeaders.page(ctx.response());
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(page));
    }

    private static void asset(RoutingContext ctx) {
        Optional<Asset> known = Asset.named(String.valueOf(ctx.pathParam("name")));
        if (known.isEmpty()) {
            Answers.error(ctx.response(), 404, "no_such_asset", "there is no file of this name");
            return;
        }
        Asset asset = known.get();
        String tag = "\"" + asset.tag() + "\"";
        boolean exact = ctx.queryParam("v").contains(asset.tag());
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType())
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, exact ? "public, max-age=31536000, immutable" : "no-cache");
        String held = ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (held != null && held.contains(tag)) {
            response.setStatusCode(304).end();
        } else {
            response.end(Buffer.buffer(asset.content()));
        }
    }
}
