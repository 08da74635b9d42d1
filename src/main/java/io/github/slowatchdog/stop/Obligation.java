package io.github.slowatchdog.stop;

/**
 * What obliges to stop, as a person knew it who released all the same.
 *
 * @param cause breach or blindness: one that was known does not excuse the other
 * @param events how many events had been counted; 0 for kinds that do not count
 */
public record Obligation(Cause cause, double events) {

    /** Whether this is no more than what was known. */
    boolean isCoveredBy(Obligation known) {
        return cause == known.cause && events <= known.events;
    }
}
