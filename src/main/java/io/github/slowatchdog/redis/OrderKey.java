package io.github.slowatchdog.redis;

import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The key that keeps the order, and what was last seen in it. */
final class OrderKey {

    private static final int RACES = 10;

    /** What decides on the slot of a key in a cluster: the first pair of braces with something in it. */
    private static final Pattern TAG = Pattern.compile("^[^{]*\\{[^}]+}");

    /** In a cluster a release cannot write order and flag at once; the flag follows within this time, or not at all. */
    private static final Duration FLAG_FOLLOWS = Duration.ofSeconds(3);

    private final String name;
    private boolean known;
    private Content content = Content.ABSENT;
    private OrderRecord record = OrderRecord.NONE;
    private final Elapsed releaseSeen = new Elapsed(System::nanoTime);

    private OrderKey(String name) {
        this.name = name;
    }

    static OrderKey of(String flagKey) {
        return new OrderKey(beside(flagKey, "order"));
    }

    /** A key for all who guard this flag, whatever they are called; in a cluster in the slot of the flag. */
    static String beside(String flagKey, String name) {
        boolean tagged = TAG.matcher(flagKey).find();
        return "slo-watchdog:" + (tagged ? flagKey : "{" + flagKey + "}") + ":" + name;
    }

    String name() {
        return name;
    }

    /** Whether it has been read, so that {@link #seenRelease} means something. */
    boolean known() {
        return known;
    }

    /** The release of this order, as last seen. */
    Optional<Release> seenRelease(String orderId) {
        return record.releaseOf(orderId);
    }

    /** The order in force that comes before this one, as last seen. */
    Optional<StopOrder> seenBefore(StopOrder order) {
        return record.inForceBefore(order).filter(other -> !other.id().equals(order.id()));
    }

    /** The bytes last seen. */
    Content content() {
        return content;
    }

    OrderRecord read(Master on, Instant now) {
        return saw(on.get(name), now);
    }

    OrderRecord saw(Content seen, Instant now) {
        if (!known || !seen.equals(content)) {
            OrderRecord parsed = OrderRecord.parse(seen);
            if (parsed.release().isPresent() && !parsed.release().equals(record.release())) {
                releaseSeen.now();
            }
            content = seen;
            record = parsed;
            known = true;
        }
        return record;
    }

    /** Whether an order was released so lately that the flag may be about to follow. */
    boolean releasing() {
        return record.release().isPresent() && releaseSeen.isWithin(FLAG_FOLLOWS);
    }

    /** The change that puts the order there, by what was last seen; empty if it is there, may not be, or nothing is known. */
    Optional<Change> change(StopOrder order) {
        boolean isThere = record.inForce().filter(order::equals).isPresent();
        boolean mayNot = record.inForceBefore(order).isPresent()
                || record.releaseOf(order.id()).isPresent();
        return !known || isThere || mayNot
                ? Optional.empty()
                : Optional.of(Change.of(name, content, record.ordered(order).encoded()));
    }

    /** Puts the order there, unless another is in force or this one is over; what is there then. */
    OrderRecord put(Master on, StopOrder order, Instant now) {
        read(on, now);
        for (int race = 0; race < RACES; race++) {
            if (record.inForceBefore(order).isPresent()
                    || record.releaseOf(order.id()).isPresent()) {
                return record;
            }
            Content wanted = record.ordered(order).encoded();
            saw(on.swap(List.of(Change.of(name, content, wanted))).first(), now);
        }
        throw new RedisFailure(SwitchFailure.OTHER, "the order key changes too fast to be written");
    }
}
