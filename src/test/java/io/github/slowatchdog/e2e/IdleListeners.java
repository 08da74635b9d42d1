package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients of the events that read what comes and want nothing more, on one thread. */
final class IdleListeners implements AutoCloseable {

    private static final byte[] REQUEST =
            "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger listening = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "idle listeners");
    private volatile boolean over;

    private IdleListeners(Selector selector) {
        this.selector = selector;
    }

    /** Connects so many, and returns when all have been sent something. */
    static IdleListeners connect(int port, int many) throws IOException {
        IdleListeners all = new IdleListeners(Selector.open());
        all.reader.setDaemon(true);
        all.reader.start();
        for (int i = 0; i < many; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(REQUEST));
            channel.configureBlocking(false);
            channel.register(all.selector, SelectionKey.OP_READ);
            all.channels.add(channel);
            if (i % 100 == 99) {
                all.selector.wakeup();
            }
        }
        all.selector.wakeup();
        return all;
    }

    /** How many listen: were let in, and have not been cut off. */
    int listening() {
        return listening.get();
    }

    long bytes() {
        return bytes.get();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try {
            while (!over) {
                selector.select(key -> take(key, buffer), 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            int read = ((SocketChannel) key.channel()).read(buffer);
            boolean first = key.attachment() == null;
            if (first && read > 0) {
                boolean let = StandardCharsets.US_ASCII
                        .decode(buffer.flip())
                        .toString()
                        .startsWith("HTTP/1.1 200");
                key.attach(let);
                listening.addAndGet(let ? 1 : 0);
            }
            if (read < 0) {
                gone(key);
            } else {
                bytes.addAndGet(read);
            }
        } catch (IOException | CancelledKeyException e) {
            gone(key);
        }
    }

    private void gone(SelectionKey key) {
        key.cancel();
        if (Boolean.TRUE.equals(key.attachment())) {
            listening.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
