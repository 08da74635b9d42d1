package io.github.slowatchdog.plan;

import java.util.Locale;

/** How a step came out. */
public enum StepVerdict {
    /** As expected. */
    PASS,
    /** Not as expected. */
    FAIL,
    /** It could not be told, which is no pass. */
    INCONCLUSIVE,
    /** Its condition does not hold now: neither a pass nor a fail, and still to be made. */
    DEFERRED,
    /** Its condition does not hold now, and the plan says that this does not matter. */
    SKIPPED,
    /** It was not run, because of what happened before. */
    NOT_RUN,
    /** Done, with nothing to tell: a wait. */
    DONE;

    /** The word for people and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
