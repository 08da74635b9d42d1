package io.github.slowatchdog.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a phase asks of its soak (SPEC 5).
 *
 * @param window clean watched time needed
 * @param deadline wall clock after which an unfinished soak is inconclusive; empty: never
 * @param maxGap a blind gap longer than this starts the clock again; empty: no limit
 * @param require what must have happened for a pass
 */
public record SoakRules(
        Duration window, Optional<Duration> deadline, Optional<Duration> maxGap, List<Requirement> require) {

    public SoakRules {
        require = List.copyOf(require);
    }
}
