package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Durations;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is typed: RFC 3339, seconds of Unix time, or relative to now. */
final class TimeArgument {

    private static final Pattern RELATIVE = Pattern.compile("(?:now)?(?:-(\\S+))?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}(?:\\.\\d{1,9})?");

    private TimeArgument() {}

    /** Such as {@code 2026-11-21T13:00:00Z}, {@code 1795267812}, {@code now}, {@code -24h}, {@code now-1h30m}; empty for anything else. */
    static Optional<Instant> parse(String text, Instant now) {
        try {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochMilli(
                        new BigDecimal(text).movePointRight(3).longValue()));
            }
            Matcher relative = RELATIVE.matcher(text);
            if (relative.matches() && !text.isEmpty()) {
                return relative.group(1) == null
                        ? Optional.of(now)
                        : Durations.parse(relative.group(1)).map(now::minus);
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
