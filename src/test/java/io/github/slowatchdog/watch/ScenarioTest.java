package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code src/test/resources/scenarios} gives exactly its transcript; the format is described in the README
 * there. {@code -Dscenarios.write=true} rewrites the transcripts: read the difference before you commit it.
 */
class ScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesExactlyItsTranscript(Path scenario, @TempDir Path scratch) throws IOException {
        ScenarioFile file = new ScenarioFile(scenario);
        String transcript = new ScenarioRun(file, file.settings(scratch)).run();
        if (Boolean.getBoolean("scenarios.write")) {
            Files.writeString(scenario, file.head() + ScenarioFile.CUT + transcript);
            return;
        }
        assertThat(transcript).as(file.head()).isEqualTo(file.transcript());
    }

    @Test
    void everyScenarioSaysWhatItProves() throws IOException {
        assertThat(scenarios())
                .hasSizeGreaterThan(50)
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .as("%s", file)
                        .startsWith("# ")
                        .containsPattern("# .*(SPEC|P\\d|promise)"));
    }
}
