package io.github.slowatchdog.bot;

import java.nio.charset.StandardCharsets;

/** Foreign text made fit for one line of ours. */
final class Excerpt {

    /** How much of a text that is not understood is quoted. */
    private static final int LENGTH = 120;

    private Excerpt() {}

    /** The beginning of a text, on one line, without control characters. */
    static String of(String text) {
        String head = text.length() > 4 * LENGTH ? text.substring(0, 4 * LENGTH) : text;
        String line = head.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() > LENGTH ? line.substring(0, LENGTH) + "..." : line;
    }

    /** The beginning of some bytes, likewise; what is no UTF-8 is shown as a replacement character. */
    static String of(byte[] text, int from, int to) {
        return of(new String(text, from, Math.min(to - from, 4 * LENGTH), StandardCharsets.UTF_8));
    }
}
