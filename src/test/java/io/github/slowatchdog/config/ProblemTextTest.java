package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person is told of each thing that can be wrong: {@code invalid-<what>.yaml} beside the expected text. Run with
 * {@code -Dgolden.write=true} to write the texts anew, and read the difference.
 */
class ProblemTextTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("TENANT_TOKEN", "hunter2-tenant");

    @TempDir
    Path temporary;

    static Stream<Path> configurations() throws IOException {
        return invalid("config", 50);
    }

    static Stream<Path> rules() throws IOException {
        return invalid("rules", 50);
    }

    static Stream<Path> plans() throws IOException {
        return invalid("plans", 8);
    }

    private static Stream<Path> invalid(String directory, int fewer) throws IOException {
        try (Stream<Path> files = Files.list(Loading.RESOURCES.resolve(directory))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("invalid-.*\\.yaml"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(fewer);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configuration(Path file) throws IOException {
        check(file, Loading.load(file, Optional.empty(), ENVIRONMENT));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFile(Path file) throws IOException {
        Path configuration = temporary.resolve("watchdog.yaml");
        Files.writeString(configuration, """
                name: vanta
                rules: [%s]
                prometheus: {url: http://localhost:9090}
                stop:
                  redis: {url: redis://localhost:6379/0}
                  when_blind: {after: 2m, then: stop}
                phases:
                  - name: dry
                    vars: {mode: DRY}
                    soak: {window: 24h}
                """.formatted(file.toAbsolutePath()));
        check(file, Loading.load(configuration, Optional.empty(), ENVIRONMENT));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void plan(Path file) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Optional<PlanFile> plan = PlanLoader.load(
                file,
                new PlanLoader.Given(Map.of(), Optional.empty()),
                name -> Optional.ofNullable(ENVIRONMENT.get(name)),
                problems::add);
        assertThat(plan).isEmpty();
        check(file, new Loaded.Invalid(problems));
    }

    private static void check(Path file, Loaded loaded) throws IOException {
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        String text = loaded + "\n";
        assertThat(text).as("no secret").doesNotContain("hunter2");
        Path golden = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(golden)
                .as("expected text; write it with -Dgolden.write=true")
                .exists();
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyExpectedTextHasItsFile() throws IOException {
        for (String directory : List.of("config", "rules", "plans")) {
            try (Stream<Path> files = Files.list(Loading.RESOURCES.resolve(directory))) {
                assertThat(files.filter(file -> file.toString().endsWith(".txt")))
                        .allSatisfy(text -> assertThat(text.resolveSibling(
                                        text.getFileName().toString().replace(".txt", ".yaml")))
                                .exists());
            }
        }
    }

    @Test
    void theSmallestConfigurationIsValid() {
        Settings settings = Loading.settings(Loading.RESOURCES.resolve("config/minimal.yaml"));
        assertThat(settings.phase().name()).isEqualTo("dry");
    }
}
