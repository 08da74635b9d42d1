package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Reloading;
import io.github.slowatchdog.watch.Attempt;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Watchdog;
import io.github.slowatchdog.watch.WatchdogSetup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts another configuration in force while everything goes on: the running watchdog hands its checkpoint over to one that is made
 * of the new settings. Everything that may fail is done before, and if the new one does not begin all the same, the old one's setup goes
 * on from the same checkpoint. On a thread of its own, one after the other.
 */
final class Reloader implements Reloading, AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Supplier<Loaded> source;
    private final Function<Settings, WatchdogSetup> setups;
    private final Chronicle chronicle;
    private final ReloadNotes notes;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = OneThread.named("reload");
    private volatile InForce inForce;

    /**
     * @param source reads the configuration as it is now
     * @param setups makes what a watchdog needs of settings; may throw
     */
    Reloader(
            Vertx vertx,
            Supplier<Loaded> source,
            Function<Settings, WatchdogSetup> setups,
            Chronicle chronicle,
            InForce first) {
        this.vertx = vertx;
        this.source = source;
        this.setups = setups;
        this.chronicle = chronicle;
        this.notes = new ReloadNotes(chronicle);
        this.clock = InstantSource.system();
        this.inForce = first;
    }

    /** What runs at this moment. Safe from any thread. */
    InForce inForce() {
        return inForce;
    }

    @Override
    public Future<Outcome> reload() {
        return reload("http");
    }

    /** @param trigger who asks for it, in a word */
    Future<Outcome> reload(String trigger) {
        Promise<Outcome> done = Promise.promise();
        try {
            thread.execute(() -> done.complete(Attempt.orElse(
                    () -> reload(trigger, source.get()), e -> refused(trigger, "not_reloaded", "a bug: " + e))));
        } catch (RejectedExecutionException e) {
            done.complete(new Outcome.Refused("ending", "this process is about to end"));
        }
        return done.future();
    }

    /** Follows the files from now on. */
    void watch() {
        ConfigWatch watch = new ConfigWatch(
                source, () -> inForce.successful() ? inForce.settings().hash() : "", read -> reload("watch", read));
        // one bad look must not end all others
        Runnable look = () -> Attempt.of(watch::look, e -> refused("watch", "not_reloaded", "a bug: " + e));
        var unused = thread.scheduleWithFixedDelay(look, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Outcome reload(String trigger, Loaded loaded) {
        if (loaded instanceof Loaded.Invalid invalid) {
            inForce = inForce.afterFailure();
            return notes.invalid(trigger, inForce.settings(), invalid);
        }
        Settings before = inForce.settings();
        Change change = Change.between(before, ((Loaded.Ok) loaded).settings());
        Optional<Beginning> beginning = Optional.empty();
        if (!change.samePhase()) {
            chronicle.flush(); // what the phase before has come to may be on its way to the disk
            Beginning.Decision decision = PhaseDecision.of(vertx, change.settings(), Beginning.Wishes.NONE);
            if (decision instanceof Beginning.Decision.Refused refused) {
                String why = "phase " + change.settings().phase().name() + " may not begin: "
                        + refused.why().why() + "; fix: " + refused.why().fix();
                return refused(trigger, refused.why().reason().word(), why);
            }
            beginning = Optional.of(((Beginning.Decision.Begins) decision).beginning());
        }
        WatchdogSetup.Start start = beginning
                .map(Beginning::start)
                .orElseGet(() ->
                        inForce.setup().start().goesOn(change.settings().phase().build()));
        WatchdogSetup setup;
        try {
            setup = setups.apply(change.settings()).on(start);
        } catch (RuntimeException e) {
            return refused(trigger, "not_built", "what the configuration names cannot be used: " + e.getMessage());
        }
        Optional<String> trouble = handOver(change.settings(), setup, beginning);
        return trouble.isPresent()
                ? refused(trigger, "not_begun", trouble.get())
                : notes.reloaded(trigger, before, change);
    }

    /** From one to the next; what went wrong, if the one before had to be begun again. */
    private Optional<String> handOver(Settings settings, WatchdogSetup setup, Optional<Beginning> beginning) {
        InForce before = inForce;
        // without a limit: given up half way, nobody would watch
        Checkpoint handed = await(before.watchdog().handOver());
        chronicle.loaded(settings);
        beginning.ifPresent(chronicle::begin);
        Optional<String> trouble = Attempt.orElse(
                () -> {
                    Watchdog next = await(Watchdog.takeOver(vertx, setup, handed, chronicle::keep));
                    inForce = new InForce(settings, setup, next, true, clock.instant());
                    return Optional.empty();
                },
                e -> {
                    inForce =
                            before.watchedBy(await(Watchdog.takeOver(vertx, before.setup(), handed, chronicle::keep)));
                    chronicle.loaded(before.settings());
                    return Optional.of("the new watch did not begin: " + e);
                });
        if (trouble.isEmpty()) {
            before.watchdog().leave();
        }
        return trouble;
    }

    private Outcome refused(String trigger, String code, String why) {
        inForce = inForce.afterFailure();
        return notes.refused(trigger, inForce.settings(), code, why);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Takes no more reloads, and waits a little for one that is under way. */
    @Override
    public void close() {
        List<Runnable> waiting = thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                org.slf4j.LoggerFactory.getLogger(Reloader.class)
                        .warn("a reload is still under way, {} more wait", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
