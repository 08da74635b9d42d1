package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Event;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head and the tail of a line, which is all that the chain needs; the data between them is not looked at.
 *
 * @param event its name as it stands in the line
 */
record JournalLine(long seq, String at, String event, String prev, Seal.Hashes hashes) {

    /** The longest line that is written, and so the longest that is read, with room for the head. */
    static final int LONGEST = PlainJson.DATA_LIMIT + 64 * 1024;

    private static final int HEAD_LENGTH = 512;
    private static final int TAIL_LENGTH = 9 + 64 + 1 + 9 + 64 + 2;
    private static final int NAME_LIMIT = 200;
    private static final Pattern HEAD = Pattern.compile(
            "\\{\"seq\":([1-9]\\d{0,17}),\"at\":\"([^\"\\\\]{1,40})\",\"event\":\"([^\"\\\\]{1,200})\",\"data\":\\{");
    private static final Pattern TAIL = Pattern.compile("\\},\"prev\":\"([0-9a-f]{64})\",\"hash\":\"[0-9a-f]{64}\"\\}");

    /** A line to be written, without its line feed. */
    record Written(String text, String hash) {}

    static Written write(long seq, Event event, String prev) {
        String name = event.name().replaceAll("[^ -~]|[\"\\\\]", "?");
        String json = "{\"seq\":" + seq
                + ",\"at\":\"" + event.at()
                + "\",\"event\":\"" + name.substring(0, Math.min(NAME_LIMIT, name.length()))
                + "\",\"data\":" + PlainJson.data(event.data())
                + ",\"prev\":\"" + prev + "\"}";
        String hash = Seal.hash(json);
        return new Written(Seal.sealed(json, hash), hash);
    }

    /** Empty if it is no line of a journal. */
    static Optional<JournalLine> read(byte[] line) {
        int headLength = Math.min(HEAD_LENGTH, line.length);
        int tailLength = Math.min(TAIL_LENGTH + 1, line.length);
        Matcher head = HEAD.matcher(new String(line, 0, headLength, StandardCharsets.ISO_8859_1));
        Matcher tail =
                TAIL.matcher(new String(line, line.length - tailLength, tailLength, StandardCharsets.ISO_8859_1));
        if (!head.lookingAt() || !tail.find() || tail.end() != tailLength) {
            return Optional.empty();
        }
        return Seal.read(line)
                .map(hashes -> new JournalLine(
                        Long.parseLong(head.group(1)), head.group(2), head.group(3), tail.group(1), hashes));
    }

    /** Only its number, as it stands there. */
    static Optional<Long> seq(byte[] line) {
        Matcher head =
                HEAD.matcher(new String(line, 0, Math.min(HEAD_LENGTH, line.length), StandardCharsets.ISO_8859_1));
        return head.lookingAt() ? Optional.of(Long.valueOf(head.group(1))) : Optional.empty();
    }

    /** The whole entry; empty if it is not JSON of this shape. */
    static Optional<JournalEntry> entry(byte[] line) {
        return read(line).flatMap(known -> {
            try {
                JsonObject json = new JsonObject(new String(line, StandardCharsets.UTF_8));
                Instant at = Instant.parse(known.at);
                return Optional.ofNullable(json.getJsonObject("data"))
                        .map(data ->
                                new JournalEntry(known.seq, at, known.event, data, known.prev, known.hashes.stated()));
            } catch (DecodeException | ClassCastException | DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    Optional<Instant> time() {
        try {
            return Optional.of(Instant.parse(at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
