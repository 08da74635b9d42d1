package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A person stops or releases through Redis alone (SPEC 7.3, 7.4); a watchdog that runs learns of it within a second. Blocks
 * for a few timeouts of the store at most, a release up to three seconds more while a watchdog may still speak; trouble is an
 * outcome, never an exception.
 */
public final class ByHand {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FlagStore store;
    private final InstantSource clock;
    private final Consumer<Duration> pause;
    private final boolean isWatched;

    ByHand(FlagStore store, InstantSource clock, Consumer<Duration> pause, boolean isWatched) {
        this.store = store;
        this.clock = clock;
        this.pause = pause;
        this.isWatched = isWatched;
    }

    /** Whether a watchdog runs is told by its word. */
    public ByHand(FlagStore store, InstantSource clock) {
        this(store, clock, ByHand::sleep, false);
    }

    /** For the watchdog itself: it runs, so that no word means that nothing is known, not that nobody watches. */
    public static ByHand ofWatchdog(FlagStore store, InstantSource clock) {
        return new ByHand(store, clock, ByHand::sleep, true);
    }

    /** How a stop by hand ended. */
    public sealed interface StopOutcome {

        /** The flag says stop, read back. */
        record Stopped(StopOrder order, SwitchReport.Held report) implements StopOutcome {}

        /** The flag says stop, by an order that was in force before; release by its id. */
        record AlreadyStopped(StopOrder inForce) implements StopOutcome {}

        /** It is not known that the flag says stop. */
        record Failed(SwitchFailure failure, String detail) implements StopOutcome {}
    }

    /** How a release ended. */
    public sealed interface ReleaseOutcome {

        /**
         * Flag and order say so.
         *
         * @param release this one, or an earlier one of the same order
         * @param watched how the objectives stand, by the word of a running watchdog; empty if none has left word within the
         *     last seconds, so that nothing is known of the objectives
         */
        record Released(Release release, Optional<Standing> watched) implements ReleaseOutcome {}

        /** Nothing was changed; it would have taken {@code force}. */
        record Refused(StopOrder order, List<String> reasons) implements ReleaseOutcome {}

        /** Nothing was changed: that order is not in force; perhaps another is. */
        record NoSuchOrder(Optional<StopOrder> inForce) implements ReleaseOutcome {}

        /** It is not known that it is released. */
        record Failed(SwitchFailure failure, String detail) implements ReleaseOutcome {}
    }

    /**
     * Orders a stop.
     *
     * @param by the person
     * @param reason one line
     */
    public StopOutcome stop(String by, String reason) {
        StopOrder order = StopOrder.of(Cause.MANUAL, "", reason, clock.instant(), by);
        SwitchReport report = store.hold(order);
        if (report instanceof SwitchReport.Held held) {
            return new StopOutcome.Stopped(order, held);
        }
        if (report instanceof SwitchReport.Ordered ordered) {
            return new StopOutcome.AlreadyStopped(ordered.order());
        }
        if (report instanceof SwitchReport.Failed failed) {
            return new StopOutcome.Failed(failed.failure(), failed.detail());
        }
        return new StopOutcome.Failed(SwitchFailure.OTHER, "unexpected: " + report);
    }

    /**
     * Releases the order, unless that must be refused.
     *
     * @param by the person
     * @param reason one line
     * @param force release although objectives are not green; recorded with the release if it made the difference
     * @param greenFor how long the objectives must have been green
     */
    public ReleaseOutcome release(String orderId, String by, String reason, boolean force, Duration greenFor) {
        Optional<Standing> standing;
        Optional<StopOrder> order;
        boolean over;
        try {
            order = store.order();
            over = store.released(orderId).isPresent();
            if (!over && order.filter(one -> one.id().equals(orderId)).isEmpty()) {
                return new ReleaseOutcome.NoSuchOrder(order);
            }
            standing = over || force ? store.heard().standing() : standing();
        } catch (RedisFailure e) {
            return new ReleaseOutcome.Failed(e.code(), e.detail());
        }
        Instant now = clock.instant();
        Optional<String> refusal = over
                ? Optional.empty()
                : standing.map(word -> refusal(word, order.get(), now, greenFor))
                        .orElseGet(this::silence);
        if (refusal.isPresent() && !force) {
            return new ReleaseOutcome.Refused(order.get(), List.of(refusal.get()));
        }
        return released(store.release(new Release(orderId, by, reason, now, refusal.isPresent())), standing);
    }

    /**
     * Redis may have taken no writes for a while, so that the word of one that runs has expired: it is given time to speak. Whoever
     * does not then does not run, or cannot write where a release could.
     */
    private Optional<Standing> standing() {
        Heard heard = store.heard();
        for (long pauses = Heard.ALL_WITHIN.dividedBy(PAUSE); pauses > 0 && !heard.fromAll(); pauses--) {
            pause.accept(PAUSE);
            heard = store.heard();
        }
        return heard.standing();
    }

    private static void sleep(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }

    private Optional<String> silence() {
        return isWatched
                ? Optional.of("this watchdog could not leave word in Redis how the objectives stand")
                : Optional.empty();
    }

    private static Optional<String> refusal(Standing word, StopOrder order, Instant now, Duration greenFor) {
        // which one came first is not asked of the clocks, of several machines or set meanwhile: the word names the
        // order
        boolean isSince = word.orderId().filter(order.id()::equals).isPresent();
        return isSince || !word.blockers().isEmpty()
                ? word.refusal(now, greenFor)
                : Optional.of("the watchdog has not said yet how the objectives stand since the order");
    }

    private static ReleaseOutcome released(SwitchReport report, Optional<Standing> standing) {
        if (report instanceof SwitchReport.Released released) {
            return new ReleaseOutcome.Released(released.release(), standing);
        }
        if (report instanceof SwitchReport.Ordered ordered) {
            return new ReleaseOutcome.NoSuchOrder(Optional.of(ordered.order()));
        }
        if (report instanceof SwitchReport.Failed failed) {
            return new ReleaseOutcome.Failed(failed.failure(), failed.detail());
        }
        return new ReleaseOutcome.NoSuchOrder(Optional.empty());
    }
}
