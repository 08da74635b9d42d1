package io.github.slowatchdog.prometheus;

/** Foreign text made fit for one line of ours. */
final class Excerpt {

    /** How much of a body that is not understood is quoted. */
    static final int BODY = 120;
    /** How much of a message that the server wrote for people is quoted. */
    static final int MESSAGE = 300;

    private Excerpt() {}

    /** The beginning of a text, on one line, without control characters. */
    static String of(String text, int length) {
        String head = text.length() > length * 4 ? text.substring(0, length * 4) : text;
        String line = head.replaceAll("[\\p{C}\\s]+", " ").strip();
        int end = Math.min(line.length(), length);
        // not between the halves of a character
        if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.length() <= length && head.length() == text.length() ? line : line.substring(0, end) + "...";
    }
}
