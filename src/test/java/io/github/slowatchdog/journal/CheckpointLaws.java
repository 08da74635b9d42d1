package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.fuzz.ScratchFile;
import io.github.slowatchdog.fuzz.Tape;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** What holds for whatever stands where a checkpoint should be: it is what was written, or it is not used. */
final class CheckpointLaws {

    private static final ScratchFile FILE = new ScratchFile(CheckpointFile.NAME);
    private static final byte[] WHOLE = whole();

    private CheckpointLaws() {}

    private static byte[] whole() {
        try {
            Mark mark = new Mark(7, Seal.NOTHING_BEFORE);
            EventQueue.State state = new EventQueue.State(Journals.AT, Checkpoints.of("canary"));
            try (CheckpointDraft draft = CheckpointDraft.begin(FILE.directory(), "desk", mark, state)) {
                assertThat(draft.goOn(100)).isTrue();
            }
            return Files.readAllBytes(FILE.directory().resolve(CheckpointFile.NAME));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void state(byte[] state) throws IOException {
        Optional<Checkpoint> decoded = decoded(state);
        decoded.ifPresent(one -> assertThat(CheckpointJson.decode(CheckpointJson.encode(one)))
                .as("written down and read again")
                .isEqualTo(one));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("{\"name\":\"desk\",\"at\":\"2026-11-21T11:22:33Z\",\"journal\":{\"seq\":1},\"state\":"
                .getBytes(StandardCharsets.UTF_8));
        json.writeBytes(state);
        json.writeBytes(sealing(json.toByteArray()));
        FILE.write(json.toByteArray());
        CheckpointFile file = new CheckpointFile(FILE.directory());
        if (file.read().kept().isEmpty()) {
            assertThat(decoded).as("its seal is right").isEmpty();
            return;
        }
        try {
            assertThat(file.state()).isNotNull();
        } catch (IllegalArgumentException | IOException e) {
            assertThat(decoded).as("%s", e).isEmpty();
        }
    }

    private static byte[] sealing(byte[] open) {
        MessageDigest digest = Seal.sha256();
        digest.update(open);
        return (",\"hash\":\"" + Seal.hash(digest) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Checkpoint> decoded(byte[] state) {
        try {
            return Optional.of(CheckpointJson.decode(state));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    static void changed(byte[] edits) throws IOException {
        byte[] changed = Edits.of(WHOLE, new Tape(edits));
        FILE.write(changed);
        CheckpointFile file = new CheckpointFile(FILE.directory());
        CheckpointFile.Found found = file.read();
        assertThat(found.kept().isPresent()).isEqualTo(Arrays.equals(changed, WHOLE));
        assertThat(found.trouble().isPresent()).isEqualTo(found.kept().isEmpty());
        if (found.kept().isPresent()) {
            assertThat(file.state()).isEqualTo(Checkpoints.of("canary"));
        }
    }
}
