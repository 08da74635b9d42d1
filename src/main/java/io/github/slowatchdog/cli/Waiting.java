package io.github.slowatchdog.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of a soak. All that counts is kept by the watchdog, so that a wait may be broken off and begun again, and
 * survives a watchdog or a network that is away for a while.
 */
final class Waiting {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Question question;
    private final Progress progress;
    private double done;

    /** Asks for the gate. */
    interface Question {
        Asked ask();
    }

    /**
     * How a question went.
     *
     * @param gate empty if there is no answer
     * @param trouble why there is none
     * @param exit what the trouble leads to, if it lasts
     */
    record Asked(Optional<GateAnswer> gate, String trouble, ExitCode exit) {}

    Waiting(Question question, Progress progress) {
        this.question = question;
        this.progress = progress;
    }

    /** How things stood when the soak had ended or the time was over, whichever came first. */
    Asked until(Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Asked asked = question.ask();
            Duration left = limit.minusNanos(System.nanoTime() - began);
            if (asked.gate().filter(GateAnswer::isOver).isPresent() || left.isNegative() || left.isZero()) {
                progress.leave();
                return asked;
            }
            show(asked);
            TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(AGAIN.toMillis(), left.toMillis())));
        }
    }

    private void show(Asked asked) {
        if (asked.gate().isEmpty()) {
            progress.show(done, asked.trouble() + "; asking again", "");
            return;
        }
        GateAnswer gate = asked.gate().get();
        done = gate.soak().done();
        // what is new comes first: the end does not fit on a narrow terminal
        String state = gate.why() + " (phase " + gate.soak().phase() + ", soak "
                + gate.soak().id() + ")";
        progress.show(done, state, gate.soak().progress());
    }
}
