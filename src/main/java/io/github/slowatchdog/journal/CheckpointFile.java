package io.github.slowatchdog.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The checkpoint beside the journal: replaced whole or not at all, and sealed like a line of the journal. Never held as a text. */
final class CheckpointFile {

    /** The name of the file in its directory. */
    static final String NAME = "checkpoint.json";

    /** The state of a larger one would not fit into this heap, of which it takes about as much as the file has. */
    private static final long LARGEST = Runtime.getRuntime().maxMemory() / 2;

    private static final String STATE = "state";

    private final Path file;
    private final AtomicLong bytes = new AtomicLong();

    CheckpointFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /**
     * A checkpoint that is what was once written.
     *
     * @param at when its state was handed over to be saved, by the watchdog's clock
     */
    record Kept(String name, Mark mark, Instant at) {}

    /**
     * What is there.
     *
     * @param trouble why it cannot be used, one line for a person; empty if it can, or if there is none
     */
    record Found(Optional<Kept> kept, Optional<String> trouble) {

        static final Found NOTHING = new Found(Optional.empty(), Optional.empty());

        static Found bad(String why) {
            return new Found(Optional.empty(), Optional.of(why));
        }
    }

    /** In bytes, over all that was read of it. */
    long bytesRead() {
        return bytes.get();
    }

    private InputStream open() throws IOException {
        return new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                bytes.addAndGet(Math.max(0, read));
                return read;
            }
        };
    }

    /** Looks whether it is whole, and whose it is; never fails. */
    Found read() {
        try {
            if (!Files.exists(file)) {
                return Found.NOTHING;
            }
            if (!Files.isRegularFile(file)) {
                return Found.bad("it is no file");
            }
            if (Files.size(file) > LARGEST) {
                return Found.bad("it has " + mebibytes(Files.size(file)) + " MiB, and the state of more than "
                        + (LARGEST >> 20)
                        + " would not fit into this heap beside all else; to read one of that size raise"
                        + " -Xmx, to " + 2 * mebibytes(Files.size(file)) + "m here");
            }
            return isWhole() ? head() : Found.bad("it is damaged: its hash is not that of its content");
        } catch (DateTimeException | IllegalArgumentException e) {
            return Found.bad("it is not of this version: " + e.getMessage());
        } catch (IOException e) {
            return Found.bad("it cannot be read: " + Rights.why(e));
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes >> 20) + 1;
    }

    private boolean isWhole() throws IOException {
        try (InputStream in = open()) {
            return Seal.read(in, Files.size(file)).filter(Seal.Hashes::agree).isPresent();
        }
    }

    private Found head() throws IOException {
        try (JsonParser json = CheckpointJson.parser(new BufferedInputStream(open()))) {
            Map<String, String> head = readToState(json);
            Mark mark = new Mark(Long.parseLong(head.getOrDefault("seq", "0")), head.getOrDefault("hash", ""));
            Instant at = Instant.parse(head.getOrDefault("at", ""));
            return new Found(Optional.of(new Kept(head.getOrDefault("name", ""), mark, at)), Optional.empty());
        }
    }

    /**
     * The state that it holds.
     *
     * @throws IllegalArgumentException if it cannot be used, with the reason as one line for a person
     */
    Checkpoint state() throws IOException {
        try (JsonParser json = CheckpointJson.parser(new BufferedInputStream(open()))) {
            readToState(json);
            return CheckpointJson.read(json);
        }
    }

    /** Reads up to the first token of the state; what stands before it, by name. */
    private static Map<String, String> readToState(JsonParser json) throws IOException {
        Map<String, String> head = new HashMap<>();
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.FIELD_NAME && json.currentName().equals(STATE)) {
                json.nextToken();
                return head;
            }
            if (token.isScalarValue()) {
                if (head.put(json.currentName(), json.getText()) != null) {
                    throw new IllegalArgumentException("it has the member " + json.currentName() + " twice");
                }
            }
        }
        throw new IllegalArgumentException("it holds no state");
    }
}
