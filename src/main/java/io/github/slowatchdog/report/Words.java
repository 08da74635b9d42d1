package io.github.slowatchdog.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Times and shares as people write them, alike in every place. */
final class Words {

    /** For what is not there. */
    static final String NONE = "-";

    /** Instead of what a breach leads to, where it leads to nothing. */
    static final String SHADOW = "shadow";

    private Words() {}

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String time(Optional<Instant> at) {
        return at.map(Words::time).orElse(NONE);
    }

    /** {@code 1d 2h 3m 4s}; milliseconds below a minute. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return NONE + duration(duration.negated());
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : String.format(Locale.ROOT, "%.3fs", millis / 1000.0);
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toDays(), "d");
        part(text, duration.toHoursPart(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        return text.toString().strip();
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit).append(' ');
        }
    }

    /** Never 100 % of what is not whole. */
    static String share(OptionalDouble share) {
        return share.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, "%.2f %%", Math.floor(share.getAsDouble() * 10_000) / 100);
    }

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
