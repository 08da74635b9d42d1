package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/stop} and {@code /api/v1/release}. The token is judged before anything else is looked at; what it lets
 * through is done on a worker thread, one order after the other. Confined to the server's event loop.
 */
final class OrderRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(OrderRoutes.class);
    /** So many orders may wait for Redis; whoever comes later is told to come again. Without a token nobody takes a place. */
    private static final int WAITING = 8;

    private final Vertx vertx;
    private final Guard guard;
    private final Hands hands;
    private int waiting;

    OrderRoutes(Vertx vertx, Guard guard, Hands hands) {
        this.vertx = vertx;
        this.guard = guard;
        this.hands = hands;
    }

    void stop(RoutingContext ctx) {
        take(ctx, body -> {
            OrderForm form = OrderForm.read(body, Set.of("by", "reason"));
            return hands.stop(form.line("by"), form.line("reason"));
        });
    }

    void release(RoutingContext ctx) {
        take(ctx, body -> {
            OrderForm form = OrderForm.read(body, Set.of("order", "by", "reason", "force"));
            return hands.release(form.line("order"), form.line("by"), form.line("reason"), form.isSet("force"));
        });
    }

    private void take(RoutingContext ctx, Function<Buffer, Hands.Outcome> order) {
        guard.admit(ctx, body -> {
            if (OrderForm.mayBe(ctx.request().headers())) {
                carryOut(ctx, body, order);
            } else {
                Answers.error(ctx.response(), 415, "unsupported_media_type", "send the order as application/json");
            }
        });
    }

    private void carryOut(RoutingContext ctx, Buffer body, Function<Buffer, Hands.Outcome> order) {
        if (waiting >= WAITING) {
            Answers.busy(ctx.response(), "too many orders wait for Redis; send it again");
            return;
        }
        waiting++;
        vertx.executeBlocking(() -> order.apply(body), true).onComplete(done -> {
            waiting--;
            if (done.succeeded()) {
                tell(ctx, done.result());
            } else if (done.cause() instanceof IllegalArgumentException unclear) {
                Answers.error(ctx.response(), 400, "bad_request", String.valueOf(unclear.getMessage()));
            } else {
                ctx.fail(done.cause());
            }
        });
    }

    private static void tell(RoutingContext ctx, Hands.Outcome outcome) {
        LOG.atInfo()
                .addKeyValue("path", ctx.request().path())
                .addKeyValue("from", ctx.request().remoteAddress())
                .addKeyValue("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .log("order over HTTP");
        HttpServerResponse response = ctx.response();
        if (outcome instanceof Hands.Outcome.Stopped stopped) {
            JsonObject body = new JsonObject()
                    .put("stopped", true)
                    .put("already", stopped.already())
                    .put("order", StatusJson.order(stopped.order()));
            Answers.json(response, 200, body);
        } else if (outcome instanceof Hands.Outcome.Released released) {
            JsonObject body = new JsonObject()
                    .put("released", true)
                    .put("order", released.release().orderId())
                    .put("by", released.release().by())
                    .put("forced", released.release().forced())
                    .put("watched", released.watched());
            Answers.json(response, 200, body);
        } else if (outcome instanceof Hands.Outcome.Refused refused) {
            String why = "release refused: " + String.join("; ", refused.reasons())
                    + "; wait until it is green, or send \"force\": true, which is recorded";
            Answers.error(response, 409, "refused", why, new JsonArray(refused.reasons()));
        } else if (outcome instanceof Hands.Outcome.NotInForce none) {
            Answers.error(response, 409, "not_in_force", "this order is not in force; " + inForce(none));
        } else {
            Hands.Outcome.Failed failed = (Hands.Outcome.Failed) outcome;
            Answers.error(response, 503, failed.code(), "NOT done: " + failed.detail());
        }
    }

    private static String inForce(Hands.Outcome.NotInForce none) {
        Optional<String> other =
                none.inForce().map(order -> "in force is " + order.id() + " by " + order.by() + ": " + order.reason());
        return other.orElse("none is, there is nothing to release");
    }
}
