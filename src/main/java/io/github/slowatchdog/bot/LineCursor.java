package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Excerpt;

/** A place in the text, and the line it is in. The text ends with a line end, so whoever stops at one never runs past the end. */
final class LineCursor {

    /** Longer than any line that is meant seriously. */
    private static final int LONGEST_LINE = 64 * 1024;

    final byte[] text;
    int at;
    int line;
    private int start;

    /** @param text with a line end as its last byte */
    LineCursor(byte[] text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at >= text.length;
    }

    /** A new line begins here. */
    void beginLine() {
        line++;
        start = at;
    }

    byte peek() {
        return text[at];
    }

    void blanks() {
        while (Bytes.isBlank(text[at])) {
            at++;
        }
    }

    /** The end of the line, after blanks, and on to the next. */
    void endLine() throws MalformedExposition {
        blanks();
        if (text[at] != '\n') {
            throw wrong("expected the end of the line");
        }
        at++;
        check();
    }

    /** On to the next line, whatever there is up to it. */
    void skipLine() throws MalformedExposition {
        byte[] bytes = text;
        int i = at;
        int all = 0;
        while (bytes[i] != '\n') {
            all |= bytes[i++];
        }
        if (all < 0) {
            requireUtf8(at, i);
        }
        at = i + 1;
        check();
    }

    /** Some bytes of this line; only those that are not ASCII need a look. */
    void requireUtf8(int from, int to) throws MalformedExposition {
        if (!Bytes.isUtf8(text, from, to)) {
            throw wrong("not UTF-8");
        }
    }

    private void check() throws MalformedExposition {
        if (at - start > LONGEST_LINE) {
            throw wrong("longer than " + LONGEST_LINE + " bytes");
        }
    }

    /** Whether this word comes next. */
    boolean startsWith(byte[] word) {
        if (text.length - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (text[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong at this place, with the line. */
    MalformedExposition wrong(String what) {
        int end = start;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return new MalformedExposition(
                Math.max(line, 1), what + " at character " + (at - start + 1) + " of: " + Excerpt.of(text, start, end));
    }
}
