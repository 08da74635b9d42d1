package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told of the image without building it; {@code bin/image-test} builds and tries it. */
class ImageTest {

    private static final Pattern PINNED = Pattern.compile("\\S+/\\S+:\\d+\\.\\d+\\.\\d+\\S*");

    @Test
    void its_bases_are_pinned() throws IOException {
        List<String> stages = new ArrayList<>(List.of("scratch"));
        for (MatchResult from : lines("FROM (\\S+)(?: AS (\\S+))?")) {
            if (!stages.contains(from.group(1))) {
                assertThat(from.group(1)).matches(PINNED);
            }
            if (from.group(2) != null) {
                stages.add(from.group(2));
            }
        }
        assertThat(stages).contains("build", "demo-bot");
    }

    /** There is no shell to run a command that is not a list of words. */
    @Test
    void what_runs_needs_no_shell_and_is_not_root() throws IOException {
        String last = Files.readString(Path.of("Dockerfile")).replaceFirst("(?s).*\nFROM scratch", "");

        assertThat(last).doesNotContain("\nRUN ").contains("\nUSER 10001:10001\n", "\nVOLUME /var/lib/slo-watchdog\n");
        assertThat(lines("(?:ENTRYPOINT|CMD|HEALTHCHECK .* CMD) (.*)"))
                .hasSizeGreaterThan(4)
                .allSatisfy(command -> assertThat(command.group(1)).startsWith("["));
        assertThat(last).contains("org.opencontainers.image.version", "org.opencontainers.image.revision");
    }

    @Test
    void it_has_the_files_that_its_entry_looks_for() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        String entry = Files.readString(Path.of("image/entry.c"));

        assertThat(entry).contains("#define ROOT \"/opt/slo-watchdog/\"");
        for (String file : List.of("run.options", "command.options", "lib/slo-watchdog.jar", "java")) {
            assertThat(entry).contains("ROOT \"" + file);
            assertThat(dockerfile).contains(file);
        }
    }

    @Test
    void it_is_built_and_tried_where_that_is_wanted() throws Exception {
        Ran can = Ran.of("bin/image-test", "--can");
        if (can.exit() != 0 || !Boolean.getBoolean("image")) {
            abort((can.exit() == 0 ? "can be built here with " : "cannot be built here: ") + can.said()
                    + "It takes minutes: bin/image-test, or -Dimage=true");
        }
        Ran tried = Ran.of("bin/image-test");
        assertThat(tried.exit()).as(tried.said()).isZero();
    }

    private static List<MatchResult> lines(String pattern) throws IOException {
        String text = Files.readString(Path.of("Dockerfile")).replace("\\\n", " ");
        return Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .toList();
    }
}
