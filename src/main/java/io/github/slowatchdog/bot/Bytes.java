package io.github.slowatchdog.bot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a byte may stand for in the text formats; names are ASCII unless they are quoted. */
final class Bytes {

    /** Starts the name of a label. */
    static final int LABEL_START = 1;
    /** Goes on with the name of a label. */
    static final int LABEL_PART = 2;
    /** Starts the name of a metric. */
    static final int NAME_START = 4;
    /** Goes on with the name of a metric. */
    static final int NAME_PART = 8;

    private static final byte[] KINDS = kinds();

    private Bytes() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 128; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            kinds[c] = (byte)
                    (letter
                            ? LABEL_START | LABEL_PART | NAME_START | NAME_PART
                            : digit ? LABEL_PART | NAME_PART : c == ':' ? NAME_START | NAME_PART : 0);
        }
        return kinds;
    }

    static boolean is(int kind, byte b) {
        return (KINDS[b & 0xff] & kind) != 0;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Of some bytes, for a table. */
    static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    static boolean isUtf8(byte[] text, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Text with its escapes taken out: a backslash before {@code \}, {@code "} and {@code n}; any other stays as it is. */
    static String unescaped(byte[] text, int from, int to) {
        String raw = new String(text, from, to - from, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            char next = c == '\\' && i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
            if (next == '\\' || next == '"' || next == 'n') {
                plain.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
