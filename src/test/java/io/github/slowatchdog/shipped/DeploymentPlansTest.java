package io.github.slowatchdog.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is looked at once before a deployment, and once after it (seed 002). */
@Execution(ExecutionMode.CONCURRENT)
class DeploymentPlansTest {

    @TempDir
    Path directory;

    private Path log;
    private Path digests;

    @BeforeEach
    void deploy() throws IOException, InterruptedException {
        log = Files.writeString(directory.resolve("bot.log"), "ERROR of the version before\n");
        Path artifact = Files.writeString(directory.resolve("bot.py"), "print('v2')\n");
        digests = directory.resolve("release.sha256");
        new ProcessBuilder("sha256sum", artifact.toString())
                .redirectOutput(digests.toFile())
                .start()
                .waitFor();
        Files.writeString(directory.resolve("bot.pid"), ProcessHandle.current().pid() + "\n");
    }

    private ShippedPlan before() throws IOException {
        return ShippedPlan.of("pre-deploy")
                .var("tests", "true")
                .var("secret_scan", "true")
                .var("backup", Files.writeString(directory.resolve("v1.tar"), "v1"));
    }

    private ShippedPlan after() {
        return ShippedPlan.of("post-deploy")
                .var("digests", digests)
                .var("log_file", log)
                .var("pid_file", directory.resolve("bot.pid"))
                .var("start_seconds", 100_000)
                .var("watch", "1s");
    }

    @Test
    void nothing_secret_and_a_way_back() throws IOException {
        before().passes();
        before().var("secret_scan", "echo 'token found in a.py'; false")
                .fails("FAIL", "nothing secret is in the code: exit: expected == 0, is 1");
        before().var("backup", directory.resolve("none")).fails("the version that runs now is kept: exit");
    }

    @Test
    void a_start_without_a_word_of_error() {
        after().passes();
    }

    @Test
    void what_runs_is_not_what_was_released() throws IOException {
        Files.writeString(directory.resolve("bot.py"), "print('v3')\n");
        after().fails("the files are those that were released: exit: expected == 0, is 1");
    }

    @Test
    void the_process_of_before_still_runs() {
        after().var("start_seconds", 0).fails("it is a new one: stdout: expected < 0");
    }

    @Test
    void an_error_in_the_first_minute() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread bot = new Thread(() -> {
            while (!over.get()) {
                append("ERROR no books\n");
            }
        });
        bot.start();
        try {
            after().fails("the log has no errors: log: expected not to have", "ERROR no books");
        } finally {
            over.set(true);
            bot.join();
        }
    }

    private void append(String line) {
        try {
            Files.writeString(log, line, StandardOpenOption.APPEND);
            Thread.sleep(20);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
