package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the entries of the journal to those who listen. What is new is read once for all of them; one who comes again, or was left
 * behind, is read for by itself, a page at a time and only when it has taken the page before. Confined to the server's event loop.
 */
final class PageTurner {

    private static final Logger LOG = LoggerFactory.getLogger(PageTurner.class);
    private static final int ENTRIES = 500;
    private static final int BYTES = 64 * 1024;
    /** So many of those who are behind are read for at the same time; the others wait in the line. */
    private static final int AT_ONCE = 4;

    private final Shelf shelf;
    private final Collection<Listener> listeners;
    private final Deque<Listener> behind = new ArrayDeque<>();
    /** The newest entry that is known; empty while nobody listens. */
    private Optional<Long> newest = Optional.empty();

    private boolean reading;
    private int catchingUp;
    private boolean failing;

    /** @param listeners as they come and go */
    PageTurner(Shelf shelf, Collection<Listener> listeners) {
        this.shelf = shelf;
        this.listeners = listeners;
    }

    /** For one who has just come: what it has missed, or from where on it listens. */
    void begin(Listener listener) {
        if (newest.isPresent()) {
            place(listener, newest.get());
            catchUp();
        } else if (shelf.isThere() && !reading) {
            findNewest();
        }
    }

    /** Looks for what is new. */
    void turn() {
        if (!shelf.isThere() || reading) {
            return;
        }
        if (newest.isPresent()) {
            placeAll(newest.get());
            readOn(newest.get());
        } else {
            findNewest();
        }
        catchUp();
    }

    /** Nobody listens any more. */
    void rest() {
        newest = Optional.empty();
        behind.clear();
    }

    private void findNewest() {
        reading = true;
        shelf.last().onComplete(read -> {
            reading = false;
            if (read.failed()) {
                failed(read.cause());
            } else if (!listeners.isEmpty()) {
                newest = Optional.of(read.result());
                placeAll(read.result());
                catchUp();
            }
        });
    }

    private void placeAll(long last) {
        for (Listener one : List.copyOf(listeners)) {
            if (one.seen().isEmpty()) {
                place(one, last);
            } else if (one.seen().get() < last && !one.isReading() && one.isReady()) {
                putInLine(one);
            }
        }
    }

    private void place(Listener listener, long last) {
        long asked = listener.asked().orElse(last);
        if (asked > last) {
            listener.send(Frames.comment("the journal ends with entry " + last + ": it is not the one that held entry "
                    + asked + "; going on after " + last));
        }
        listener.seen(Math.min(asked, last));
        if (asked < last) {
            putInLine(listener);
        }
    }

    private void putInLine(Listener listener) {
        listener.reading(true);
        behind.add(listener);
    }

    private void readOn(long from) {
        reading = true;
        shelf.after(from, ENTRIES, BYTES).onComplete(read -> {
            reading = false;
            if (read.failed()) {
                failed(read.cause());
                return;
            }
            failing = false;
            Optional<Entries.Page> page = read.result().filter(one -> one.next() > from);
            if (page.isPresent() && newest.equals(Optional.of(from))) {
                newest = Optional.of(page.get().next());
                tellAll(from, page.get());
                if (page.get().more()) {
                    readOn(page.get().next());
                }
            }
        });
    }

    /** Those who are up to date; the others come to it by themselves. */
    private void tellAll(long from, Entries.Page page) {
        Buffer frames = frames(page);
        for (Listener one : List.copyOf(listeners)) {
            if (!one.isReading()
                    && one.isReady()
                    && one.seen().filter(seen -> seen == from).isPresent()) {
                one.send(frames);
                one.seen(page.next());
            }
        }
    }

    private void catchUp() {
        while (catchingUp < AT_ONCE && !behind.isEmpty()) {
            Listener next = behind.remove();
            if (!next.isGone()) {
                catchingUp++;
                readFor(next, next.seen().orElseThrow());
            }
        }
    }

    private void readFor(Listener listener, long from) {
        shelf.after(from, ENTRIES, BYTES).onComplete(read -> {
            catchingUp--;
            listener.reading(false);
            if (read.failed()) {
                failed(read.cause());
            } else {
                read.result().filter(page -> page.next() > from).ifPresent(page -> {
                    listener.send(frames(page));
                    listener.seen(page.next());
                    if (page.next() < newest.orElse(0L) && listener.isReady()) {
                        putInLine(listener);
                    }
                });
            }
            catchUp();
        });
    }

    private static Buffer frames(Entries.Page page) {
        Buffer frames = Buffer.buffer();
        page.flaws().forEach(flaw -> frames.appendBuffer(Frames.comment("entry " + flaw.seq() + ": " + flaw.what())));
        return frames.appendBuffer(Frames.journal(page.entries()));
    }

    /** Told once; it is tried again at the next look. */
    private void failed(Throwable why) {
        if (!failing) {
            failing = true;
            LOG.warn("events: the journal cannot be read, and is tried again: {}", why.getMessage());
        }
    }
}
