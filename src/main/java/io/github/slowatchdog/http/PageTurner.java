package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final Shelf shelf;
    /** The newest entry that is known; empty while nobody listens. */
    private Optional<Long> newest = Optional.empty();

    private boolean reading;
    private boolean failing;

    PageTurner(Shelf shelf) {
        this.shelf = shelf;
    }

    /** For one who has just come: what it has missed, or from where on it listens. */
    void begin(Listener listener) {
        if (shelf.isThere()) {
            listener.reading(true);
            shelf.last().onComplete(read -> {
                listener.reading(false);
                if (read.succeeded()) {
                    start(listener, read.result());
                } else {
                    failed(read.cause());
                }
            });
        }
    }

    private void start(Listener listener, long last) {
        newest = Optional.of(Math.max(newest.orElse(0L), last));
        long asked = listener.asked().orElse(last);
        if (asked > last) {
            listener.send(Frames.comment("the journal ends with entry " + last + ": it is not the one that held entry "
                    + asked + "; going on after " + last));
        }
        listener.seen(Math.min(asked, last));
        if (asked < last) {
            catchUp(listener);
        }
    }

    /** Looks for what is new. */
    void turn(Set<Listener> listeners) {
        if (!shelf.isThere()) {
            return;
        }
        for (Listener one : List.copyOf(listeners)) {
            if (one.isReading() || !one.isReady()) {
                continue;
            }
            if (one.seen().isEmpty()) {
                begin(one);
            } else if (one.seen().get() < newest.orElse(0L)) {
                catchUp(one);
            }
        }
        if (!reading && newest.isPresent()) {
            readOn(listeners, newest.get());
        }
    }

    private void readOn(Set<Listener> listeners, long from) {
        reading = true;
        shelf.after(from, ENTRIES, BYTES).onComplete(read -> {
            reading = false;
            if (read.failed()) {
                failed(read.cause());
                return;
            }
            failing = false;
            read.result().filter(page -> page.next() > from).ifPresent(page -> {
                newest = Optional.of(page.next());
                tellAll(listeners, from, page);
                if (page.more()) {
                    readOn(listeners, page.next());
                }
            });
        });
    }

    /** Those who are up to date; the others come to it by themselves. */
    private static void tellAll(Collection<Listener> listeners, long from, Entries.Page page) {
        Buffer frames = frames(page);
        for (Listener one : listeners) {
            if (!one.isReading()
                    && one.isReady()
                    && one.seen().filter(seen -> seen == from).isPresent()) {
                one.send(frames);
                one.seen(page.next());
            }
        }
    }

    private void catchUp(Listener listener) {
        long from = listener.seen().orElseThrow();
        listener.reading(true);
        shelf.after(from, ENTRIES, BYTES).onComplete(read -> {
            listener.reading(false);
            if (read.failed()) {
                failed(read.cause());
                return;
            }
            read.result().filter(page -> page.next() > from).ifPresent(page -> {
                listener.send(frames(page));
                listener.seen(page.next());
                if (page.next() < newest.orElse(0L) && listener.isReady()) {
                    catchUp(listener);
                }
            });
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
