package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.RegularExpression;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.SyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of single values. */
final class Scalars {

    static final Duration MILLISECOND = Duration.ofMillis(1);

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*+");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

    private Scalars() {}

    /** Text with something in it. */
    static Optional<String> text(Cursor value) {
        return value.text()
                .flatMap(text -> text.isBlank() ? value.wrong("it is empty", "write some text") : value.text());
    }

    /** Text that is not blank, on one line. */
    static Optional<String> line(Cursor value) {
        return text(value).filter(text -> {
            boolean one = text.chars().noneMatch(Character::isISOControl);
            if (!one) {
                value.wrong("it holds a line end or control character", "write it on one line");
            }
            return one;
        });
    }

    /** A name that goes into metrics, keys and addresses. */
    static Optional<String> plainName(Cursor value) {
        return matching(value, PLAIN_NAME, "a name", "use letters, digits, '_', '-' and '.', at most 63, no blanks");
    }

    /** A name as Prometheus allows it for labels; variables and objectives are named alike. */
    static Optional<String> labelName(Cursor value) {
        return matching(value, LABEL, "a name", "use letters, digits and '_', not starting with a digit");
    }

    private static Optional<String> matching(Cursor value, Pattern pattern, String what, String fix) {
        return value.parse(what, fix, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
    }

    static boolean isLabelName(String text) {
        return LABEL.matcher(text).matches();
    }

    static Optional<Boolean> bool(Cursor value) {
        return value.parse("true or false", "write true or false, in lower case", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A duration of at least the smallest. */
    static Function<Cursor, Optional<Duration>> duration(Duration smallest) {
        return value -> value.parse("a duration", durationFix(value), Durations::parse)
                .filter(duration -> {
                    boolean enough = duration.compareTo(smallest) >= 0;
                    if (!enough) {
                        value.wrong(
                                value.shown() + " is too short",
                                "write a duration of at least " + Durations.text(smallest));
                    }
                    return enough;
                });
    }

    /** A duration that is longer than nothing. */
    static Optional<Duration> duration(Cursor value) {
        return duration(MILLISECOND).apply(value);
    }

    /** A duration that may be {@code 0s}. */
    static Optional<Duration> durationOrZero(Cursor value) {
        return duration(Duration.ZERO).apply(value);
    }

    private static String durationFix(Cursor value) {
        String text = value.isFromEnvironment() ? "" : value.text().orElse("");
        if (text.startsWith("-")) {
            return "a duration cannot be negative; write for example 0s, 500ms, 90s, 1h30m or 1d";
        }
        return (DIGITS.matcher(text).matches() ? "did you mean " + text + "s? " : "")
                + "write for example 500ms, 90s, 1h30m or 1d: largest unit first, at most a century";
    }

    /** A number of bytes. */
    static Function<Cursor, Optional<Long>> size(long smallest, long largest, String range) {
        return value -> value.parse(
                "a size " + range,
                "write for example 512KiB or 16MiB",
                text -> Sizes.parse(text).filter(size -> size >= smallest && size <= largest));
    }

    /** A whole number between two, which are allowed. */
    static Function<Cursor, Optional<Integer>> whole(int smallest, int largest) {
        return value -> value.parse(
                "a whole number from " + smallest + " to " + largest,
                "write for example " + largest,
                text -> Optional.of(text)
                        .filter(DIGITS.asMatchPredicate())
                        .map(Integer::parseInt)
                        .filter(number -> number >= smallest && number <= largest));
    }

    /** A whole number of at least 1. */
    static Optional<Long> atLeastOne(Cursor value) {
        return value.parse(
                "a whole number of at least 1",
                "write for example 1 or 100",
                text -> Optional.of(text)
                        .filter(INTEGER.asMatchPredicate())
                        .map(Long::parseLong)
                        .filter(number -> number >= 1));
    }

    /** One word of a fixed few, which are told in the order of the map. */
    static <T> Function<Cursor, Optional<T>> oneOf(Map<String, T> words) {
        List<String> known = List.copyOf(words.keySet());
        return value -> value.text().flatMap(text -> {
            T meant = words.get(text);
            if (meant != null) {
                return Optional.of(meant);
            }
            String all = String.join(", ", known);
            return value.wrong(
                    value.shown() + " is not one of " + all,
                    (value.isFromEnvironment() ? "" : Suggestion.text(text, known)) + "write one of " + all);
        });
    }

    /** One constant of an enum, by its lower-case name. */
    static <E extends Enum<E>> Function<Cursor, Optional<E>> oneOf(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return oneOf(words);
    }

    static Optional<Selector> selector(Cursor value) {
        return read(value, "a selector", Selector::parse);
    }

    static Optional<Expectation> expectation(Cursor value) {
        return read(value, "an expectation", Expectation::parse);
    }

    /** A regular expression that runs in linear time, for a search in text. */
    static Optional<com.google.re2j.Pattern> pattern(Cursor value) {
        return read(value, "a regular expression", text -> RegularExpression.compile(text, 0));
    }

    private static <T> Optional<T> read(Cursor value, String what, Function<String, T> parser) {
        return text(value).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (SyntaxException e) {
                // its words quote the text
                return value.isFromEnvironment()
                        ? value.wrong(value.shown() + " is not " + what, e.fix())
                        : value.wrong(String.valueOf(e.getMessage()), e.fix());
            }
        });
    }
}
