package io.github.slowatchdog.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The part of {@code /api/v1} that changes nothing. */
final class ReadRoutes {

    private final Api api;

    ReadRoutes(Api api) {
        this.api = api;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/status", Routes.json(ctx -> Answers.tagged(ctx, status())));
        routes.get("/api/v1/objectives", Routes.json(new ObjectivesRoute(api)::list));
        routes.get("/api/v1/objectives/:name", Routes.json(this::objective));
        routes.get("/api/v1/soak", Routes.json(ctx -> Answers.tagged(ctx, soak())));
        routes.getOrPost("/api/v1/gate", Routes.json(this::gate));
    }

    private JsonObject status() {
        return StatusJson.status(api, api.sight());
    }

    private JsonObject soak() {
        return SoakJson.soak(api.sight().board().soak());
    }

    private void objective(RoutingContext ctx) {
        Api.Sight sight = api.sight();
        sight.board().objectives().stream()
                .filter(view -> view.objective().name().equals(ctx.pathParam("name")))
                .findFirst()
                .ifPresentOrElse(
                        view -> Answers.tagged(ctx, ObjectiveJson.whole(view, sight.now())),
                        () -> Answers.error(
                                ctx.response(),
                                404,
                                "no_such_objective",
                                "there is no objective of this name; /api/v1/objectives has them all"));
    }

    /**
     * 200 or 409. Tools that take every other status for a failure of the question, and not for an answer, ask with
     * {@code status=200}, or with {@code status=decided} to have the failure as long as there is no answer.
     */
    private void gate(RoutingContext ctx) {
        Api.Sight sight = api.sight();
        HttpServerResponse response = ctx.response();
        List<String> wish = ctx.queryParam("status");
        boolean ok;
        switch (wish.isEmpty() ? "" : wish.get(0)) {
            case "" -> ok = sight.board().gate(sight.now()).isOpen();
            case "200" -> ok = true;
            case "decided" -> ok = sight.board().gate(sight.now()).isDecided();
            default -> {
                Answers.error(response, 400, "bad_request", "status is 200 or decided, or left out");
                return;
            }
        }
        Answers.json(response, ok ? 200 : 409, SoakJson.gate(api.name(), sight));
    }
}
