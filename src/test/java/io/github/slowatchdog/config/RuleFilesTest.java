package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    @TempDir
    Path directory;

    private Path configuration = Path.of("");

    @BeforeEach
    void files() throws IOException {
        configuration = Files.createDirectories(directory.resolve("config")).resolve("watchdog.yaml");
        for (String name : List.of("b", "a", "deep/er/c", ".hidden/d", "..data/a2")) {
            Path file = directory.resolve("rules").resolve(name + ".yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, """
                    groups:
                      - name: %s
                        objectives: [{name: of_%s, count: x_total, expect: "== 0", on_breach: warn}]
                    """.formatted(name, file.getFileName().toString().replace(".yaml", "")));
        }
        Files.writeString(directory.resolve("rules/notes.txt"), "not a rule file");
    }

    @Test
    void globsAreSortedByName() throws IOException {
        assertThat(groups("[../rules/*.yaml]")).containsExactly("a", "b");
        assertThat(groups("['../rules/[ab].yaml']")).containsExactly("a", "b");
        assertThat(groups("['../rules/{b,x}.yaml']")).containsExactly("b");
        assertThat(groups("['../*/a.yaml']")).containsExactly("a");
    }

    @Test
    void theListGivesTheOrderAndAFileIsReadOnce() throws IOException {
        assertThat(groups("[../rules/b.yaml, ../rules/*.yaml, ../config/../rules/a.yaml]"))
                .containsExactly("b", "a");
    }

    @Test
    void twoStarsGoIntoDirectoriesAndPassOverHiddenOnes() throws IOException {
        assertThat(groups("['../rules/**/*.yaml']")).containsExactly("deep/er/c");
        assertThat(groups("['../rules/**.yaml']")).containsExactly("a", "b", "deep/er/c");
    }

    @Test
    void linksAsInAMountedConfigMap() throws IOException {
        Path mounted = Files.createDirectories(directory.resolve("mounted"));
        Files.createSymbolicLink(mounted.resolve("..data"), directory.resolve("rules/..data"));
        Files.createSymbolicLink(mounted.resolve("a2.yaml"), Path.of("..data/a2.yaml"));
        assertThat(groups("[../mounted/*.yaml]")).containsExactly("..data/a2");
    }

    @Test
    void aLinkInACircleEnds() throws IOException {
        Files.createSymbolicLink(directory.resolve("rules/deep/circle"), directory.resolve("rules"));
        assertThat(load("['../rules/**/*.yaml']").toString()).contains("cannot be looked up");
    }

    @Test
    void absolute() throws IOException {
        assertThat(groups("['" + directory.toAbsolutePath() + "/rules/?.yaml']"))
                .containsExactly("a", "b");
    }

    @Test
    void problemsOfAllFilesInOneRun() throws IOException {
        Files.writeString(directory.resolve("rules/a.yaml"), "groups: 1\n");
        Files.writeString(directory.resolve("rules/b.yaml"), "a: [\n");
        assertThat(load("[../rules/*.yaml, nowhere.yaml]"))
                .isInstanceOfSatisfying(
                        Loaded.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(problem ->
                                        Path.of(problem.file()).getFileName().toString())
                                .containsExactly("watchdog.yaml", "a.yaml", "b.yaml"));
    }

    private List<String> groups(String rules) throws IOException {
        return Loading.settings(load(rules)).groups().stream()
                .map(Settings.Group::name)
                .toList();
    }

    private Loaded load(String rules) throws IOException {
        Files.writeString(
                configuration,
                Files.readString(Loading.RESOURCES.resolve("config/minimal.yaml"))
                        .replace("[../rules/minimal.yaml]", rules));
        return Loading.load(configuration);
    }
}
