package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Command lines of a sidecar that are read without picocli mean what picocli makes of them. */
class PlainRunTest {

    private static final List<String> WORDS = List.of(
            "--config",
            "-c",
            "--phase",
            "--by",
            "--reason",
            "--new-soak",
            "--override",
            "--watch-config",
            "a",
            "run",
            "looked at, known",
            "@file",
            "-x",
            "--help",
            "--",
            "'a'",
            "\"b\"",
            " ",
            "",
            "--phase=a",
            "--con",
            "${HOME}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --config a.yaml",
                "run -c a.yaml --phase canary --watch-config",
                "run --config a.yaml --new-soak --by alice --reason seen",
                "run --override --new-soak --by alice --reason seen --config a.yaml"
            })
    void a_line_of_a_manifest_needs_no_picocli(String line) {
        String[] args = line.split(" ");

        assertThat(PlainRun.of(args)).isPresent();
        assertThat(meaning(PlainRun.of(args).orElseThrow())).isEqualTo(byPicocli(args));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "check",
                "run",
                "run --help",
                "run --config",
                "run --config @a",
                "run --config a --config b",
                "run --config a --new-soak",
                "run --config a --by b --reason c",
                "run --config a b",
                "run --config=a"
            })
    void whatever_is_not_plain_is_left_to_picocli(String line) {
        assertThat(PlainRun.of(line.split(" "))).isEmpty();
    }

    @Test
    void what_is_read_without_picocli_means_the_same() {
        Random random = new Random(7);
        int read = 0;
        while (read < 60) {
            List<String> line = new ArrayList<>(List.of("run"));
            random.ints(random.nextInt(9), 0, WORDS.size()).mapToObj(WORDS::get).forEach(line::add);
            String[] args = line.toArray(String[]::new);
            Optional<PlainRun> plain = PlainRun.of(args);
            if (plain.isPresent()) {
                read++;
                assertThat(meaning(plain.get())).as("%s", line).isEqualTo(byPicocli(args));
            }
        }
    }

    private static String meaning(PlainRun plain) {
        return plain.config().file() + " " + plain.config().phase() + " " + plain.wishes() + " " + plain.watchConfig();
    }

    private static String byPicocli(String... args) {
        CommandLine all = Main.commandLine();
        all.parseArgs(args);
        RunCommand run = Objects.requireNonNull(all.getSubcommands().get("run")).getCommand();
        return run.config().file() + " " + run.config().phase() + " " + run.wishes() + " " + run.watchesConfig();
    }
}
