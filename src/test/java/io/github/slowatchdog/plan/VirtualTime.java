package io.github.slowatchdog.plan;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only where somebody waits. */
final class VirtualTime implements Time {

    static final Instant BEGAN = Instant.parse("2026-11-21T08:00:00Z");

    private Duration elapsed = Duration.ZERO;

    @Override
    public Instant now() {
        return BEGAN.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void pause(Duration length) {
        elapsed = elapsed.plus(length);
    }
}
