package io.github.slowatchdog.sim;

import java.util.Locale;
import java.util.Optional;

/** Keeps the first promise that was broken. */
final class Findings {

    private final VirtualTime time;
    private Optional<String> broken = Optional.empty();

    Findings(VirtualTime time) {
        this.time = time;
    }

    void require(boolean kept, String promise, Object... details) {
        if (!kept && broken.isEmpty()) {
            broken = Optional.of(String.format(Locale.ROOT, "%.3f: ", time.seconds())
                    + String.format(Locale.ROOT, promise, details));
        }
    }

    Optional<String> broken() {
        return broken;
    }
}
