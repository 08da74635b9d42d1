package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Durations;
import java.time.Duration;

/** Text for a person's terminal. */
final class Plain {

    private static final int LONGEST = 200;

    private Plain() {}

    /** One line of a text that others wrote, such as the values of labels: it must not move the cursor or look like more. */
    static String line(String foreign) {
        String line = foreign.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** A length of time, as exact as a person wants it. */
    static String time(double seconds) {
        return Durations.rough(Duration.ofMillis((long) (seconds * 1000)));
    }
}
