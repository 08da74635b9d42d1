package io.github.slowatchdog.journal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The checkpoint beside the journal: replaced whole or not at all, and sealed like a line of the journal. */
final class CheckpointFile {

    /** The name of the file in its directory. */
    static final String NAME = "checkpoint.json";

    /** A state larger than this would not fit into the heap of a sidecar anyway. */
    static final long LARGEST = 16L * 1024 * 1024;

    private static final JsonObject NONE = new JsonObject();

    private final Path directory;

    CheckpointFile(Path directory) {
        this.directory = directory;
    }

    /** A checkpoint that is what was once written. */
    record Kept(String name, Mark mark, Saved saved) {}

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

    /** Reads it; never fails. */
    Found read() {
        Path file = directory.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                return Found.NOTHING;
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Found.bad("it is no file, or one of more than 16 MiB");
            }
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            return Found.bad("it cannot be read: " + Rights.why(e));
        }
    }

    private static Found parse(byte[] bytes) {
        if (!Seal.read(bytes).filter(Seal.Hashes::agree).isPresent()) {
            return Found.bad("it is damaged: its hash is not that of its content");
        }
        try {
            JsonObject json = new JsonObject(new String(bytes, StandardCharsets.UTF_8));
            JsonObject line = json.getJsonObject("journal", new JsonObject());
            Mark mark = new Mark(line.getLong("seq", 0L), line.getString("hash", ""));
            Saved saved = new Saved(Instant.parse(json.getString("at", "")), json.getJsonObject("state", NONE));
            return new Found(Optional.of(new Kept(json.getString("name", ""), mark, saved)), Optional.empty());
        } catch (DecodeException | ClassCastException | DateTimeException e) {
            return Found.bad("it is not of this version: " + e.getMessage());
        }
    }

    /** Replaces it; what was there stays until the new one is safe on disk. */
    void write(String name, Mark mark, Instant at, JsonObject state) throws IOException {
        String json = PlainJson.ascii(new JsonObject()
                .put("name", name)
                .put("at", at.toString())
                .put("journal", new JsonObject().put("seq", mark.seq()).put("hash", mark.hash()))
                .put("state", state)
                .encode());
        byte[] bytes = Seal.sealed(json, Seal.hash(json)).getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > LARGEST) {
            throw new IOException("the state is larger than 16 MiB");
        }
        Path half = directory.resolve(NAME + ".tmp");
        Files.deleteIfExists(half);
        try (FileChannel channel =
                FileChannel.open(half, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Rights.FILE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(half, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        JournalFile.syncDirectory(directory);
    }
}
