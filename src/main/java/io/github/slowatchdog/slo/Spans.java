package io.github.slowatchdog.slo;

import java.time.Duration;
import java.util.List;

/** Lengths of time as Prometheus writes them: {@code 500ms}, {@code 90s}, {@code 1h30m}, {@code 1d}. */
public final class Spans {

    private static final List<Long> MILLIS = List.of(86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);
    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    private Spans() {}

    /** The shortest form that reads back as the same, in whole milliseconds; without years and weeks. */
    public static String text(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < MILLIS.size(); unit++) {
            if (rest >= MILLIS.get(unit)) {
                text.append(rest / MILLIS.get(unit)).append(UNITS.get(unit));
                rest %= MILLIS.get(unit);
            }
        }
        return text.toString();
    }
}
