package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.Durations;
import java.time.Duration;

/** Times as people write them. */
final class Words {

    private Words() {}

    /** {@code 1m3s}, {@code 250ms}; to the second from a minute on. */
    static String duration(Duration length) {
        return Durations.text(
                length.compareTo(Duration.ofMinutes(1)) < 0 ? length : Duration.ofSeconds(length.toSeconds()));
    }
}
