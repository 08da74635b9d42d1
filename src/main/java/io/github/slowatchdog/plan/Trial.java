package io.github.slowatchdog.plan;

/** A step that can be tried, and tried again. */
interface Trial {

    /**
     * Tries it once, within the limits of time and size that the step has.
     *
     * @throws InterruptedException if the plan is broken off; nothing it has started goes on
     * @throws MisconfiguredException if it can never be made as things are
     */
    Finding make() throws InterruptedException, MisconfiguredException;

    /** Gives back what it holds, when it is not tried any more. */
    default void close() {}
}
