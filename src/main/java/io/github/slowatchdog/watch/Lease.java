package io.github.slowatchdog.watch;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * A word that says that somebody watches, and that ends by itself when nobody renews it (SPEC 7.5). Futures never fail: they
 * complete with the trouble there was, or empty, on any thread.
 */
public interface Lease {

    /** How long it lasts without being renewed. */
    Duration ttl();

    /** Takes or renews it, also over that of another watchdog. */
    Future<Optional<String>> keep();

    /** Lets go of it at once, if it is ours and not another watchdog's. */
    Future<Optional<String>> drop();

    /** Lets go of it and of the connection. */
    Future<Void> close();

    /** Lets go of the connection only: somebody else renews the lease from now on, or it ends by itself. */
    default Future<Void> leave() {
        return close();
    }
}
