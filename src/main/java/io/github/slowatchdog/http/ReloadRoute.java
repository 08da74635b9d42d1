package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /-/reload}, for whoever has the token. Confined to the server's event loop. */
final class ReloadRoute {

    private final Vertx vertx;
    private final Guard guard;
    private final Reloading reloading;
    private boolean underWay;

    ReloadRoute(Vertx vertx, Guard guard, Reloading reloading) {
        this.vertx = vertx;
        this.guard = guard;
        this.reloading = reloading;
    }

    /** The body is not read. */
    void reload(RoutingContext ctx) {
        guard.admit(ctx, body -> {
            if (underWay) {
                Answers.busy(ctx.response(), "another reload is under way; send it again");
                return;
            }
            underWay = true;
            reloading
                    .reload()
                    .onComplete(done -> vertx.runOnContext(ignored -> {
                        underWay = false;
                        if (done.succeeded()) {
                            tell(ctx.response(), done.result());
                        } else {
                            ctx.fail(done.cause());
                        }
                    }));
        });
    }

    private static void tell(HttpServerResponse response, Reloading.Outcome outcome) {
        if (outcome instanceof Reloading.Outcome.Reloaded done) {
            JsonObject body = new JsonObject()
                    .put("reloaded", true)
                    .put("before", done.before())
                    .put("after", done.after())
                    .put("anew", new JsonArray(done.anew()))
                    .put("gone", new JsonArray(done.gone()))
                    .put("need_restart", new JsonArray(done.needRestart()));
            Answers.json(response, 200, body);
        } else if (outcome instanceof Reloading.Outcome.Invalid invalid) {
            String why = "not reloaded, the configuration before stays in force: "
                    + invalid.problems().get(0);
            Answers.error(response, 400, "invalid", why, new JsonArray(invalid.problems()));
        } else {
            Reloading.Outcome.Refused refused = (Reloading.Outcome.Refused) outcome;
            String why = "not reloaded, the configuration before stays in force: " + refused.why();
            Answers.error(response, 409, refused.code(), why);
        }
    }
}
