package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no configuration at all: told as a problem, never thrown. */
class BrokenFileTest {

    private static final Path MINIMAL = Loading.RESOURCES.resolve("config/minimal.yaml");

    @TempDir
    Path directory;

    @Test
    void missing() {
        assertThat(problem(directory.resolve("nowhere.yaml"))).isEqualTo("1:1 it does not exist");
    }

    @Test
    void aDirectory() {
        assertThat(problem(directory)).isEqualTo("1:1 it is a directory");
    }

    @Test
    void aDevice() {
        assertThat(problem(Path.of("/dev/zero"))).isEqualTo("1:1 it is not a regular file");
    }

    @Test
    void underAFile() throws IOException {
        assertThat(problem(Files.writeString(directory.resolve("a"), "").resolve("b")))
                .isEqualTo("1:1 it does not exist");
    }

    @Test
    void empty() throws IOException {
        assertThat(problem(new byte[0])).isEqualTo("1:1 it is empty");
    }

    @Test
    void huge() throws IOException {
        assertThat(problem(new byte[1024 * 1024 + 1])).isEqualTo("1:1 it is larger than 1 MiB");
    }

    @Test
    void binary() throws IOException {
        assertThat(problem("name: a\nkey: \0x".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("2:6 the character U+0000 may not stand in YAML");
    }

    @Test
    void anotherEncoding() throws IOException {
        assertThat(problem("name: a\n# für".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("2:4 it is not UTF-8 text");
        assertThat(problem("name: a\n".getBytes(StandardCharsets.UTF_16))).isEqualTo("1:1 it is not UTF-8 text");
        assertThat(problem(
                        "# truncated: \u00fc".substring(0, 13).concat("\u00c3").getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("1:14 it is not UTF-8 text");
    }

    @Test
    void columnsCountCharacters() throws IOException {
        assertThat(problem("name: \uD83D\uDE00\u00fc\0".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("1:9 the character U+0000 may not stand in YAML");
        Path marked = directory.resolve("marked.yaml");
        Files.writeString(marked, "\uFEFF{name: \uD83D\uDE00\u00fc, x: 1}");
        assertThat(Loading.load(marked).toString())
                .as("the byte order mark is not counted")
                .contains(":1:12: unknown key \"x\"");
    }

    @Test
    void byteOrderMarkAndWindowsLineEnds() throws IOException {
        String text = Files.readString(MINIMAL).replace("../rules", Loading.RESOURCES.toAbsolutePath() + "/rules");
        Path file = directory.resolve("windows.yaml");
        Files.writeString(file, "\uFEFF" + text.replace("\n", "\r\n"));
        assertThat(Loading.load(file)).isInstanceOf(Loaded.Ok.class);
    }

    @Test
    void randomBytes() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(problem(bytes)).matches("(?s)\\d+:\\d+ .*");
        }
    }

    @Test
    void growsByAliases() throws IOException {
        StringBuilder bomb = new StringBuilder("a: &a0 {x: y}\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(problem(bomb.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("1:1 not YAML: it has more than 50 aliases (*)");
    }

    @Test
    void costlyRegularExpressions() throws IOException {
        String rules = Files.readString(Loading.RESOURCES.resolve("rules/minimal.yaml"));
        for (String regex : new String[] {"(".repeat(8000) + ")".repeat(8000), "(((a{1000}){1000}){1000}){1000}"}) {
            Files.writeString(
                    directory.resolve("rules.yaml"),
                    rules.replace("count: vanta_intent_duplicate_total", "count: 'a_total{b=~\"" + regex + "\"}'"));
            Path file = directory.resolve("c.yaml");
            Files.writeString(file, Files.readString(MINIMAL).replace("../rules/minimal.yaml", "rules.yaml"));
            assertThat(problem(file)).contains("regular expression");
        }
    }

    private String problem(byte[] content) throws IOException {
        Path file = directory.resolve("broken.yaml");
        Files.write(file, content);
        return problem(file);
    }

    /** Place and text of the first problem, which is one with a fix. */
    private static String problem(Path file) {
        Loaded loaded = Loading.load(file);
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        Problem problem = ((Loaded.Invalid) loaded)
                .problems().stream()
                        .filter(one -> !one.what().startsWith("missing"))
                        .findFirst()
                        .orElseThrow();
        assertThat(problem.fix()).isNotBlank();
        return problem.line() + ":" + problem.column() + " " + problem.what();
    }
}
