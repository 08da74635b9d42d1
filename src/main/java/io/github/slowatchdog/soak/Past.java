package io.github.slowatchdog.soak;

import java.time.Instant;
import java.util.NavigableSet;

/** How the objectives stood at any time, as far as is known by now; more may be learned of a time later. */
public interface Past {

    /** How all of them stood at this time. */
    Together at(Instant time);

    /** When something changed, after the one time and not after the other. */
    NavigableSet<Instant> changes(Instant after, Instant upTo);

    /** Nothing more will be learned of the time up to here. */
    Instant settledUpTo();

    /**
     * Up to when everything has been answered. Of the time after, {@link #at} only tells what is taken to go on: an answer that is on its
     * way may show a breach in it.
     *
     * @param now what has not been answered for longer than usual is not waited for where another lane has been
     */
    Instant answeredUpTo(Instant now);

    /** How often something was learned afterwards: other than before, {@link #at} now tells another story. */
    long rewritings();
}
