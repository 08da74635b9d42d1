package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.time.Instant;
import java.util.Optional;

/** What was last seen in the flag and last written to it, and hence why it has to be written again. */
final class Memory {

    private static final int LONGEST_QUOTE = 200;

    private final FlagText text;
    private Content flag = Content.ABSENT;
    private String orderId = "";
    private Optional<Right> right = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<StopOrder> adopted = Optional.empty();

    /** The flag as it was when it was right, and over which connection. */
    private record Right(Content flag, long connection) {}

    /** A write whose answer has not been reported; perhaps there was none. */
    private record Attempt(Content wanted, Rewrite reason, String replaced, boolean done) {}

    /** What a round has to tell of the flag. */
    record Told(Optional<Rewrite> rewrite, String found) {}

    Memory(FlagText text) {
        this.text = text;
    }

    /** Whether the flag has not been right yet under this order. */
    boolean begin(StopOrder order) {
        if (!orderId.equals(order.id())) {
            orderId = order.id();
            right = Optional.empty();
            attempt = Optional.empty();
        }
        return right.isEmpty();
    }

    /** The flag as last seen; absent if it never was. */
    Content flag() {
        return flag;
    }

    Content saw(Content seen) {
        flag = seen;
        if (!text.saysStop(seen)) {
            adopted = Optional.empty();
        }
        return seen;
    }

    /** A write is about to go out that replaces what was found. Its answer may be lost, and it may land all the same. */
    void attempting(Content found, String shown, Content wanted, long connection) {
        Rewrite reason =
                attempt.filter(earlier -> !earlier.done()).map(Attempt::reason).orElse(reason(found, connection));
        attempt = Optional.of(new Attempt(wanted, reason, shown, false));
    }

    void written() {
        attempt = attempt.map(one -> new Attempt(one.wanted(), one.reason(), one.replaced(), true));
    }

    /** The flag has been read and says stop. */
    Told right(Content seen, long connection) {
        Optional<Attempt> ours =
                attempt.filter(one -> one.done() || one.wanted().equals(seen));
        String found = right.isEmpty() ? seen.shown() : "";
        right = Optional.of(new Right(seen, connection));
        attempt = Optional.empty();
        return ours.map(one -> new Told(Optional.of(one.reason()), one.replaced()))
                .orElseGet(() -> new Told(Optional.empty(), found));
    }

    /** The order that a flag stands for which somebody set by hand; the same one as long as the flag says stop. */
    StopOrder adopted(Content seen, Instant now) {
        StopOrder order = adopted.orElseGet(() -> {
            String value = seen.shown();
            String quote = value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "...";
            return StopOrder.of(Cause.ADOPTED, "", "the flag says stop, without an order: " + quote, now, "unknown");
        });
        adopted = Optional.of(order);
        return order;
    }

    private Rewrite reason(Content found, long connection) {
        if (right.isEmpty()) {
            return Rewrite.FIRST;
        }
        if (found.kind() == Content.Kind.ABSENT) {
            return Rewrite.LOST;
        }
        // over the same connection nobody but another writer changes a value, whatever time it carries
        boolean elsewhere = right.get().connection() != connection;
        return elsewhere && older(found, right.get().flag()) ? Rewrite.STALE : Rewrite.OVERWRITTEN;
    }

    private boolean older(Content found, Content than) {
        return text.updatedAt(found).isPresent()
                && text.updatedAt(than).isPresent()
                && text.updatedAt(found).get() < text.updatedAt(than).get();
    }
}
