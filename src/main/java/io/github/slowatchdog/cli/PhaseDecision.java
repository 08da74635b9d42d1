package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.soak.Build;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Whether a phase may begin now: asks the bot for its build and the journal for what has passed. Takes seconds, and blocks. */
final class PhaseDecision {

    /** How long the bot's build may take to be known. */
    private static final Duration BUILD_LIMIT = Duration.ofSeconds(10);

    private PhaseDecision() {}

    /** @param wishes who wants it otherwise than by itself, if anybody does */
    static Beginning.Decision of(Vertx vertx, Settings settings, Beginning.Wishes wishes) {
        // one phase alone comes after nothing, and has nothing beside it to be shown
        PhaseEvidence evidence =
                settings.journal().isPresent() && settings.phases().size() > 1
                        ? PhaseEvidence.of(settings.journal().get())
                        : PhaseEvidence.NONE;
        return Beginning.decide(settings, evidence, build(vertx, settings), wishes);
    }

    private static Build build(Vertx vertx, Settings settings) {
        if (settings.phase().build().isEmpty()) {
            return new Build.Unknown("no metric is named");
        }
        try {
            return BuildReading.of(vertx, settings, settings.phase().build().get(), BUILD_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Build.Unknown("this process is about to end");
        }
    }
}
