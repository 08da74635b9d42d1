package io.github.slowatchdog.soak;

import java.util.Optional;

/** Whether a phase may begin, and why. */
public sealed interface Admission {

    /**
     * It may.
     *
     * @param by the pass that admits it; empty for a phase that needs none
     */
    record Granted(Optional<PhaseResult> by) implements Admission {}

    /**
     * It may not.
     *
     * @param why what is missing, as a sentence without its point
     * @param fix how to get it
     */
    record Refused(Refusal reason, String why, String fix) implements Admission {}
}
