package io.github.slowatchdog.redis;

import io.github.slowatchdog.servers.Relay;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server says, on its way to a client: once it has begun, a byte each 100 ms. */
final class Trickle implements Relay.Way {

    private static final int PAUSE_MS = 100;

    private volatile boolean begun;
    private final AtomicInteger bytes = new AtomicInteger();

    void begin() {
        bytes.set(0);
        begun = true;
    }

    void end() {
        begun = false;
    }

    /** How many have come since it began. */
    int bytes() {
        return bytes.get();
    }

    @Override
    public void pass(byte[] said, int length, Socket client) throws IOException {
        if (!begun) {
            client.getOutputStream().write(said, 0, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            pause();
            client.getOutputStream().write(said[i]);
            bytes.incrementAndGet();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
