package io.github.slowatchdog.redis;

import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Writes a release into order key and flag: both or none; where they cannot be written at once, the order first. */
record ReleaseWrite(Master on, String flagKey, FlagText text, OrderKey orders, InstantSource clock, Ending ending) {

    /** What a release makes of the record. */
    @FunctionalInterface
    interface Ending {
        OrderRecord apply(OrderRecord record, Release release);
    }

    private static final int RACES = 20;

    SwitchReport write(Release release) {
        for (int race = 0; race < RACES; race++) {
            Instant now = clock.instant();
            Content flag = on.get(flagKey);
            OrderRecord record = orders.read(on, now);
            Optional<StopOrder> inForce = record.inForce();
            if (inForce.isEmpty() || !inForce.get().id().equals(release.orderId())) {
                return otherwise(record, release, flag);
            }
            if (swapped(flag, ending.apply(record, release), now)) {
                return new SwitchReport.Released(clock.instant(), release);
            }
        }
        throw new RedisFailure(SwitchFailure.OTHER, "the flag changes too fast to be released; nothing is released");
    }

    private boolean swapped(Content flag, OrderRecord released, Instant now) {
        Change order = Change.of(orders.name(), orders.content(), released.encoded());
        Change unstop = Change.of(flagKey, flag, text.released(flag, now));
        if (on.together(flagKey, orders.name())) {
            return wrote(on.swap(List.of(order, unstop)), now);
        }
        return wrote(on.swap(List.of(order)), now) && followed(flag);
    }

    private boolean wrote(Swap swap, Instant now) {
        orders.saw(swap.first(), now);
        return swap.done();
    }

    private SwitchReport otherwise(OrderRecord record, Release release, Content flag) {
        Optional<Release> before = record.releaseOf(release.orderId());
        if (before.isPresent()) {
            // a release that broke off between the two keys is finished by saying it again
            if (!on.together(flagKey, orders.name()) && record.release().equals(before) && text.saysStop(flag)) {
                followed(flag);
            }
            return new SwitchReport.Released(clock.instant(), before.get());
        }
        return record.inForce()
                .<SwitchReport>map(order -> new SwitchReport.Ordered(clock.instant(), order))
                .orElseGet(() -> new SwitchReport.Clear(clock.instant(), record.lastDrill()));
    }

    /** The order is released; now the flag has to follow, whatever it holds. */
    private boolean followed(Content flag) {
        Content found = flag;
        for (int race = 0; race < RACES; race++) {
            Swap swap = on.swap(List.of(Change.of(flagKey, found, text.released(found, clock.instant()))));
            if (swap.done()) {
                return true;
            }
            found = swap.first();
        }
        throw new RedisFailure(
                SwitchFailure.OTHER,
                "the order is released, but the flag changes too fast to be written; release again");
    }
}
