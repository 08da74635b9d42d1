package io.github.slowatchdog.html;

/** Text of unknown origin with nothing in it that is not seen: control characters, and those that turn the direction of writing. */
public final class Printable {

    private Printable() {}

    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSeen(text, i)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isSeen(String text, int i) {
        char c = text.charAt(i);
        if (c == '\n' || c == ' ') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && c != 0x2028
                && c != 0x2029
                && c < 0xFFFE;
    }
}
