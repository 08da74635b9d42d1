package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FileLimit;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes no more bytes, in mid-line, and later takes them again. The limit of a process for the size of a file
 * does just that to a real file, for anybody and on any Linux; it needs {@code prlimit} of util-linux.
 */
class FullDiskTest {

    @TempDir
    Path home;

    /** A process with a journal: records what it reads from stdin, a line an event, and answers with the count of errors. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (FileJournal journal = FileJournal.open(Path.of(args[0]), "desk", InstantSource.system());
                    Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
                while (in.hasNextLine()) {
                    journal.record(Journals.event(in.nextLine(), "text", "x".repeat(300)));
                    journal.flush(Journals.PATIENCE);
                    out.println(journal.errors());
                }
            }
        }
    }

    @Test
    void aFullDiskCostsEvidenceAndIsOverWhenThereIsRoom() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        home.toString())
                .redirectError(home.resolve("err.txt").toFile())
                .start();
        try (Scanner answers = new Scanner(process.getInputStream(), StandardCharsets.UTF_8)) {
            assertThat(said(process, answers, "first")).isZero();
            long room = Files.size(home.resolve("journal.jsonl"));
            FileLimit.set(process.pid(), room + room / 2);
            assertThat(said(process, answers, "lost one")).isEqualTo(1);
            assertThat(said(process, answers, "lost two")).isEqualTo(2);
            assertThat(Journals.audit(home).isWhole())
                    .as("half a line is no broken chain")
                    .isTrue();
            FileLimit.lift(process.pid());
            ServerProcess.await("it is told", () -> Journals.names(home).contains("journal events lost"));
            said(process, answers, "last");
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            List<JournalEntry> entries = Journals.entries(home);
            assertThat(entries).extracting(JournalEntry::event).containsExactly("first", "journal events lost", "last");
            assertThat(entries.get(1).data().getInteger("lost")).isEqualTo(2);
            assertThat(Journals.audit(home).isWhole()).isTrue();
            assertThat(Journals.audit(home).tornBytes()).isZero();
            assertThat(Files.readAllLines(home.resolve("err.txt")))
                    .filteredOn(line -> line.contains("evidence is being lost"))
                    .as("said once")
                    .hasSize(1);
            assertThat(Files.readString(home.resolve("err.txt"))).contains("journal can be written again");
        } finally {
            process.destroyForcibly();
        }
    }

    private static long said(Process process, Scanner answers, String event) throws IOException {
        process.getOutputStream().write((event + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return Long.parseLong(answers.nextLine());
    }
}
