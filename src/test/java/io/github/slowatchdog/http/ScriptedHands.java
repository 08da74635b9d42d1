package io.github.slowatchdog.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Ends each order as the test says, and remembers them. */
public final class ScriptedHands implements Hands {

    public final List<String> orders = new CopyOnWriteArrayList<>();
    public volatile Outcome outcome = new Outcome.Stopped(ApiBoards.ORDER, false);
    volatile CountDownLatch blocked = new CountDownLatch(0);

    @Override
    public Outcome stop(String by, String reason) {
        return carriedOut("stop by " + by + ": " + reason);
    }

    @Override
    public Outcome release(String order, String by, String reason, boolean force) {
        return carriedOut("release " + order + " by " + by + ": " + reason + (force ? ", forced" : ""));
    }

    private Outcome carriedOut(String order) {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        orders.add(order);
        return outcome;
    }
}
