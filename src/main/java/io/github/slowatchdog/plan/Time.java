package io.github.slowatchdog.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What time it is, and waiting; in tests nobody waits. */
public interface Time {

    /** The time of day, for evidence and for questions. */
    Instant now();

    /** Time that has passed since some moment; nobody sets it. */
    Duration elapsed();

    /** Lets so much time pass. */
    void pause(Duration length) throws InterruptedException;

    /** The machine's. */
    static Time system() {
        long began = System.nanoTime();
        return new Time() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime() - began);
            }

            @Override
            public void pause(Duration length) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(length.toNanos());
            }
        };
    }
}
