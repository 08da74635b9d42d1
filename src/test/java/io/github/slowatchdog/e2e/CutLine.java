package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.Relay;
import java.io.IOException;
import java.net.Socket;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** The way from the watchdog to one of its servers, which can be cut, and can swallow, garble or slow down what passes. */
final class CutLine implements AutoCloseable {

    /** What becomes of what is said. */
    enum State {
        WHOLE,
        SWALLOWS,
        GARBLES,
        CRAWLS
    }

    private static final int CRAWL_MS = 100;

    private final Relay relay;
    private volatile State state = State.WHOLE;
    /** A connection that has lost something is not mended: the rest of it would not fit. */
    private final Set<Socket> broken = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private CutLine(int serverPort) {
        relay = Relay.start(serverPort, this::ask, this::answer);
    }

    static CutLine to(int serverPort) {
        return new CutLine(serverPort);
    }

    int port() {
        return relay.port();
    }

    void be(State next) {
        state = next;
    }

    /** Ends all connections, and each new one. */
    void cut() {
        relay.refuse();
    }

    void mend() {
        state = State.WHOLE;
        relay.allow();
    }

    private void ask(byte[] bytes, int length, Socket to) throws IOException {
        if (!swallowed(to)) {
            to.getOutputStream().write(bytes, 0, length);
        }
    }

    private void answer(byte[] bytes, int length, Socket to) throws IOException {
        if (swallowed(to)) {
            return;
        }
        if (state == State.GARBLES) {
            for (int i = 0; i < length; i += 3) {
                bytes[i] ^= 0x2a;
            }
        }
        int sent = 0;
        while (state == State.CRAWLS && sent < length) {
            to.getOutputStream().write(bytes, sent, 1);
            sent++;
            pause();
        }
        to.getOutputStream().write(bytes, sent, length - sent);
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(CRAWL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean swallowed(Socket to) {
        if (state == State.SWALLOWS) {
            broken.add(to);
        }
        return broken.contains(to);
    }

    @Override
    public void close() {
        relay.close();
    }
}
