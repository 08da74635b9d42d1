package io.github.slowatchdog.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the time in a line of a log: ISO 8601 near its beginning; without a zone it is that of this machine. */
final class LogTime {

    private static final int BEGINNING = 64;
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d{2}:?\\d{2})?");

    private LogTime() {}

    static Optional<Instant> of(String line, ZoneId zone) {
        Matcher time = FORM.matcher(line.length() > BEGINNING ? line.substring(0, BEGINNING) : line);
        if (!time.find()) {
            return Optional.empty();
        }
        try {
            String fraction = time.group(3) == null ? "" : "." + time.group(3);
            LocalDateTime local = LocalDateTime.parse(time.group(1) + "T" + time.group(2) + fraction);
            String offset = time.group(4);
            return Optional.of(
                    offset == null ? local.atZone(zone).toInstant() : local.toInstant(ZoneOffset.of(offset)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
