package io.github.slowatchdog.log;

/** Keeps text from other people from looking like something that the log says. */
final class Escapes {

    private Escapes() {}

    /**
     * Whether a character could end a line, move the cursor, or reorder what is shown: controls, line and paragraph
     * separators, invisible formatting, halves of surrogate pairs.
     */
    static boolean isHazard(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Appends text with each hazard, and each backslash or quote if asked, escaped as in Java and JSON. */
    static void append(StringBuilder to, String text, boolean quoted) {
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                to.append("\\n");
            } else if (c == '\r') {
                to.append("\\r");
            } else if (c == '\t') {
                to.append("\\t");
            } else if (quoted && (c == '"' || c == '\\')) {
                to.append('\\').append((char) c);
            } else if (isHazard(c)) {
                for (char unit : Character.toChars(c)) {
                    to.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                to.appendCodePoint(c);
            }
        });
    }

    /** Text cut to a number of characters, saying how many are missing. */
    static String bounded(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "...(" + (text.length() - limit) + " more)";
    }
}
