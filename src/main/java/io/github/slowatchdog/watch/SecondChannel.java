package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.ChannelReport;
import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fires the second channel (SPEC 7.2) when the flag has not been written in time, or the bot does not show that it obeys; and
 * again, about once a second, until it does. Without a {@code confirm} nobody can show it: then until the bot has taken one
 * order and the flag says stop. Waits for nothing that has to do with the flag.
 */
final class SecondChannel {

    /** How long the flag may take, from the decision. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** A question that has not been answered for this long is asked again. */
    private static final Duration LOST = Duration.ofSeconds(10);

    private final Loop loop;
    private final Latch latch;
    private final StopChannel channel;
    private final boolean confirmable;
    private final Timings timings;
    private final Failures failures;
    private final Pending toBot = new Pending(LOST);
    private Instant decided = Instant.MIN;
    private boolean late;
    private boolean fired;
    private boolean accepted;

    /** @param confirmable whether the bot can show that it obeys */
    SecondChannel(Loop loop, Latch latch, StopChannel channel, boolean confirmable, Timings timings) {
        this.loop = loop;
        this.latch = latch;
        this.channel = channel;
        this.confirmable = confirmable;
        this.timings = timings;
        this.failures = new Failures(
                loop, channel.name(), Stream.of(ChannelFailure.values()).map(ChannelFailure::word));
    }

    String name() {
        return channel.name();
    }

    /** How often it failed, by the word of the reason; every reason is there from the start. */
    Map<String, Long> failures() {
        return failures.byReason();
    }

    /** An order is in force from now on. */
    void begin(StopOrder order, Instant now) {
        decided = now;
        late = false;
        fired = false;
        accepted = false;
        expectFlag(order);
    }

    /** The flag has to be written from now on. */
    void expectFlag(StopOrder order) {
        // by a timer, which a clock that is set cannot hold up
        loop.later(PATIENCE, () -> {
            if (isInForce(order) && latch.state() == StopState.ORDERED) {
                late = true;
                settle();
            }
        });
    }

    /** Fires if that is needed and not under way; to be called whenever something may have changed. */
    void settle() {
        if (latch.state() == StopState.CONFIRMED) {
            fired = false;
        }
        if (isNeeded() && toBot.isFree(loop.now())) {
            latch.order().ifPresent(this::fire);
        }
    }

    private boolean isNeeded() {
        return switch (latch.state()) {
            case CLEAR, CONFIRMED -> false;
            case ORDERED -> late;
            case WRITTEN -> fired && (confirmable || !accepted);
            case UNCONFIRMED -> true;
        };
    }

    private void fire(StopOrder order) {
        fired = true;
        long question = toBot.begin(loop.now());
        loop.on(loop.ask(() -> channel.fire(order), SecondChannel::broken), report -> {
            take(order, report);
            loop.later(AGAIN, () -> {
                if (toBot.end(question)) {
                    settle();
                }
            });
        });
    }

    private static ChannelReport broken(Throwable e) {
        return new ChannelReport.Failed(ChannelFailure.OTHER, "a bug in the channel: " + e);
    }

    private void take(StopOrder order, ChannelReport report) {
        if (report instanceof ChannelReport.Failed failed) {
            failures.count(failed.failure().word(), failed.detail());
            return;
        }
        failures.end();
        if (!accepted && isInForce(order)) {
            accepted = true;
            timings.stopWritten(name(), Duration.between(decided, loop.now()));
            Map<String, Object> data = order.asData();
            data.put("channel", name());
            loop.tell(Event.Level.ERROR, "stop sent", data);
        }
    }

    private boolean isInForce(StopOrder order) {
        Optional<StopOrder> inForce = latch.order();
        return inForce.filter(order::equals).isPresent();
    }
}
