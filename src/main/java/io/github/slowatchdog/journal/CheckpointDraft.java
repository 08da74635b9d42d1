package io.github.slowatchdog.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A checkpoint on its way to the disk: written some objectives at a time, so that lines of the journal need not wait for tens of
 * thousands of them. What was there before stays until this one is whole and safe.
 */
final class CheckpointDraft implements AutoCloseable {

    private final Path directory;
    private final EventQueue.State state;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final JsonGenerator json;
    private final CheckpointJson.Writing writing;

    private CheckpointDraft(Path directory, EventQueue.State state, FileChannel channel, String name, Mark mark)
            throws IOException {
        this.directory = directory;
        this.state = state;
        this.channel = channel;
        this.digest = Seal.sha256();
        OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        this.json = CheckpointJson.generator(out);
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("at", state.at().toString());
        json.writeObjectFieldStart("journal");
        json.writeNumberField("seq", mark.seq());
        json.writeStringField("hash", mark.hash());
        json.writeEndObject();
        json.writeFieldName("state");
        this.writing = new CheckpointJson.Writing(state.checkpoint(), json);
    }

    /**
     * Begins to write.
     *
     * @param mark the line of the journal that it is written after
     */
    static CheckpointDraft begin(Path directory, String name, Mark mark, EventQueue.State state) throws IOException {
        Path half = half(directory);
        Files.deleteIfExists(half);
        FileChannel channel =
                FileChannel.open(half, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Rights.FILE);
        try {
            return new CheckpointDraft(directory, state, channel, name, mark);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Path half(Path directory) {
        return directory.resolve(CheckpointFile.NAME + ".tmp");
    }

    EventQueue.State state() {
        return state;
    }

    /** Writes so many objectives more; after the last of them it takes its place. True if it has. */
    boolean goOn(int objectives) throws IOException {
        if (!writing.goOn(objectives)) {
            return false;
        }
        json.flush();
        json.writeStringField("hash", Seal.hash(digest));
        json.writeEndObject();
        json.flush();
        channel.force(true);
        close();
        Files.move(half(directory), directory.resolve(CheckpointFile.NAME), StandardCopyOption.ATOMIC_MOVE);
        JournalFile.syncDirectory(directory);
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
