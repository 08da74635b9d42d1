package io.github.slowatchdog.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that fuzzing starts from, and those that it once found a mistake with: each through every law, in each build. */
class ExpositionSeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources/io/github/slowatchdog/bot/ExpositionFuzzInputs");

    @ParameterizedTest
    @MethodSource("seeds")
    void everyLawHolds(Path seed) throws IOException {
        byte[] page = Files.readAllBytes(seed);
        PageLaws.parser(ExpositionParser.Format.TEXT, page);
        PageLaws.parser(ExpositionParser.Format.OPEN_METRICS, page);
        PageLaws.reader(page);
    }

    static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.walk(SEEDS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
