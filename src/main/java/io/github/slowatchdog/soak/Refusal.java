package io.github.slowatchdog.soak;

import java.util.Locale;

/** Why a phase may not begin: one code each, shown by {@code run} and in the runbook. */
public enum Refusal {
    /** The phase before has no result at all. */
    NOT_PASSED,
    /** The phase before has results, and none on this build. */
    OTHER_BUILD,
    /** The newest result of the phase before, on this build, is a fail. */
    PHASE_FAILED,
    /** The newest result of the phase before, on this build, is inconclusive. */
    PHASE_INCONCLUSIVE,
    /** One of the two phases names a build and the other does not, so that nobody can tell whether it is the same. */
    BUILD_NOT_NAMED,
    /** The metric that names the build could not be read, or is not there. */
    BUILD_UNKNOWN,
    /** The bot runs in two builds at once: a rollout is under way. */
    BUILDS_MIXED,
    /** The journal's chain is broken: a result in it may have been written or cut out by anybody. */
    JOURNAL_BROKEN,
    /** The journal could not be read. */
    JOURNAL_UNREADABLE;

    /** Whether it says nothing of what was passed, only that it cannot be told just now. */
    public boolean isOfTheMoment() {
        return this == BUILD_UNKNOWN || this == BUILDS_MIXED;
    }

    /** The lower-case word used in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
