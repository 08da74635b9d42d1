package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the latch real: while it holds an order, the flag is held through the {@link KillSwitch} each second, and the bot is
 * asked whether it obeys. Level-triggered, so that a lost answer, a lost flag or a restart needs no case of its own.
 */
final class StopDesk {

    private static final String CHANNEL = "redis";
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    /** A question to switch or bot that has not been answered for this long is asked again. */
    private static final Duration LOST = Duration.ofSeconds(10);

    private final Loop loop;
    private final String name;
    private final KillSwitch killSwitch;
    private final boolean enforced;
    private final Optional<Confirmation> confirmation;
    private final Timings timings;
    private final Supplier<Map<String, Obligation>> obliging;
    private final Latch latch = new Latch();
    private final Map<String, Long> orders = new LinkedHashMap<>();
    private final Map<SwitchFailure, Long> failures = new EnumMap<>(SwitchFailure.class);
    private final Map<SwitchReport.Rewrite, Long> reasserts = new EnumMap<>(SwitchReport.Rewrite.class);
    private Optional<Boolean> switchUp = Optional.empty();
    private @Nullable SwitchFailure lastFailure;
    private final Pending toSwitch = new Pending(LOST);
    private final Pending toBot = new Pending(LOST);
    private int failuresInRow;
    private Instant written = Instant.MIN;
    private boolean confirmedOnce;

    /**
     * @param obliging the objectives that oblige to stop at this moment
     */
    StopDesk(Loop loop, WatchdogSetup setup, Supplier<Map<String, Obligation>> obliging) {
        this.loop = loop;
        this.name = setup.name();
        this.killSwitch = setup.killSwitch();
        this.enforced = setup.enforced();
        this.confirmation = setup.confirmation();
        this.timings = setup.timings();
        this.obliging = obliging;
        Board.COUNTED_CAUSES.forEach(cause -> orders.put(cause.word(), 0L));
        setup.objectives().forEach(objective -> orders.put(objective.name(), 0L));
        for (SwitchFailure failure : SwitchFailure.values()) {
            failures.put(failure, 0L);
        }
        for (SwitchReport.Rewrite rewrite : SwitchReport.Rewrite.values()) {
            if (rewrite != SwitchReport.Rewrite.FIRST) {
                reasserts.put(rewrite, 0L);
            }
        }
    }

    /** An objective obliges to stop: the first write goes out before anything else happens. */
    void raise(Obligation obligation, String slo, String reason, Instant now) {
        Optional<StopOrder> raised = latch.raise(obligation.cause(), slo, reason, now, name, obligation.events());
        raised.ifPresent(order -> {
            confirmedOnce = false;
            hold(order);
            orders.merge(order.countedAs(), 1L, Long::sum);
            loop.tell(Event.Level.ERROR, "stop ordered", data(order));
        });
    }

    void recovered(String slo) {
        latch.recovered(slo);
    }

    /** Once a second: hold the flag, or look whether somebody else ordered a stop; and ask the bot. */
    void beat(Instant now, Standing standing) {
        if (!enforced) {
            return;
        }
        if (toSwitch.isFree(now)) {
            latch.order()
                    .ifPresentOrElse(
                            order -> {
                                hold(order);
                                leaveWord(standing);
                            },
                            () -> look(standing));
        }
        confirmation.ifPresent(how -> settleConfirmation(() -> latch.pass(now, how.within()), now));
        confirm(now);
    }

    private void hold(StopOrder order) {
        if (!enforced) {
            return;
        }
        long question = toSwitch.begin(loop.now());
        loop.on(loop.ask(() -> killSwitch.hold(order), this::broken), report -> take(report, order, question));
    }

    private void look(Standing standing) {
        long question = toSwitch.begin(loop.now());
        loop.on(loop.ask(() -> killSwitch.look(standing), this::broken), report -> {
            toSwitch.end(question);
            count(report);
            // an order may have been raised here meanwhile: then the next hold finds the other one
            if (report instanceof SwitchReport.Ordered ordered && latch.order().isEmpty()) {
                adopt(ordered.order());
            }
        });
    }

    /** Whoever releases must know how the objectives stand since the order; what a look finds, the next hold finds as well. */
    private void leaveWord(Standing standing) {
        loop.ask(() -> killSwitch.look(standing), this::broken);
    }

    private SwitchReport broken(Throwable e) {
        return new SwitchReport.Failed(loop.now(), SwitchFailure.OTHER, "a bug in the kill switch: " + e);
    }

    private void take(SwitchReport report, StopOrder asked, long question) {
        count(report);
        if (report instanceof SwitchReport.Failed) {
            loop.later(retryDelay(failuresInRow++), () -> retry(question));
        } else {
            toSwitch.end(question);
        }
        if (latch.order().filter(asked::equals).isEmpty()) {
            return; // an answer to an order that is no longer the one in force
        }
        if (report instanceof SwitchReport.Held held) {
            held(held, asked);
        } else if (report instanceof SwitchReport.Ordered ordered) {
            adopt(ordered.order());
        } else if (report instanceof SwitchReport.Released released) {
            release(released);
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

    private void held(SwitchReport.Held held, StopOrder order) {
        boolean first = latch.state() == StopState.ORDERED;
        latch.held(held.at());
        if (first || held.rewrite().isPresent()) {
            written = held.at();
        }
        if (first) {
            timings.stopWritten(CHANNEL, Duration.between(order.at(), held.at()));
            Map<String, Object> data = data(order);
            data.put("flag_before", held.found());
            data.put("adopted", held.rewrite().isEmpty());
            loop.tell(Event.Level.ERROR, "stop written", data);
        } else {
            held.rewrite()
                    .filter(why -> why != SwitchReport.Rewrite.FIRST)
                    .ifPresent(why -> rewritten(why, held, order));
        }
        loop.publish();
        confirm(held.at());
    }

    private void rewritten(SwitchReport.Rewrite why, SwitchReport.Held held, StopOrder order) {
        latch.rewritten(held.at());
        reasserts.merge(why, 1L, Long::sum);
        Map<String, Object> data = data(order);
        data.put("found", held.found());
        loop.tell(Event.Level.ERROR, "flag " + why.name().toLowerCase(java.util.Locale.ROOT), data);
    }

    private void adopt(StopOrder order) {
        latch.adopt(order);
        confirmedOnce = false;
        hold(order);
        orders.merge(order.countedAs(), 1L, Long::sum);
        loop.tell(Event.Level.WARN, "stop adopted", data(order));
    }

    private void release(SwitchReport.Released released) {
        latch.release(obliging.get());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", released.release().orderId());
        data.put("by", released.release().by());
        data.put("reason", released.release().reason());
        data.put("forced", released.release().forced());
        loop.tell(Event.Level.WARN, "released", data);
        loop.publish();
    }

    private void count(SwitchReport report) {
        boolean up = !(report instanceof SwitchReport.Failed);
        switchUp = Optional.of(up);
        if (report instanceof SwitchReport.Failed failed) {
            failures.merge(failed.failure(), 1L, Long::sum);
            if (lastFailure != failed.failure()) {
                lastFailure = failed.failure();
                loop.tell(
                        Event.Level.ERROR,
                        "kill switch failed",
                        Map.of("channel", CHANNEL, "reason", failed.failure().word(), "detail", failed.detail()));
            }
        } else {
            if (lastFailure != null) {
                lastFailure = null;
                loop.tell(Event.Level.INFO, "kill switch works again", Map.of("channel", CHANNEL));
            }
            failuresInRow = 0;
        }
    }

    private void confirm(Instant now) {
        boolean due = latch.state() != StopState.CLEAR && latch.state() != StopState.ORDERED;
        if (!due || confirmation.isEmpty() || !toBot.isFree(now)) {
            return;
        }
        Confirmation how = confirmation.get();
        Instant since = written;
        long question = toBot.begin(now);
        loop.on(loop.ask(() -> how.ask(now, since), e -> false), obeys -> {
            // what was asked before the newest write proves nothing of it
            if (since.equals(written)) {
                Instant then = loop.now();
                settleConfirmation(obeys ? latch::seen : () -> latch.unseen(then, how.within()), then);
            }
            loop.later(ASK_AGAIN, () -> askAgain(obeys, question));
        });
    }

    private void settleConfirmation(Runnable step, Instant now) {
        StopState before = latch.state();
        step.run();
        if (latch.state() != before) {
            latch.order().ifPresent(order -> confirmed(order, now));
        }
    }

    /** A bot that obeys is asked again by the next beat, one that does not yet at once. */
    private void askAgain(boolean obeyed, long question) {
        if (toBot.end(question) && !obeyed) {
            confirm(loop.now());
        }
    }

    private void confirmed(StopOrder order, Instant now) {
        if (latch.state() == StopState.CONFIRMED && !confirmedOnce) {
            confirmedOnce = true;
            timings.stopConfirmed(Duration.between(order.at(), now));
        }
        Event.Level level = latch.state() == StopState.CONFIRMED ? Event.Level.WARN : Event.Level.ERROR;
        loop.tell(level, "stop " + latch.state().word(), data(order));
        loop.publish();
    }

    private static Map<String, Object> data(StopOrder order) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", order.id());
        data.put("cause", order.cause().word());
        data.put("slo", order.slo());
        data.put("reason", order.reason());
        data.put("by", order.by());
        return data;
    }

    Board.StopView view() {
        return new Board.StopView(
                enforced,
                latch.state(),
                latch.order(),
                switchUp,
                Map.copyOf(orders),
                Map.of(CHANNEL, Map.copyOf(failures)),
                Map.copyOf(reasserts));
    }
}
