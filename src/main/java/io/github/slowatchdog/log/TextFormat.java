package io.github.slowatchdog.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code TIME LEVEL message key=value ...}; values are quoted where they need to be. */
final class TextFormat implements LineFormat {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String line(Entry entry) {
        StringBuilder line = new StringBuilder(160);
        line.append(TIME.format(entry.at())).append(' ');
        line.append(String.format("%-5s", entry.level())).append(' ');
        appendMessage(line, entry.message());
        if (!entry.isOurs()) {
            append(line, "logger", entry.logger());
        }
        int left = 0;
        for (Map.Entry<String, Object> field : Fields.of(entry).entrySet()) {
            if (line.length() > LINE_LIMIT) {
                left++;
            } else {
                append(line, field.getKey(), field.getValue());
            }
        }
        if (left > 0) {
            append(line, "fields_left_out", left);
        }
        return line.toString();
    }

    /** A message reads best as it is; one that could be taken for fields is quoted. */
    private static void appendMessage(StringBuilder line, String message) {
        String bounded = Escapes.bounded(message, VALUE_LIMIT);
        if (bounded.isEmpty() || !bounded.codePoints().allMatch(c -> c == ' ' || isPlain(c))) {
            appendQuoted(line, bounded);
        } else {
            Escapes.append(line, bounded, false);
        }
    }

    private static void append(StringBuilder line, String key, @Nullable Object value) {
        line.append(' ').append(key).append('=');
        String text = Escapes.bounded(text(value), VALUE_LIMIT);
        if (!text.isEmpty() && text.codePoints().allMatch(TextFormat::isPlain)) {
            line.append(text);
        } else {
            appendQuoted(line, text);
        }
    }

    private static void appendQuoted(StringBuilder line, String text) {
        line.append('"');
        Escapes.append(line, text, true);
        line.append('"');
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c != '=' && c != '"' && c != '\\' && !Character.isWhitespace(c) && !Escapes.isHazard(c);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Collection<?> items) {
            return Fields.newest(new ArrayList<>(items)).stream()
                    .map(TextFormat::text)
                    .collect(Collectors.joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .limit(Fields.ENTRIES)
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }
}
