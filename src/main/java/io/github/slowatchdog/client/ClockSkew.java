package io.github.slowatchdog.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the server's clock surely is from ours, from the Date header (RFC 9110, 6.6.1).
 *
 * <p>The header is cut to whole seconds and was written at some moment between request and answer, so it only says that the
 * server's clock was within {@code [date, date + 1s)} at some moment within {@code [asked, answered]}. What is reported is the least
 * difference that explains this: a slow answer or the cut seconds never look like a wrong clock.
 */
public final class ClockSkew {

    /** What was read last: the answers of one second all have the same header, and reading it is dear. */
    private static volatile Read last = new Read("", Instant.EPOCH);

    private record Read(String date, Instant at) {}

    private ClockSkew() {}

    /** The least certain difference, the server ahead being positive; zero if none is certain; empty without a Date header. */
    public static Optional<Duration> of(@Nullable String date, Instant asked, Instant answered) {
        if (date == null) {
            return Optional.empty();
        }
        Instant server;
        try {
            server = read(date);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        if (server.isAfter(answered)) {
            return Optional.of(Duration.between(answered, server));
        }
        Instant end = server.plusSeconds(1);
        return Optional.of(end.isBefore(asked) ? Duration.between(asked, end) : Duration.ZERO);
    }

    private static Instant read(String date) {
        Read known = last;
        if (!known.date().equals(date)) {
            Instant at = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            known = new Read(date, at);
            last = known;
        }
        return known.at();
    }
}
