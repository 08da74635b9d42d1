package io.github.slowatchdog.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.cli.Main;
import io.github.slowatchdog.servers.Executable;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The story as somebody sees it who has a JDK and Maven, and neither a Prometheus nor a Redis. */
@Execution(ExecutionMode.CONCURRENT)
class BareDemoTest {

    @TempDir
    Path directory;

    @Test
    void aStrangerSeesBreachFlagAndBotInDry() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        boolean went = Demo.tell(
                new DemoOptions(
                        Path.of("").toAbsolutePath(), launcher(), false, false, false, Optional.of(packed()), 2),
                new PrintStream(told, true, StandardCharsets.UTF_8));

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains(
                        "a real one, from the jar of embedded-redis",
                        "none: slo-watchdog reads the bot's own page alone",
                        "breach seen by slo-watchdog",
                        "emergency stop in Redis",
                        "bot in DRY: no more trades",
                        "stop confirmed by the bot's own word",
                        "still DRY")
                .doesNotContain("a usual alert");
        assertThat(went).as(told.toString(StandardCharsets.UTF_8)).isTrue();
    }

    @Test
    void aMachineThatTheJarHasNothingForIsToldSo() {
        assertThatThrownBy(() -> PackedRedis.unpack(packed(), directory, "Linux", "pdp11"))
                .hasMessageContaining("has none for linux on pdp11; install Redis");
    }

    private static Path packed() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith("embedded-redis-"))
                .findFirst()
                .orElseThrow();
    }

    /** The classes under test, as bin/slo-watchdog runs those of the jar. */
    private Path launcher() throws Exception {
        return Executable.script(directory.resolve("launcher"), """
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
    }
}
