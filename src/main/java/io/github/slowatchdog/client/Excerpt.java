package io.github.slowatchdog.client;

import java.nio.charset.StandardCharsets;

/** Foreign text made fit for one line of ours. */
public final class Excerpt {

    /** How much of a body that is not understood is quoted. */
    public static final int BODY = 120;
    /** How much of a message that the server wrote for people is quoted. */
    public static final int MESSAGE = 300;

    private Excerpt() {}

    /** The beginning of a text, on one line, without control characters. */
    public static String of(String text, int length) {
        String head = text.length() > length * 4 ? text.substring(0, length * 4) : text;
        String line = head.replaceAll("[\\p{C}\\s]+", " ").strip();
        int end = Math.min(line.length(), length);
        // not between the halves of a character
        if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.length() <= length && head.length() == text.length() ? line : line.substring(0, end) + "...";
    }

    /** As much of a text as is quoted of a body. */
    public static String of(String text) {
        return of(text, BODY);
    }

    /** The beginning of some bytes, likewise; what is no UTF-8 is shown as a replacement character. */
    public static String of(byte[] text, int from, int to) {
        return of(new String(text, from, Math.min(to - from, 4 * BODY), StandardCharsets.UTF_8));
    }
}
