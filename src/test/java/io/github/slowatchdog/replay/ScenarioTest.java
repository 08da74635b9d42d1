package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code src/test/resources/scenarios} gives exactly its transcript; the format is described in docs/testing-rules.md.
 * {@code -Dscenarios.write=true} rewrites the transcripts: read the difference before you commit it.
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

    /** As a process that was killed leaves it, written down and read again. */
    private static Checkpoint writtenAndRead(Checkpoint kept) {
        return CheckpointJson.decode(CheckpointJson.encode(kept));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesExactlyItsTranscript(Path file) throws IOException {
        RuleTest test = RuleTest.read(file, name -> Optional.empty(), ScenarioTest::writtenAndRead);
        if (Boolean.getBoolean("scenarios.write")) {
            test.write();
            return;
        }
        assertThat(test.run()).isEqualTo(new RuleTest.Result.Ran(file.toString(), List.of()));
    }

    @Test
    void everyScenarioSaysWhatItProves() throws IOException {
        assertThat(scenarios())
                .hasSizeGreaterThan(50)
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .as("%s", file)
                        .startsWith("# ")
                        .containsPattern("# .*(SPEC|P\\d|promise)")
                        .contains("\n----\n"));
    }
}
