package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets through who has the token, and looks at nothing else before. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final long TOLD_AGAIN = Duration.ofMinutes(1).toNanos();

    private final Vertx vertx;
    private final Token token;
    private final Tries tries;
    private long toldAt = System.nanoTime() - TOLD_AGAIN;

    Guard(Vertx vertx, Token token, Tries tries) {
        this.vertx = vertx;
        this.token = token;
        this.tries = tries;
    }

    /** @param step is given the body, on the event loop, if the token is right; everybody else is answered here */
    void admit(RoutingContext ctx, Consumer<Buffer> step) {
        String address = Tries.of(ctx.request().remoteAddress());
        Optional<Duration> wait = tries.take(address, System.nanoTime());
        if (wait.isPresent()) {
            tellTooMany(ctx, wait.get());
            return;
        }
        String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        // asked for at once, or its bytes would be gone when the token has been judged
        ctx.request().body().onComplete(read -> {
            if (read.failed()) {
                return; // the client has gone
            }
            vertx.executeBlocking(() -> token.judge(authorization), false).onComplete(judged -> {
                if (judged.failed()) {
                    ctx.fail(judged.cause());
                } else if (judged.result() == Token.Judgement.GRANTED) {
                    tries.right(address);
                    step.accept(read.result());
                } else {
                    if (judged.result() == Token.Judgement.WRONG) {
                        tries.wrong(address);
                    }
                    deny(ctx.response(), judged.result());
                }
            });
        });
    }

    private void tellTooMany(RoutingContext ctx, Duration wait) {
        long now = System.nanoTime();
        if (now - toldAt >= TOLD_AGAIN) {
            toldAt = now;
            LOG.atWarn()
                    .addKeyValue("from", ctx.request().remoteAddress())
                    .log("too many orders or wrong tokens over HTTP; told at most once a minute");
        }
        long seconds = wait.toSeconds() + 1;
        ctx.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        Answers.error(
                ctx.response(),
                429,
                "too_many_tries",
                "too many orders or wrong tokens; send it again in " + seconds + " s, or order on the command line");
    }

    private static void deny(HttpServerResponse response, Token.Judgement judgement) {
        if (judgement == Token.Judgement.OFF) {
            Answers.error(response, 403, "no_token", "orders over HTTP are off: http.token_file holds no token");
        } else {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"slo-watchdog\"");
            Answers.error(response, 401, "unauthorized", "send the header Authorization: Bearer TOKEN");
        }
    }
}
