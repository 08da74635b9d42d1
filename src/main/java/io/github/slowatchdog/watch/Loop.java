package io.github.slowatchdog.watch;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one thread on which everything is decided: a Vert.x context, with a clock and a way to tell. Whatever comes from outside
 * enters through {@link #on}; an exception in one step is told and cannot keep the next from being taken.
 */
final class Loop {

    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;
    private final Journal journal;
    private Runnable publisher = () -> {};
    private Runnable first = () -> {};
    private boolean ended;

    Loop(Vertx vertx, InstantSource clock, Journal journal) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
        this.journal = journal;
    }

    /** Has the Board published by this, soon. */
    void publishWith(Runnable publisher) {
        this.publisher = publisher;
    }

    /** Does this first in every step: what it finds out must be known before anything is decided. */
    void beginWith(Runnable first) {
        this.first = first;
    }

    Instant now() {
        return clock.instant();
    }

    /** Runs a step on the loop; not one that comes after the end. */
    void run(Runnable step) {
        context.runOnContext(ignored -> {
            if (!ended) {
                guarded(step);
            }
        });
    }

    /** The step under way is the last one. Completes when everything that was told up to now is recorded. */
    Future<Void> end() {
        ended = true;
        Promise<Void> over = Promise.promise();
        context.runOnContext(ignored -> over.complete());
        return over.future();
    }

    /** Takes the steps that wait, and none after them. Safe from any thread, and once more. Completes when all that was told is recorded. */
    Future<Void> close() {
        Promise<Void> over = Promise.promise();
        context.runOnContext(ignored -> end().onComplete(over));
        return over.future();
    }

    /** Takes an answer on the loop. The ports promise that their futures do not fail; one that does is told as a bug. */
    <T> void on(Future<T> answer, Consumer<T> step) {
        answer.onComplete(result -> run(() -> {
            if (result.failed()) {
                bug(result.cause());
            } else {
                step.accept(result.result());
            }
        }));
    }

    /**
     * Goes on in the step that is under way; an exception in it is told like that of a step, and ends nothing else.
     *
     * @param instead what is done where it fails
     */
    void goOn(Runnable part, Consumer<Throwable> instead) {
        attempt(part, instead);
    }

    /** Parts of the step that is under way: an exception in one of them is told, and the next is done all the same. */
    void each(Runnable... parts) {
        for (Runnable part : parts) {
            attempt(part);
        }
    }

    /** Asks the outside. A port that throws or fails, though it must not, is told as a bug and answered in its place. */
    <T> Future<T> ask(Supplier<Future<T>> question, Function<Throwable, T> instead) {
        Future<T> answer = Attempt.orElse(question, Future::failedFuture);
        if (answer.succeeded() && answer.result() != null) {
            return answer;
        }
        Promise<T> answered = Promise.promise();
        answer.onComplete(result -> {
            if (result.succeeded() && result.result() != null) {
                answered.complete(result.result());
                return;
            }
            Throwable cause = result.failed() ? result.cause() : new NullPointerException("no answer");
            run(() -> bug(cause));
            answered.complete(instead.apply(cause));
        });
        return answered.future();
    }

    void later(Duration delay, Runnable step) {
        vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> run(step));
    }

    /** Runs a step again and again; the answer ends it. */
    Runnable every(Duration interval, Runnable step) {
        long timer = vertx.setPeriodic(Math.max(1, interval.toMillis()), ignored -> run(step));
        return () -> vertx.cancelTimer(timer);
    }

    /** Tells what happened, after the step that is under way: never before a stop is on its way. */
    void tell(Event.Level level, String name, Map<String, Object> data) {
        Event event = new Event(now(), level, name, data);
        context.runOnContext(ignored -> {
            // also after the end: it has happened
            if (!ended) {
                attempt(first);
            }
            attempt(() -> journal.record(event));
        });
    }

    /** Tells it in the step that is under way, which must be one that orders no stop. */
    void record(Event.Level level, String name, Map<String, Object> data) {
        Event event = new Event(now(), level, name, data);
        attempt(() -> journal.record(event));
    }

    /** Whether what has been told waits for the disk, so that more of what is not urgent had better wait here. */
    boolean isTellingBehind() {
        return Attempt.orElse(journal::isBehind, e -> false); // what is broken is told by what is recorded
    }

    /** Something is to be seen on the Board. */
    void publish() {
        publisher.run();
    }

    private void guarded(Runnable step) {
        attempt(first);
        attempt(step);
    }

    private void attempt(Runnable step) {
        attempt(step, ignored -> {});
    }

    private void attempt(Runnable step, Consumer<Throwable> instead) {
        Attempt.of(step, e -> {
            bug(e);
            attempt(() -> instead.accept(e));
        });
    }

    /** A bug of ours must be loud, and must not stop the loop. */
    private void bug(Throwable e) {
        // where the journal itself is broken, there is nobody left to tell
        Attempt.of(
                () -> {
                    StackTraceElement[] trace = e.getStackTrace();
                    String where = trace.length == 0 ? "unknown place" : trace[0].toString();
                    journal.record(
                            new Event(now(), Event.Level.ERROR, "bug", Map.of("error", e.toString(), "where", where)));
                },
                lost -> lost.addSuppressed(e));
    }
}
