package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * A page that is written as it is made: the next piece is made when the client has taken those before, so that neither many objectives
 * nor a slow client fill the heap. Confined to the server's event loop.
 */
final class PagePieces {

    /** A page of no more than this is sent in one go, with its length. */
    private static final int AT_ONCE = 256 * 1024;

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final Iterator<byte[]> pieces;

    PagePieces(RoutingContext ctx, HttpServerResponse response, Iterator<byte[]> pieces) {
        this.ctx = ctx;
        this.response = response;
        this.pieces = pieces;
    }

    void write() {
        write(response::end);
    }

    /** @param whole takes a page that is not long */
    void write(Consumer<Buffer> whole) {
        Buffer some = some();
        if (!pieces.hasNext()) {
            whole.accept(some);
        } else if (ctx.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.setChunked(true);
            goOn(some);
        }
    }

    private Buffer some() {
        Buffer some = Buffer.buffer();
        while (pieces.hasNext() && some.length() < AT_ONCE) {
            some.appendBytes(pieces.next());
        }
        return some;
    }

    private void goOn(Buffer some) {
        if (response.closed()) {
            return;
        }
        if (!pieces.hasNext()) {
            response.end(some);
            return;
        }
        response.write(some);
        if (response.writeQueueFull()) {
            response.drainHandler(taken -> next());
        } else {
            ctx.vertx().runOnContext(ignored -> next());
        }
    }

    /** Whatever goes wrong now, the head has been sent. */
    private void next() {
        try {
            if (!response.closed()) {
                goOn(some());
            }
        } catch (RuntimeException e) {
            ctx.fail(e);
        }
    }
}
