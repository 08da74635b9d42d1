package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps the flag as the latch wants it, through the {@link KillSwitch}: at most one question at a time, asked again each
 * second, and sooner after a failure.
 */
final class FlagHold {

    static final String CHANNEL = "redis";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    /** Short, since a stop is due and not written; a refused connection costs Redis nothing. */
    private static final Duration LAST_RETRY = Duration.ofMillis(250);
    /** A flag that says stop without an order is looked at again so soon: the order may be on its way. */
    private static final Duration UNOWNED = Duration.ofMillis(200);
    /** A question that has not been answered for this long is asked again. */
    private static final Duration LOST = Duration.ofSeconds(10);

    /** Hears what was found. */
    interface Listener {

        /** The flag says stop, under the order that is in force; it was so at some moment after it was asked. */
        void held(StopOrder order, SwitchReport.Held held, Instant asked);

        /**
         * It could not be made to say so, for whatever reason.
         *
         * @param since when the first question in a row failed
         */
        void failed(StopOrder order, SwitchReport.Failed failed, Instant since);

        /** No order is in force there, and none is held here. */
        void clear(SwitchReport.Clear clear);

        /** Another order is in force there than the one held here, if any is. */
        void ordered(StopOrder other);

        /** The order in force has been released. */
        void released(StopOrder order, Release release);
    }

    private final Loop loop;
    private final Latch latch;
    private final KillSwitch killSwitch;
    private final Listener listener;
    private final Failures failures;
    private final Pending toSwitch = new Pending(LOST);
    private Optional<Boolean> up = Optional.empty();
    private int failuresInRow;
    private Instant failingSince = Instant.MIN;
    private boolean known;
    private Instant looked = Instant.MIN;
    private Optional<Standing> word = Optional.empty();

    FlagHold(Loop loop, Latch latch, KillSwitch killSwitch, Listener listener) {
        this.loop = loop;
        this.latch = latch;
        this.killSwitch = killSwitch;
        this.listener = listener;
        this.failures =
                new Failures(loop, CHANNEL, Stream.of(SwitchFailure.values()).map(SwitchFailure::word));
    }

    /** Whether the newest question was answered, and writes are taken there; empty: none yet. */
    Optional<Boolean> isUp() {
        return up;
    }

    /** Whether it is known how things stand there: it has been answered at least once. */
    boolean isKnown() {
        return known;
    }

    /** How often it failed, by the word of the reason; every reason is there from the start. */
    Map<String, Long> failures() {
        return failures.byReason();
    }

    /** Once a second: holds the order in force, or looks whether somebody else has ordered a stop. */
    void beat(Instant now, Supplier<Standing> standing) {
        if (!toSwitch.isFree(now)) {
            return;
        }
        if (latch.order().isPresent()) {
            hold(latch.order().get());
            leave(standing.get());
        } else {
            look(standing.get());
        }
    }

    /** Leaves word for whoever releases; what a look finds meanwhile, the next hold finds as well. */
    void leave(Standing standing) {
        loop.ask(() -> killSwitch.look(standing), this::broken);
    }

    /** Asks now, whatever is on its way. */
    void hold(StopOrder order) {
        Instant begun = loop.now();
        long question = toSwitch.begin(begun);
        loop.on(loop.ask(() -> killSwitch.hold(order), this::broken), report -> take(report, order, question, begun));
    }

    /** Whether it is known how things stood there at some moment after this one. */
    boolean hasLookedSince(Instant time) {
        return looked.isAfter(time);
    }

    /** Looks now, whatever is on its way. */
    void look() {
        word.ifPresent(this::look);
    }

    /** Looks now, and leaves this word. */
    void look(Standing standing) {
        Instant begun = loop.now();
        long question = toSwitch.begin(begun);
        word = Optional.of(standing);
        loop.on(loop.ask(() -> killSwitch.look(standing), this::broken), report -> {
            toSwitch.end(question);
            count(report);
            // an order may have been raised here meanwhile: then the next hold finds the other one
            boolean free = latch.order().isEmpty();
            if (report instanceof SwitchReport.Ordered ordered && free) {
                listener.ordered(ordered.order());
            } else if (report instanceof SwitchReport.Clear clear && free) {
                looked = begun;
                listener.clear(clear);
            } else if (report instanceof SwitchReport.Unowned && free) {
                loop.later(UNOWNED, this::look);
            }
        });
    }

    /** Asks how many replicas have what was written, if there are any; nothing waits for the answer. */
    void witness(Consumer<Replicated> step) {
        Future<Optional<Replicated>> asked = loop.ask(killSwitch::replicated, e -> Optional.empty());
        loop.on(asked, found -> found.ifPresent(step));
    }

    private SwitchReport broken(Throwable e) {
        return new SwitchReport.Failed(loop.now(), SwitchFailure.OTHER, "a bug in the kill switch: " + e);
    }

    private void take(SwitchReport report, StopOrder asked, long question, Instant begun) {
        count(report);
        if (report instanceof SwitchReport.Failed) {
            loop.later(retryDelay(failuresInRow++), () -> retry(question));
        } else {
            toSwitch.end(question);
        }
        if (latch.order().filter(asked::equals).isEmpty()) {
            return; // an answer to an order that is no longer the one in force
        }
        if (report instanceof SwitchReport.Failed failed) {
            listener.failed(asked, failed, failingSince);
        } else if (report instanceof SwitchReport.Held held) {
            listener.held(asked, held, begun);
        } else if (report instanceof SwitchReport.Ordered ordered) {
            listener.ordered(ordered.order());
        } else if (report instanceof SwitchReport.Released released) {
            listener.released(asked, released.release());
        }
    }

    /** One chain of retries, however many questions are on their way: only the newest is asked again. */
    private void retry(long question) {
        if (toSwitch.end(question)) {
            latch.order().ifPresent(this::hold);
        }
    }

    static Duration retryDelay(int failuresInRow) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failuresInRow, 10));
        return delay.compareTo(LAST_RETRY) < 0 ? delay : LAST_RETRY;
    }

    private void count(SwitchReport report) {
        up = Optional.of(!(report instanceof SwitchReport.Failed));
        if (report instanceof SwitchReport.Failed failed) {
            failingSince = failuresInRow == 0 ? loop.now() : failingSince;
            failures.count(failed.failure().word(), failed.detail());
        } else {
            if (failures.end()) {
                loop.tell(Event.Level.INFO, "kill switch works again", Map.of("channel", CHANNEL));
            }
            failuresInRow = 0;
            known |= !(report instanceof SwitchReport.Unowned);
        }
    }
}
