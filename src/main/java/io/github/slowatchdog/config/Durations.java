package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 500ms}, {@code 90s}, {@code 1h30m}, {@code 1d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");
    private static final List<Long> MILLIS =
            List.of(31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);

    /** A century: more is a slip, and adding it to a time must not overflow. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /** Largest unit first, each once; {@code 0} needs none. Empty if it is not one, or longer than a century. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (int unit = 0; unit < MILLIS.size(); unit++) {
            if (form.group(unit + 1) != null) {
                sum = sum.plus(Duration.ofMillis(MILLIS.get(unit)).multipliedBy(Long.parseLong(form.group(unit + 1))));
            }
        }
        return Optional.of(sum).filter(total -> total.compareTo(LONGEST) <= 0);
    }

    /** The shortest form that reads back as the same, in whole milliseconds; without years and weeks. */
    public static String text(Duration duration) {
        return Spans.text(duration);
    }

    /** As exact as a person wants it, in whole seconds below an hour and minutes from there: {@code 4s}, {@code 3m20s}, {@code 11h20m}. */
    public static String rough(Duration duration) {
        long whole = Math.max(0, duration.toSeconds());
        if (whole < 3600) {
            return text(Duration.ofSeconds(whole));
        }
        // people and configurations say 24h and 48h
        long minutes = whole / 60 % 60;
        return whole / 3600 + "h" + (minutes == 0 ? "" : minutes + "m");
    }
}
