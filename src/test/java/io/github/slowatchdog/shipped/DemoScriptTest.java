package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Executable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code bin/demo} makes do with what a machine has, and what all scripts say to a mistake; with programs that only tell. */
class DemoScriptTest {

    private static final List<String> TOOLS =
            List.of("bash", "sh", "dirname", "sed", "mkdir", "rm", "ls", "head", "find", "env", "id");

    @TempDir
    private Path directory;

    private Path root = Path.of("");
    private Path path = Path.of("");

    private record Run(int exit, String out) {}

    @BeforeEach
    void checkout() throws IOException {
        root = directory.resolve("checkout");
        path = Files.createDirectories(directory.resolve("path"));
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("src/main"));
        Files.createFile(root.resolve("pom.xml"));
        for (String script : List.of("demo", "install-missing")) {
            Executable.copy(Path.of("bin", script), root.resolve("bin").resolve(script));
        }
        Files.createDirectories(root.resolve("target"));
        Files.createFile(root.resolve("target/slo-watchdog-1-all.jar"));
        for (String tool : TOOLS) {
            Path there = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            program(tool, "exec " + there + " \"$@\"");
        }
        program("javac", "exit 0");
        program("java", "for word in \"$@\"; do echo \"[$word]\"; done");
        program(
                "mvn",
                "case \"$*\" in *copy-dependencies*) mkdir target/demo-redis; : >target/demo-redis/a.jar ;; esac");
    }

    @Test
    void takesTheServersThatAreHere() throws Exception {
        program("prometheus", "exit 0");
        program("redis-server", "exit 0");

        Run run = demo();

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("[--root]").doesNotContain("--without-prometheus", "--redis-jar");
    }

    @Test
    void makesDoWithoutThem() throws Exception {
        Run run = demo();

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("Going on without prometheus", "Going on without redis-server", "[--without-prometheus]")
                .contains("[--redis-jar]\n[target/demo-redis/a.jar]");
        assertThat(root.resolve("target/demo-prometheus.log"))
                .content()
                .contains("missing on this machine: prometheus");
    }

    @Test
    void goesOnWhereInstallingFails() throws Exception {
        program("apt-get", "echo 'no route to the mirror'; exit 100");

        Run run = execute(
                Map.of("PATH", path.toString()), root.resolve("bin/demo").toString());

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("[--without-prometheus]", "[--redis-jar]")
                .doesNotContain("no route");
        assertThat(root.resolve("target/demo-redis-server.log")).content().contains("no route to the mirror");
    }

    @Test
    void oneOfThemMayBeHere() throws Exception {
        program("redis-server", "exit 0");

        Run run = demo();

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("[--without-prometheus]").doesNotContain("--redis-jar");
    }

    @Test
    void bareUsesNoneThoughTheyAreHere() throws Exception {
        program("prometheus", "exit 0");
        program("redis-server", "exit 0");

        Run run = demo("--bare", "--stay");

        assertThat(run.out()).contains("[--stay]", "[--without-prometheus]", "[--redis-jar]");
    }

    @Test
    void withNeitherRedisNorMavenCentralItSaysSo() throws Exception {
        program("mvn", "exit 1");

        Run run = demo();

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.out()).contains("Maven cannot fetch one", "fix: install Redis");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/demo --nonsense",
                "bench/latency --nonsense",
                "bench/latency 1 x",
                "bench/stop nonsense",
                "bench/stop 1 2",
                "bench/faults nonsense",
                "bench/endure nonsense",
                "bench/endure 10 x",
                "bench/footprint nonsense",
                "bench/footprint 60 nonsense",
                "bench/scale nonsense",
                "bench/scale 10 x"
            })
    void aMistakeIsAnsweredWithTheUsage(String command) throws Exception {
        String[] words = command.split(" ", -1);
        words[0] = Path.of(words[0]).toAbsolutePath().toString();

        Run run = execute(Map.of(), words);

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).contains(command.split(" ", -1)[0]).doesNotContain("#", "Exception");
    }

    private void program(String name, String body) throws IOException {
        Executable.script(path.resolve(name), body);
    }

    private Run demo(String... words) throws Exception {
        String[] command = Stream.concat(Stream.of(root.resolve("bin/demo").toString()), Stream.of(words))
                .toArray(String[]::new);
        return execute(Map.of("PATH", path.toString(), "SLO_NO_INSTALL", "1"), command);
    }

    private static Run execute(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS", "SLO_NO_INSTALL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out);
    }
}
