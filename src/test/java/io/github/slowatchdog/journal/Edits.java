package io.github.slowatchdog.journal;

import io.github.slowatchdog.fuzz.Tape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a hand, or a bad disk, does to a file: bytes turned, put in, taken out, moved, the end cut off or something added. */
final class Edits {

    private static final int MOST = 4;

    private Edits() {}

    static byte[] of(byte[] file, Tape tape) {
        byte[] edited = file;
        for (int n = 0; n < MOST && !tape.isAtEnd() && edited.length > 0; n++) {
            int kind = tape.below(7);
            int at = (tape.next() << 8 | tape.next()) % edited.length;
            int length = 1 + Math.min(tape.next() * tape.next() / 16, edited.length - at - 1);
            byte[] piece = Arrays.copyOfRange(edited, at, at + length);
            byte[] before = Arrays.copyOf(edited, at);
            byte[] after = Arrays.copyOfRange(edited, at + length, edited.length);
            edited = switch (kind) {
                case 0 ->
                    joined(
                            before,
                            new byte[] {(byte) (piece[0] ^ (1 << tape.below(8)))},
                            Arrays.copyOfRange(edited, at + 1, edited.length));
                case 1 -> joined(before, after);
                case 2 -> joined(before, piece, piece, after);
                case 3 -> joined(before, tape.line().getBytes(StandardCharsets.UTF_8), piece, after);
                case 4 -> joined(after, piece, before);
                case 5 -> joined(before, new byte[] {(byte) tape.next()}, after);
                default -> before;
            };
        }
        return edited;
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
