package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the pages show them: always UTC, and always said to be. */
final class Times {

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /** With date and offset. */
    static String text(Instant at) {
        return WHOLE.format(at);
    }

    /** With date and offset. */
    static Tag whole(Instant at) {
        return time(at, text(at));
    }

    /** Under a heading that has the offset; without the date where that is today's. */
    static Tag brief(Instant at, Instant now) {
        boolean today = DAY.format(at).substring(0, 10).equals(DAY.format(now).substring(0, 10));
        return time(at, (today ? CLOCK : DAY).format(at));
    }

    private static Tag time(Instant at, String text) {
        return Tag.of("time").with("datetime", at.toString()).text(text);
    }

    /** How long ago something was; what lies ahead by a clock that is off is now. */
    static String ago(Instant at, Instant now) {
        return Durations.rough(Duration.between(at, now)) + " ago";
    }
}
