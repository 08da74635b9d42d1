package io.github.slowatchdog.cli;

import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.redis.Heard;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Confirmation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A rehearsal of the stop: a marked order goes the way of a real one, the bot must show that it obeys, and the order is
 * released. It runs beside a watchdog or without one. Nothing in it releases anything but its own order, once obeyed.
 */
final class Drill {

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final Duration HOLD_AGAIN = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final FlagStore store;
    private final Confirmation confirmation;
    private final InstantSource clock;
    private final List<Step> steps = new ArrayList<>();
    private long began;
    private long lastHold;

    /**
     * Something that was done.
     *
     * @param after how long after the decision it was done
     */
    record Step(String name, Duration after, String what) {}

    /** How it ended. */
    sealed interface Outcome {

        /** The bot obeyed, and the order is released. */
        record Obeyed() implements Outcome {}

        /** The bot did not show in time that it obeys; the order stays in force. */
        record NotObeyed(Duration within) implements Outcome {}

        /** A stop is in force that is not this drill's: it was there before, or came during the drill. */
        record RealStop(StopOrder order, boolean before) implements Outcome {}

        /** Somebody released the drill before it was over. */
        record ReleasedByOther(Release release) implements Outcome {}

        /** Redis did not do what was asked. */
        record Failed(SwitchFailure failure, String detail) implements Outcome {}
    }

    Drill(FlagStore store, Confirmation confirmation, InstantSource clock) {
        this.store = store;
        this.confirmation = confirmation;
        this.clock = clock;
    }

    /** What was done so far. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What is in force already, so that there must be no drill; empty if there may. */
    Optional<Outcome> obstacle() {
        SwitchReport found = store.peek();
        if (found instanceof SwitchReport.Unowned) {
            pause();
            found = store.peek();
        }
        if (found instanceof SwitchReport.Ordered ordered) {
            return Optional.of(new Outcome.RealStop(ordered.order(), true));
        }
        return found instanceof SwitchReport.Failed failed ? Optional.of(failed(failed)) : Optional.empty();
    }

    /** Whether the bot shows already what a stop should make it show: then its obedience proves less. */
    boolean isStoppedAlready() {
        Instant now = clock.instant();
        return asked(now, now.minus(Duration.ofMinutes(1)));
    }

    Outcome run(StopOrder order) {
        began = System.nanoTime();
        step("ordered", order.id());
        SwitchReport report = hold(order);
        if (!(report instanceof SwitchReport.Held held)) {
            return ended(report);
        }
        step("written", "flag written and read back");
        while (!asked(clock.instant(), held.at())) {
            if (sinceBegan().compareTo(confirmation.within()) > 0) {
                step("unconfirmed", "the bot does not obey");
                return new Outcome.NotObeyed(confirmation.within());
            }
            Optional<Outcome> interrupted = holdOn(order);
            if (interrupted.isPresent()) {
                return interrupted.get();
            }
        }
        step(
                "confirmed",
                confirmation.indicator().query() + " " + confirmation.expect().text());
        return release(order);
    }

    private Outcome release(StopOrder order) {
        Duration obeyed = sinceBegan();
        boolean watched = isWatched();
        while (watched && sinceBegan().compareTo(Heard.ALL_WITHIN) < 0) {
            Optional<Outcome> interrupted = holdOn(order);
            if (interrupted.isPresent()) {
                return interrupted.get();
            }
        }
        String reason = "drill over: the bot obeyed after " + obeyed.toMillis() + " ms";
        SwitchReport report = store.endDrill(new Release(order.id(), order.by(), reason, clock.instant(), false));
        if (!(report instanceof SwitchReport.Released)) {
            return ended(report);
        }
        step("released", watched ? "beside a watchdog" : "no watchdog runs");
        return new Outcome.Obeyed();
    }

    /** Waits a little; keeps the flag right as a watchdog would, and says if the drill is over because of others. */
    private Optional<Outcome> holdOn(StopOrder order) {
        pause();
        if (Duration.ofNanos(System.nanoTime() - lastHold).compareTo(HOLD_AGAIN) < 0) {
            return Optional.empty();
        }
        SwitchReport report = hold(order);
        return report instanceof SwitchReport.Held || report instanceof SwitchReport.Failed
                ? Optional.empty()
                : Optional.of(ended(report));
    }

    private SwitchReport hold(StopOrder order) {
        lastHold = System.nanoTime();
        return store.hold(order);
    }

    private static Outcome ended(SwitchReport report) {
        if (report instanceof SwitchReport.Ordered ordered) {
            return new Outcome.RealStop(ordered.order(), false);
        }
        if (report instanceof SwitchReport.Released released) {
            return new Outcome.ReleasedByOther(released.release());
        }
        return report instanceof SwitchReport.Failed failed
                ? failed(failed)
                : new Outcome.Failed(SwitchFailure.OTHER, "the order is gone from Redis");
    }

    private static Outcome failed(SwitchReport.Failed failed) {
        return new Outcome.Failed(failed.failure(), failed.detail());
    }

    private boolean isWatched() {
        try {
            return store.heard().standing().isPresent();
        } catch (io.github.slowatchdog.redis.RedisFailure e) {
            return false;
        }
    }

    private boolean asked(Instant now, Instant newerThan) {
        try {
            return confirmation
                    .ask(now, newerThan)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration sinceBegan() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void step(String name, String what) {
        steps.add(new Step(name, sinceBegan(), what));
    }
}
