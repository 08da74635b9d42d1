package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What breaks in a step is told, and keeps nothing else from being done. */
class LoopTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Loop loop = new Loop(vertx, InstantSource.system(), event -> told.add(event.name()));
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void partsOfAStepDoNotKeepEachOtherFromBeingDone() {
        loop.run(() -> loop.each(
                () -> done.add("first"),
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> done.add("last")));
        ServerProcess.await("all is done", () -> done.equals(List.of("first", "last")));
        assertThat(told).containsExactly("bug", "bug");
    }

    /** Telling of one bug must not become another that ends the step. */
    @Test
    void aJournalThatBreaksKeepsNoPartFromBeingDone() {
        Loop untold = new Loop(vertx, InstantSource.system(), event -> {
            throw new NoClassDefFoundError("of a jar that was replaced");
        });
        untold.run(() -> untold.each(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> untold.record(Event.Level.INFO, "something", Map.of()),
                () -> done.add("last")));
        ServerProcess.await("all is done", () -> done.equals(List.of("last")));
    }

    @Test
    void whatIsDoneInsteadMayBreakAsWell() {
        loop.run(() -> {
            loop.goOn(
                    () -> {
                        throw new IllegalStateException("a bug");
                    },
                    e -> {
                        done.add("instead of " + e.getMessage());
                        throw new AssertionError("another");
                    });
            done.add("went on");
        });
        ServerProcess.await("all is done", () -> done.equals(List.of("instead of a bug", "went on")));
        assertThat(told).containsExactly("bug", "bug");
    }
}
