package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal while it is written: what its lines look like, and what becomes of it when its file is in trouble (SPEC 8). */
class FileJournalTest {

    @TempDir
    Path directory;

    private Path home = Path.of("");

    private Path home() {
        home = directory.resolve("of its own/journal");
        return home;
    }

    @Test
    void writesOneLineAnEventChainedToTheOneBefore() throws Exception {
        try (FileJournal journal = Journals.open(home())) {
            journal.record(Journals.event("start", "name", "desk"));
            journal.record(
                    Journals.event("verdict changed", "slo", "mode", "value", 1.5, "samples", List.of("a", "b")));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            List<JournalEntry> entries = Journals.entries(home);
            assertThat(entries).extracting(JournalEntry::seq).containsExactly(1L, 2L);
            assertThat(entries).extracting(JournalEntry::event).containsExactly("start", "verdict changed");
            assertThat(entries.get(0).prev()).isEqualTo("0".repeat(64));
            assertThat(entries.get(1).prev()).isEqualTo(entries.get(0).hash());
            assertThat(entries.get(1).at()).isEqualTo(Journals.AT);
            assertThat(entries.get(1).data().encode())
                    .isEqualTo("{\"slo\":\"mode\",\"value\":1.5,\"samples\":[\"a\",\"b\"]}");
            assertThat(Journals.audit(home).isWhole()).isTrue();
        }
    }

    /** The script of docs/journal.md, in plain Java: knows nothing of our classes. */
    @Test
    void aStrangerCanCheckItWithoutReadingJson() throws Exception {
        Path file = Journals.written(home(), 5);
        String prev = "0".repeat(64);
        Pattern shape = Pattern.compile("(.*,\"prev\":\"([0-9a-f]{64})\"),\"hash\":\"([0-9a-f]{64})\"\\}");
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            Matcher parts = shape.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            byte[] canonical = (parts.group(1) + "}").getBytes(StandardCharsets.US_ASCII);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
            assertThat(parts.group(3)).isEqualTo(hash);
            assertThat(parts.group(2)).isEqualTo(prev);
            prev = hash;
        }
    }

    /** The very commands that docs/journal.md gives. */
    @Test
    void theCommandsOfTheDocumentCheckIt() throws Exception {
        Path file = Journals.written(home(), 3);
        Matcher script = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/journal.md")));
        assertThat(script.find()).isTrue();
        assertThat(shell(script.group(1), file)).isEqualTo("ok: 3 lines\n");
        Journals.tamper(file, "\"n\":2", "\"n\":7");
        assertThat(shell(script.group(1), file)).startsWith("BROKEN at line 2");
    }

    private static String shell(String script, Path journal) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        builder.environment().put("JOURNAL", journal.toString());
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isForNobodyElsesEyes() throws Exception {
        Path file = Journals.written(home(), 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatOthersWroteCannotLookLikeALineOfItsOwn() throws Exception {
        String hostile =
                "a\",\"hash\":\"" + "0".repeat(64) + "\"}\n{\"seq\":9}\r\u2028\u0000\u007f\ud800\u202e \u00e9\u6f22";
        try (FileJournal journal = Journals.open(home())) {
            journal.record(Journals.event("na\"me\n\u00e9", "text", hostile, hostile, 1, "nan", Double.NaN));
        }
        byte[] bytes = Files.readAllBytes(home.resolve("journal.jsonl"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).matches("[ -~]+\n");
        JournalEntry entry = Journals.entries(home).get(0);
        assertThat(entry.event()).isEqualTo("na?me??");
        assertThat(entry.data().getString("text")).isEqualTo(hostile);
        assertThat(entry.data().getInteger(hostile)).isEqualTo(1);
        assertThat(entry.data().getString("nan")).isEqualTo("NaN");
        assertThat(Journals.audit(home).isWhole()).isTrue();
    }

    @Test
    void aLineIsBoundedAndSaysWhatWasCut() throws Exception {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            samples.add("sample " + i);
        }
        try (FileJournal journal = Journals.open(home())) {
            journal.record(
                    Journals.event("verdict changed", "slo", "x", "samples", samples, "text", "\u6f22".repeat(20_000)));
            journal.record(
                    Journals.event("verdict changed", "many", Map.of("a", samples, "b", List.of(List.of(samples)))));
        }
        for (String line : Files.readAllLines(home.resolve("journal.jsonl"))) {
            assertThat(line).hasSizeLessThan(64 * 1024);
        }
        JsonObject data = Journals.entries(home).get(0).data();
        assertThat(data.getString("slo")).isEqualTo("x");
        assertThat(data.getJsonArray("samples").getString(0)).isEqualTo("...(9500 before)");
        assertThat(data.getJsonArray("samples").getString(500)).isEqualTo("sample 9999");
        assertThat(data.getInteger("cut"))
                .as("the text of 8192 escaped characters")
                .isEqualTo(1);
        assertThat(Journals.audit(home).isWhole()).isTrue();
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        Journals.kept(home(), 3);
        Journals.written(home, 2);
        assertThat(Journals.entries(home)).extracting(JournalEntry::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(Journals.audit(home).isWhole()).isTrue();
        try (Stream<JournalEntry> late = JournalReader.entries(home, 3)) {
            assertThat(late).extracting(JournalEntry::seq).containsExactly(4L, 5L);
        }
    }

    @Test
    void aSecondOnOneDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
        try (FileJournal first = Journals.open(home())) {
            assertThatThrownBy(() -> Journals.open(home))
                    .isInstanceOf(JournalInUseException.class)
                    .hasMessageContaining(
                            "in use: process " + ProcessHandle.current().pid())
                    .hasMessageContaining("journal.path");
            first.record(Journals.event("start"));
            assertThat(first.flush(Journals.PATIENCE)).isTrue();
        }
        assertThat(Journals.names(home)).containsExactly("start");
        Journals.open(home).close();
    }

    @Test
    void aDeletedFileIsNoticedAndANewOneSaysSo() throws Exception {
        try (FileJournal journal = Journals.open(home())) {
            Path file = home.resolve("journal.jsonl");
            journal.record(Journals.event("start"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            String last = Journals.entries(home).get(0).hash();
            Files.delete(file);
            ServerProcess.await(
                    "a new file",
                    () -> Files.exists(file) && !Journals.entries(home).isEmpty());
            journal.record(Journals.event("verdict changed"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            List<JournalEntry> entries = Journals.entries(home);
            assertThat(entries)
                    .extracting(JournalEntry::event)
                    .containsExactly("journal begun anew", "verdict changed");
            assertThat(entries.get(0).seq()).isEqualTo(2);
            assertThat(entries.get(0).prev()).as("chained to what was deleted").isEqualTo(last);
            assertThat(entries.get(0).data().getString("why")).contains("deleted");
            assertThat(entries.get(0).data().getString("last_hash")).isEqualTo(last);
            assertThat(Journals.audit(home)).satisfies(audit -> {
                assertThat(audit.isWhole()).isTrue();
                assertThat(audit.firstSeq()).isEqualTo(2);
            });
        }
    }

    @Test
    void anEmptiedFileIsNoticedToo() throws Exception {
        try (FileJournal journal = Journals.open(home())) {
            journal.record(Journals.event("start", "text", "x".repeat(500)));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            Files.writeString(home.resolve("journal.jsonl"), "");
            ServerProcess.await("it is told", () -> !Journals.entries(home).isEmpty());
            assertThat(Journals.names(home)).containsExactly("journal begun anew");
            assertThat(Files.readString(home.resolve("journal.jsonl"))).doesNotContain("\0");
        }
    }

    @Test
    void anotherOnesLinesAreABrokenChain() throws Exception {
        try (FileJournal journal = Journals.open(home())) {
            Path file = home.resolve("journal.jsonl");
            journal.record(Journals.event("start"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            Files.writeString(file, Files.readString(file) + "{\"seq\":2,\"event\":\"all is well\"}\n");
            ServerProcess.await("it is told", () -> Journals.names(home).contains("journal chain broken"));
            assertThat(journal.errorsByReason()).containsKey(Loss.CHAIN_BROKEN);
            assertThat(Journals.audit(home).firstBreak().orElseThrow().line()).isEqualTo(2);
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsEvidenceAndIsTriedAgain() throws Exception {
        // a file where the directory should be cannot be written into, by anybody
        Path file = Files.writeString(directory.resolve("in the way"), "");
        Path inTheWay = file.resolve("journal");
        try (FileJournal journal = Journals.open(inTheWay)) {
            assertThat(journal.left()).isEmpty();
            journal.record(Journals.event("stop ordered"));
            journal.record(Journals.event("stop written"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(journal.errorsByReason()).isEqualTo(Map.of(Loss.WRITE_FAILED, 2L));
            Files.delete(file);
            ServerProcess.await(
                    "it comes back",
                    () -> Files.exists(inTheWay.resolve("journal.jsonl"))
                            && !Journals.entries(inTheWay).isEmpty());
            journal.record(Journals.event("released"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(Journals.names(inTheWay)).containsExactly("journal events lost", "released");
            assertThat(Journals.entries(inTheWay).get(0).data().encode()).isEqualTo("{\"lost\":2,\"write_failed\":2}");
            assertThat(journal.errors()).isEqualTo(2);
        }
    }

    @Test
    void aDeviceInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectories(home());
        Files.createSymbolicLink(home.resolve("journal.jsonl"), Path.of("/dev/zero"));
        try (FileJournal journal = Journals.open(home)) {
            journal.record(Journals.event("start"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(journal.errors()).isEqualTo(1);
        }
    }

    @Test
    void anEventThatCannotBeWrittenHarmsNoOther() throws Exception {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        try (FileJournal journal = Journals.open(home())) {
            journal.record(Journals.event("bad", "value", bad));
            journal.record(Journals.event("good"));
        }
        assertThat(Journals.names(home)).containsExactly("journal events lost", "good");
    }

    @Test
    void afterTheEndNothingIsWrittenAndNobodyWaits() throws Exception {
        FileJournal journal = Journals.open(home());
        journal.close();
        journal.record(Journals.event("late"));
        assertThat(Journals.entries(home)).isEmpty();
        assertThat(journal.errors()).isEqualTo(1);
    }
}
