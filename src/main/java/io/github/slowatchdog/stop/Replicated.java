package io.github.slowatchdog.stop;

/**
 * How far the flag that says stop has come beyond the server it was written to.
 *
 * @param have how many replicas have said in time that they have it
 * @param connected how many there were to ask; at least one
 */
public record Replicated(int have, int connected) {

    public Replicated {
        if (connected < 1 || have < 0) {
            throw new IllegalArgumentException(have + " of " + connected + " replicas");
        }
    }

    /** Whether all of them have it. */
    public boolean isComplete() {
        return have >= connected;
    }

    /** For a person: {@code 1 of 2}. */
    @Override
    public String toString() {
        return have + " of " + connected;
    }
}
