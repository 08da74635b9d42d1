package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Executable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java that only tells what it was called with. */
class LauncherTest {

    @TempDir
    private Path directory;

    private Path root = Path.of("");

    private record Run(long pid, int exit, List<String> out, String err) {}

    @BeforeEach
    void install() throws IOException {
        root = directory.resolve("a directory with spaces");
        Files.createDirectories(root.resolve("bin"));
        for (String script : List.of("bin/slo-watchdog", "bin/archive-classes")) {
            Executable.copy(Path.of(script), root.resolve(script));
        }
        jar("lib/slo-watchdog.jar");
        java("jdk", "17.0.1");
    }

    @Test
    void runs_the_sidecar_small_and_lets_java_opts_win() throws Exception {
        Run run = launch(Map.of("JAVA_OPTS", "-Xmx99m -Dx=y"), "bin/slo-watchdog", "run", "--config", "a file.yaml");

        assertThat(run.out()).contains("-XX:+UseSerialGC", "-Xmn3m", "-XX:+ExitOnOutOfMemoryError");
        assertThat(run.out().indexOf("-Xmx99m")).isGreaterThan(run.out().indexOf("-Xmx64m"));
        assertThat(run.out()).endsWith("-jar", jarPath(), "run", "--config", "a file.yaml");
        assertThat(run.out()).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void becomes_java_so_that_signals_and_exit_codes_go_through() throws Exception {
        Run run = launch(Map.of(), "bin/slo-watchdog", "check");

        assertThat(run.out()).contains("pid=" + run.pid());
        assertThat(run.exit()).isEqualTo(42);
    }

    @Test
    void uses_a_class_archive_of_the_same_java_that_lies_beside_the_jar() throws Exception {
        java("newer", "25.0.3");
        Files.createFile(root.resolve("lib/slo-watchdog-java17.jsa"));
        Files.createFile(root.resolve("lib/slo-watchdog-java25.aot"));
        Map<String, String> newer = Map.of("JAVA_HOME", root.resolve("newer").toString());

        assertThat(launch(Map.of(), "bin/slo-watchdog", "run").out())
                .contains("-XX:SharedArchiveFile=" + archive("-java17.jsa"));
        assertThat(launch(newer, "bin/slo-watchdog", "run").out()).contains("-XX:AOTCache=" + archive("-java25.aot"));
    }

    /** For an image without a shell: what stands in a file there is what this script would have said. */
    @Test
    void prints_the_options_of_a_command_and_starts_nothing() throws Exception {
        Files.createFile(root.resolve("lib/slo-watchdog-java17.jsa"));

        for (String command : List.of("run", "release")) {
            List<String> printed = launch(Map.of(), "bin/slo-watchdog", "java-options", command)
                    .out();
            List<String> started = launch(Map.of(), "bin/slo-watchdog", command).out();

            assertThat(printed).contains("-XX:SharedArchiveFile=" + archive("-java17.jsa"));
            assertThat(started).containsSubsequence(printed);
            assertThat(started).hasSize(printed.size() + 5); // home, pid, -jar, the jar, the command
        }
    }

    @Test
    void archives_the_classes_of_a_sidecar_that_ran() throws Exception {
        java("jdk", """
                for word in "$@"; do case $word in
                -XX:DumpLoadedClassList=*) echo classes >"${word#*=}" ;;
                -XX:SharedClassListFile=*) list=${word#*=} ;;
                -XX:SharedArchiveFile=*) cp "$list" "${word#*=}"; exit 0 ;;
                esac; done
                trap 'exit 143' TERM
                echo 'INFO  serving listen=127.0.0.1:1'
                while :; do sleep 0.1; done
                """, "17.0.1");

        Run run = launch(Map.of(), "bin/slo-watchdog", "archive-classes");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).containsExactly("written: " + archive("-java17.jsa"));
        assertThat(Path.of(archive("-java17.jsa"))).hasContent("classes");
    }

    @Test
    void without_a_sidecar_that_runs_there_is_no_archive() throws Exception {
        Run run = launch(Map.of(), "bin/slo-watchdog", "archive-classes");

        assertThat(run.exit()).isEqualTo(70);
        assertThat(run.err()).contains("no archive: the sidecar did not start", "home=jdk");
        assertThat(Path.of(archive("-java17.jsa"))).doesNotExist();
    }

    @Test
    void can_be_called_through_links() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), Path.of("bin/slo-watchdog"));
        Files.createSymbolicLink(root.resolve("second"), root.resolve("link"));

        assertThat(launch(Map.of(), "second", "run").out()).contains(jarPath());
    }

    @Test
    void in_a_checkout_it_takes_what_the_build_made() throws Exception {
        Files.delete(root.resolve("lib/slo-watchdog.jar"));
        jar("target/slo-watchdog-1.2.3-all.jar");
        jar("target/slo-watchdog-1.2.3.jar");

        assertThat(launch(Map.of(), "bin/slo-watchdog", "run").out())
                .anyMatch(word -> word.endsWith("target/slo-watchdog-1.2.3-all.jar"));
    }

    @Test
    void without_a_jar_it_says_how_to_get_one() throws Exception {
        Files.delete(root.resolve("lib/slo-watchdog.jar"));

        Run run = launch(Map.of(), "bin/slo-watchdog", "run");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("the runnable jar is missing", "fix: build it with", "mvn -DskipTests package");
    }

    @Test
    void a_java_that_is_too_old_is_passed_over() throws Exception {
        java("old", "1.8.0_402");
        java("older", "11.0.2");

        for (String name : List.of("old", "older")) {
            Map<String, String> environment =
                    Map.of("JAVA_HOME", root.resolve(name).toString());
            assertThat(launch(environment, "bin/slo-watchdog", "run").out()).contains("home=jdk");
        }
    }

    @Test
    void the_installer_names_what_is_missing_where_there_is_no_apt() throws Exception {
        Files.createDirectories(root.resolve("empty"));
        Path script = Path.of("bin/install-missing").toAbsolutePath();

        Run run = execute(
                Map.of("PATH", root.resolve("empty").toString()), "/bin/sh", script.toString(), "nosuch:no-such");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("missing on this machine: nosuch", "on Debian they are the packages no-such");
    }

    private String jarPath() {
        return root.resolve("lib/slo-watchdog.jar").toString();
    }

    private String archive(String of) {
        return jarPath().replace(".jar", of);
    }

    private void jar(String path) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.createFile(root.resolve(path));
    }

    private void java(String home, String version) throws IOException {
        java(home, """
                echo "pid=$$"
                echo "home=%s"
                for word in "$@"; do echo "$word"; done
                exit 42
                """.formatted(home), version);
    }

    /** One that does this when it is run. */
    private void java(String home, String script, String version) throws IOException {
        Executable.script(root.resolve(home).resolve("bin/java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; fi
                """.formatted(version) + script);
    }

    /** Launches with the Java of {@code jdk} first on PATH. */
    private Run launch(Map<String, String> environment, String script, String... arguments) throws Exception {
        String[] command = Stream.concat(Stream.of(root.resolve(script).toString()), Stream.of(arguments))
                .toArray(String[]::new);
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", root.resolve("jdk/bin") + ":/usr/bin:/bin");
        return execute(all, command);
    }

    private static Run execute(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.pid(), process.exitValue(), out, err);
    }
}
