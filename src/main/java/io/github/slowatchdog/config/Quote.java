package io.github.slowatchdog.config;

/** Text of a file inside a message: on one line, of bearable length, without control characters. */
final class Quote {

    private static final int LONGEST = 100;

    private Quote() {}

    /** The text in double quotes, cut where it is long. */
    static String of(String text) {
        String shown = text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
        return '"' + plain(shown.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** The text with its control characters and lone surrogates written as escapes. */
    static String plain(String text) {
        if (text.codePoints().noneMatch(Quote::disturbs)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                plain.append("\\n");
            } else if (disturbs(c)) {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static boolean disturbs(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
