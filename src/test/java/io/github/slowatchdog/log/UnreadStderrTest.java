package io.github.slowatchdog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A whole process whose stderr is a pipe that nobody reads, as a stuck log collector leaves it. */
class UnreadStderrTest {

    private static final int LINES = 50_000;

    /** What runs in that process. */
    static final class Talker {
        private Talker() {}

        public static void main(String[] args) {
            for (int i = 0; i < LINES; i++) {
                LineLog.standard().write(Entries.event("talk", "n", i));
            }
            System.out.println("dropped " + LineLog.standard().droppedLines());
            System.out.println("flushed " + LineLog.standard().flush(Duration.ofMillis(200)));
        }
    }

    @Test
    void theProcessGoesOnAndEnds() throws Exception {
        Process talker = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Talker.class.getName()))
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader out = talker.inputReader(StandardCharsets.UTF_8)) {
            assertThat(talker.waitFor(60, TimeUnit.SECONDS)).as("it has ended").isTrue();
            assertThat(talker.exitValue()).isZero();
            assertThat(dropped(out.readLine())).isBetween(LINES / 2, LINES);
            assertThat(out.readLine()).isEqualTo("flushed false");
        } finally {
            talker.destroyForcibly();
        }
    }

    private static int dropped(String line) throws IOException {
        assertThat(line).startsWith("dropped ");
        return Integer.parseInt(line.substring("dropped ".length()));
    }
}
