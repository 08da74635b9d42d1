package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was last seen in the flag and last written to it, and hence why it has to be written again. */
final class Memory {

    private static final int LONGEST_QUOTE = 200;
    private static final int UNANSWERED_KEPT = 16;

    private final FlagText text;
    private Content flag = Content.ABSENT;
    private String orderId = "";
    private Optional<Right> right = Optional.empty();
    private Optional<Writes> writes = Optional.empty();
    private Optional<StopOrder> adopted = Optional.empty();
    private boolean unowned;

    /** The flag as it was when it was right, and over which connection. */
    private record Right(Content flag, long connection) {}

    /**
     * Writes that have not been reported. Each may land late, if its answer was lost.
     *
     * @param replaced by value written: what it was to replace; newest last
     * @param answered whether the newest is known to be done
     */
    private record Writes(Rewrite reason, Map<Content, String> replaced, boolean answered) {

        boolean explain(Content seen) {
            return answered || replaced.containsKey(seen);
        }

        String replacedBy(Content seen) {
            String newest = replaced.values().stream().reduce("", (earlier, later) -> later);
            return replaced.getOrDefault(seen, newest);
        }
    }

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
            writes = Optional.empty();
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
            unowned = false;
        }
        return seen;
    }

    /** A write is about to go out that replaces what was found. Its answer may be lost, and it may land all the same. */
    void writing(Content found, String shown, Content wanted, long connection) {
        Optional<Writes> unanswered = writes.filter(earlier -> !earlier.answered());
        Map<Content, String> replaced = new LinkedHashMap<>();
        unanswered.ifPresent(earlier -> earlier.replaced().entrySet().stream()
                .skip(Math.max(0, earlier.replaced().size() - UNANSWERED_KEPT))
                .forEach(one -> replaced.put(one.getKey(), one.getValue())));
        replaced.remove(wanted);
        replaced.put(wanted, shown);
        Rewrite reason = unanswered.map(Writes::reason).orElseGet(() -> reason(found, connection));
        writes = Optional.of(new Writes(reason, replaced, false));
    }

    void written() {
        writes = writes.map(one -> new Writes(one.reason(), one.replaced(), true));
    }

    /** The flag has been read and says stop. */
    Told right(Content seen, long connection) {
        Optional<Writes> ours = writes.filter(one -> one.explain(seen));
        String found = right.isEmpty() ? seen.shown() : "";
        right = Optional.of(new Right(seen, connection));
        writes = Optional.empty();
        return ours.map(one -> new Told(Optional.of(one.reason()), one.replacedBy(seen)))
                .orElseGet(() -> new Told(Optional.empty(), found));
    }

    /** The flag says stop and no order is in force; true if the look before found the same. */
    boolean isUnownedAgain() {
        boolean again = unowned;
        unowned = true;
        return again;
    }

    /** An order is in force: the flag is its own. */
    void owned() {
        unowned = false;
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
        Optional<Long> before = text.updatedAt(found);
        Optional<Long> after = text.updatedAt(than);
        return before.isPresent() && after.isPresent() && before.get() < after.get();
    }
}
