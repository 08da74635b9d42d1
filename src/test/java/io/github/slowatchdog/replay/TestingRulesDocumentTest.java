package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/testing-rules.md says what a test file may hold, and its example passes. */
class TestingRulesDocumentTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    @TempDir
    Path directory;

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/testing-rules.md"));
    }

    @Test
    void theExamplePasses() throws IOException {
        List<String> stories = BLOCK.matcher(document())
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(block -> block.contains("expect at"))
                .toList();
        assertThat(stories).hasSize(1);
        Path file = Files.writeString(
                directory.resolve("story.txt"),
                stories.get(0)
                        .replace("../rules", Path.of("rules").toAbsolutePath().toString()));
        RuleTest.Result result = RuleTest.read(file, name -> Optional.empty(), UnaryOperator.identity())
                .run();
        assertThat(TestReport.isPassed(result)).as(TestReport.text(result)).isTrue();
    }

    @Test
    void everySettingHappeningAndExpectationIsThere() throws IOException {
        String document = document();
        assertThat(ScenarioLines.SETTINGS)
                .allSatisfy(setting -> assertThat(document).contains("`" + setting + " "));
        for (String happening : Happening.KNOWN.split("[ ,;'A-Z]+", -1)) {
            assertThat(document).contains(happening);
        }
        for (Verdict verdict : Verdict.values()) {
            assertThat(document).contains("`" + verdict.word() + "`");
        }
        for (SoakVerdict verdict : SoakVerdict.values()) {
            assertThat(document).contains("`" + verdict.word() + "`");
        }
    }
}
