package io.github.slowatchdog.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes: {@code 16MiB}, {@code 512KiB}, {@code 1GiB}, or plain bytes. */
final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(|B|KiB|MiB|GiB)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KiB", 1024L, "MiB", 1024L * 1024, "GiB", 1024L * 1024 * 1024);

    private Sizes() {}

    /** In bytes; empty if it is not one, or beyond every number. */
    static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        long unit = BYTES.getOrDefault(form.group(2), 1L);
        return number <= Long.MAX_VALUE / unit ? Optional.of(number * unit) : Optional.empty();
    }
}
