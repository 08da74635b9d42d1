package io.github.slowatchdog.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/** Bytes of a file to the text YAML may consist of: strict UTF-8, no control characters. */
final class YamlText {

    private static final String FIX = "save the file as UTF-8 text";

    private YamlText() {}

    /** The text without a byte order mark; empty, with a problem noted, if it is not text. */
    static Optional<String> of(SourceFile file, Problems problems) {
        CharBuffer chars = CharBuffer.allocate(file.bytes().length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(file.bytes()), chars, true);
        String text = chars.flip().toString();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (result.isError()) {
            problems.add(at(file, text, text.length(), "it is not UTF-8 text"));
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                String code = String.format("U+%04X", text.codePointAt(i));
                problems.add(at(file, text, i, "the character " + code + " may not stand in YAML"));
                return Optional.empty();
            }
        }
        // at the very end SnakeYAML takes a carriage return alone for no end of a line, and tells a place behind it
        return Optional.of(text.endsWith("\r") ? text + "\n" : text);
    }

    private static Problem at(SourceFile file, String text, int index, String what) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (endsLine(text, i)) {
                line++;
                start = i + 1;
            }
        }
        return new Problem(file.shown(), line, text.codePointCount(start, index) + 1, "", what, FIX);
    }

    /** As YAML ends lines, so that each of its problems has a place in the same lines. */
    static boolean endsLine(String text, int at) {
        return switch (text.charAt(at)) {
            case '\n', '\u0085', '\u2028', '\u2029' -> true;
            case '\r' -> at + 1 == text.length() || text.charAt(at + 1) != '\n';
            default -> false;
        };
    }
}
