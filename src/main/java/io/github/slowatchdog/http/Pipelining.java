package io.github.slowatchdog.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a connection on which far more is asked than answers are waited for. What parses requests takes whatever has arrived; the
 * compression behind it remembers 128 requests and throws at each further one, and each of these is a line in the log: some hundred
 * connections full of requests would take the heap and the disk. Confined to the event loop of its connection.
 */
final class Pipelining extends ChannelDuplexHandler {

    /** Requests without an answer; no client that is used has more than a few. */
    static final int MOST = 32;

    private int unanswered;
    private boolean over;

    private Pipelining() {}

    /** Looks at what comes out of the parser of this connection. */
    static void watch(ChannelPipeline pipeline) {
        String parser = pipeline.context(HttpRequestDecoder.class).name();
        pipeline.addAfter(parser, "pipelining", new Pipelining());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!over && message instanceof HttpRequest) {
            unanswered++;
            over = unanswered > MOST;
            if (over) {
                var unused = ctx.close();
            }
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
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
        }
        super.write(ctx, message, promise);
    }

    /** {@code 100 Continue} is not yet an answer. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
