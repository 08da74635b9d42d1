package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tens of thousands of objectives: written in pieces, in a heap that has no room for the text of them, and read back. */
@Tag("heavy")
class LargeCheckpointTest {

    private static final int OBJECTIVES = 20_000;

    @TempDir
    Path home;

    /** Run in a process of its own: a checkpoint of so many objectives is written twice, and read. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Checkpoint large = Checkpoints.of("canary", 1, OBJECTIVES);
        try (FileJournal journal = Journals.open(home)) {
            journal.record(Journals.event("start"));
            for (int i = 0; i < 2; i++) {
                journal.keep(large);
                if (!journal.flush(Journals.PATIENCE)) {
                    throw new IOException("not written in time");
                }
            }
        }
        try (FileJournal journal = Journals.open(home)) {
            if (!journal.left().orElseThrow().equals(large)) {
                throw new IOException("it is not what was written");
            }
        }
    }

    @Test
    void twentyThousandAreKeptInTheHeapOfASidecar() throws Exception {
        Path log = home.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeCheckpointTest.class.getName(),
                        home.resolve("journal").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.size(home.resolve("journal/checkpoint.json"))).isGreaterThan(8 << 20);
    }

    /** What is told while a large one is written does not wait for all of it; the one before stays until then. */
    @Test
    void linesAreWrittenMeanwhile() throws Exception {
        try (FileJournal journal = Journals.open(home)) {
            journal.record(Journals.event("start"));
            journal.keep(Checkpoints.of("before"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            journal.keep(Checkpoints.of("after", 1, 3_000));
            ServerProcess.await("it has begun", () -> Files.exists(home.resolve("checkpoint.json.tmp")));
            journal.record(Journals.event("stop ordered"));
            ServerProcess.await("the line is there", () -> Journals.names(home).contains("stop ordered"));
            ServerProcess.await("it is there", () -> !Files.exists(home.resolve("checkpoint.json.tmp")));
        }
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left().orElseThrow().phase()).isEqualTo("after");
        }
    }
}
