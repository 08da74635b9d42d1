package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells all who listen to {@code /api/v1/events}. What is new is encoded once, however many there are; who does not take it is left
 * behind, and cut off after a while. Works only while somebody listens. Confined to the server's event loop.
 */
final class Feed {

    private final Vertx vertx;
    private final Limits limits;
    private final StatusFrames statuses;
    private final PageTurner pages;
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private Optional<Long> timer = Optional.empty();
    private long spokenAt;

    Feed(Vertx vertx, Shelf shelf, Api api, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.statuses = new StatusFrames(api);
        this.pages = new PageTurner(shelf, listeners);
    }

    boolean isFull() {
        return listeners.size() >= limits.listeners();
    }

    void join(Listener listener) {
        listeners.add(listener);
        listener.send(Frames.RETRY);
        listener.show(statuses.newest(System.nanoTime()));
        pages.begin(listener);
        if (timer.isEmpty()) {
            spokenAt = System.nanoTime();
            timer = Optional.of(vertx.setPeriodic(limits.look().toMillis(), ignored -> look()));
        }
    }

    void leave(Listener listener) {
        listener.gone();
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            timer.ifPresent(vertx::cancelTimer);
            timer = Optional.empty();
            pages.rest();
            statuses.rest();
        }
    }

    private void look() {
        long now = System.nanoTime();
        cutOffWhoIsStuck(now);
        statuses.news(now, listeners.size()).ifPresent(this::showAll);
        pages.turn();
        if (now - spokenAt >= limits.keepAlive().toNanos()) {
            spokenAt = now;
            List.copyOf(listeners).stream().filter(Listener::isReady).forEach(one -> one.send(Frames.KEEP_ALIVE));
        }
    }

    private void showAll(Buffer status) {
        List.copyOf(listeners).forEach(one -> one.show(status));
    }

    private void cutOffWhoIsStuck(long now) {
        List<Listener> stuck = new ArrayList<>();
        for (Listener one : listeners) {
            if (one.isStuck(now, limits.stuck().toNanos())) {
                stuck.add(one);
            }
        }
        stuck.forEach(one -> {
            leave(one);
            one.cutOff();
        });
    }
}
