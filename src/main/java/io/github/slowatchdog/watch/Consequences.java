package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import java.time.Instant;
import java.util.function.Consumer;

/** Hears what follows from a {@link Reckoning}. */
interface Consequences {
    /** A measurement has been judged. */
    default void taken(Watch watch, Line line, Assessment assessment) {}

    /** Does a step, with the time of then, after the one that is under way, in which more may be decided. */
    default void later(Consumer<Instant> step, Instant now) {
        step.accept(now);
    }

    /** An objective obliges to stop; told as long as it does, and before anything else. */
    void obliges(Watch watch, Obligation obligation, Instant now);

    void recovered(Watch watch);

    /** @param at the moment that was judged: long before now if it was caught up */
    void changed(Watch watch, Verdict before, Instant at, Instant now);

    void soakAdvanced(Instant now, SoakVerdict before);
}
