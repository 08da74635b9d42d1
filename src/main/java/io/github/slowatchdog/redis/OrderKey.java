package io.github.slowatchdog.redis;

import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The key that keeps the order, and what was last seen in it. */
final class OrderKey {

    private static final int RACES = 10;

    /** In a cluster a release cannot write order and flag at once; the flag follows within this time, or not at all. */
    private static final Duration FLAG_FOLLOWS = Duration.ofSeconds(3);

    private final String name;
    private boolean known;
    private Content content = Content.ABSENT;
    private OrderRecord record = OrderRecord.NONE;
    private Instant releaseSeen = Instant.MIN;

    OrderKey(String name) {
        this.name = name;
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

    /** The order in force, as last seen. */
    Optional<StopOrder> seenInForce() {
        return record.inForce();
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
                releaseSeen = now;
            }
            content = seen;
            record = parsed;
            known = true;
        }
        return record;
    }

    /** Whether an order was released so lately that the flag may be about to follow. */
    boolean releasing(Instant now) {
        return record.release().isPresent()
                && Duration.between(releaseSeen, now).compareTo(FLAG_FOLLOWS) < 0;
    }

    /** Puts the order there, unless another is in force or this one is over; what is there then. */
    OrderRecord put(Master on, StopOrder order, Instant now) {
        read(on, now);
        for (int race = 0; race < RACES; race++) {
            if (record.inForce().isPresent() || record.releaseOf(order.id()).isPresent()) {
                return record;
            }
            Content wanted = record.ordered(order).encoded();
            saw(on.swap(List.of(Change.of(name, content, wanted))).first(), now);
        }
        throw new RedisFailure(SwitchFailure.OTHER, "the order key changes too fast to be written");
    }
}
