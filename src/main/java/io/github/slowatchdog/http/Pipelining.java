package io.github.slowatchdog.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a connection on which far more is asked than answers are waited for. What parses requests takes whatever has arrived; the
 * compression behind it remembers 128 requests and throws at each further one, and each of these is a line in the log: some hundred
 * connections full of requests would take the heap and the disk. And nothing is read behind a request with a transfer coding: it is refused, and where it ends may be seen
 * differently by a proxy before us. Confined to the event loop of its connection.
 */
final class Pipelining extends ChannelDuplexHandler {

    /** Requests without an answer; no client that is used has more than a few. */
    static final int MOST = 32;

    private int unanswered;
    private boolean last;
    private boolean over;

    private Pipelining() {}

    /** Looks at what comes out of the parser of this connection, and at what goes into the writer, which is behind it. */
    static void watch(ChannelPipeline pipeline) {
        String writer = pipeline.context(HttpResponseEncoder.class).name();
        pipeline.addAfter(writer, "pipelining", new Pipelining());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!over && message instanceof HttpRequest request) {
            unanswered++;
            over = last || unanswered > MOST;
            if (unanswered > MOST) {
                var unused = ctx.close();
            }
            last = request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (over) {
            // the parser goes on with what it has
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(ctx, message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && !isInterim(response)) {
            unanswered--;
        }
        super.write(ctx, message, promise);
    }

    /** {@code 100 Continue} is not yet an answer. */
    private static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
