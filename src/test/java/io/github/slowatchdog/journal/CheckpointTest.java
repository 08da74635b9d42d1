package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Checkpoint;
import io.vertx.core.json.JsonObject;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint beside the journal: used only if it is whole, ours, and of this journal. */
class CheckpointTest {

    private static final Checkpoint STATE = Checkpoints.of("\u00e9\n");

    @TempDir
    Path home;

    private void saved() throws Exception {
        try (FileJournal journal = Journals.open(home)) {
            journal.record(Journals.event("start"));
            journal.keep(Checkpoints.of("before"));
            journal.keep(STATE);
        }
    }

    private Path file() {
        return home.resolve("checkpoint.json");
    }

    @Test
    void oneThatIsGoneIsMissed() throws Exception {
        Journals.kept(home, 2);
        Files.delete(home.resolve("checkpoint.json"));
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isEmpty();
            journal.record(Journals.event("start"));
        }
        assertThat(Journals.names(home)).endsWith("verdict changed", "checkpoint not used", "start");
        assertThat(Journals.entries(home).get(2).data().getString("why"))
                .isEqualTo("there is none, although the journal has lines");
    }

    /** As docs/journal.md tells to make room: the checkpoint beside it is of the file that came after. */
    @Test
    void aFileThatWasMovedAwayIsWholeByItself() throws Exception {
        Path moved = home.resolve("journal-2026-11.jsonl");
        Files.move(Journals.kept(home, 3), moved);
        Journals.kept(home, 2);
        assertThat(JournalReader.audit(moved).isWhole()).isTrue();
        assertThat(JournalReader.audit(home).isWhole()).isTrue();
        assertThat(JournalReader.audit(home).firstSeq()).as("it goes on").isEqualTo(4);
    }

    @Test
    void theNewestIsThereAfterARestart() throws Exception {
        saved();
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).contains(STATE);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        JsonObject content = new JsonObject(Files.readString(file()));
        assertThat(content.fieldNames()).containsExactly("name", "at", "journal", "state", "hash");
        JournalEntry line = Journals.entries(home).get(0);
        assertThat(content.getJsonObject("journal"))
                .isEqualTo(new JsonObject().put("seq", line.seq()).put("hash", line.hash()));
    }

    @Test
    void thereIsNoneAtFirst() throws Exception {
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isEmpty();
        }
        assertThat(Journals.entries(home)).isEmpty();
    }

    /** Without a line to belong to there is nothing to say whose past it is. */
    @Test
    void thereIsNoneBeforeTheFirstLine() throws Exception {
        try (FileJournal journal = Journals.open(home)) {
            journal.keep(STATE);
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(file()).doesNotExist();
            journal.record(Journals.event("start"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(file()).exists();
        }
    }

    @Test
    void aDamagedOneIsNotUsedAndSaidSo() throws Exception {
        saved();
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(42);
        for (int i = 0; i < 30; i++) {
            byte[] bad = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 != 0) {
                bad[random.nextInt(bad.length)] ^= 1;
            }
            Files.write(file(), bad);
            try (FileJournal journal = Journals.open(home)) {
                assertThat(journal.left())
                        .as(new String(bad, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEmpty();
            }
        }
        assertThat(Journals.names(home))
                .filteredOn("checkpoint not used"::equals)
                .hasSize(30);
        assertThat(Journals.audit(home).isWhole()).isTrue();
    }

    @Test
    void oneThatTheHeapHasNoRoomForIsNotUsedAndSaysWhatHeapWouldDo() throws Exception {
        saved();
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        try (RandomAccessFile large = new RandomAccessFile(file().toFile(), "rw")) {
            large.setLength((heap / 2 + 8) << 20); // a hole: it takes no room
        }
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isEmpty();
        }
        String why = Journals.entries(home).get(1).data().getString("why");
        assertThat(why)
                .startsWith("it has " + (heap / 2 + 9) + " MiB")
                .endsWith("-Xmx, to " + (heap / 2 + 9) * 2 + "m here");
    }

    @Test
    void thatOfAnotherWatchdogIsNotUsed() throws Exception {
        saved();
        try (FileJournal journal = FileJournal.open(home, "another", InstantSource.fixed(Journals.AT))) {
            assertThat(journal.left()).isEmpty();
        }
        assertThat(Journals.entries(home).get(1).data().getString("why")).contains("desk");
    }

    @Test
    void thatOfAnotherJournalIsNotUsed() throws Exception {
        saved();
        Path other = home.resolve("other");
        Journals.written(other, 3);
        Files.copy(file(), other.resolve("checkpoint.json"));
        try (FileJournal journal = Journals.open(other)) {
            assertThat(journal.left()).isEmpty();
        }
        assertThat(Journals.names(other)).contains("checkpoint not used");
    }

    @Test
    void aHalfWrittenOneHarmsNothing() throws Exception {
        saved();
        Files.writeString(home.resolve("checkpoint.json.tmp"), "{\"name\":");
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isPresent();
            journal.keep(Checkpoints.of("second"));
        }
        assertThat(phase()).isEqualTo("second");
        assertThat(home.resolve("checkpoint.json.tmp")).doesNotExist();
    }

    @Test
    void oneThatCannotBeWrittenIsCountedOnceAndTriedAgain() throws Exception {
        saved();
        Path inTheWay = home.resolve("checkpoint.json.tmp/x");
        Files.createDirectories(inTheWay);
        try (FileJournal journal = Journals.open(home)) {
            journal.keep(Checkpoints.of("third"));
            journal.record(Journals.event("soak ended"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(journal.errorsByReason()).containsEntry(Loss.CHECKPOINT_FAILED, 1L);
            assertThat(Journals.names(home)).as("the journal goes on").endsWith("soak ended");
            Files.delete(inTheWay);
            ServerProcess.await("it is written", () -> phase().equals("third"));
        }
    }

    @Test
    void afterAJournalWasDeletedTheStateBelongsToTheNewOne() throws Exception {
        saved();
        try (FileJournal journal = Journals.open(home)) {
            journal.keep(STATE);
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            Files.delete(home.resolve("journal.jsonl"));
            ServerProcess.await(
                    "the new file is remembered",
                    () -> new JsonObject(read()).getJsonObject("journal").getInteger("seq") == 2);
        }
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isPresent();
        }
    }

    private String phase() {
        return new JsonObject(read())
                .getJsonObject("state")
                .getJsonObject("checkpoint")
                .getString("phase");
    }

    private String read() {
        try {
            return Files.readString(file());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
