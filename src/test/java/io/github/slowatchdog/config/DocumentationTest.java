package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/configuration.md and docs/plans.md name every key the loader knows, and no other; their examples load. */
class DocumentationTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| [^|]+ \\| .*\\|$");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    private static final Path PLANS = Path.of("docs/plans.md");

    @TempDir
    Path directory;

    private String document = "";

    @BeforeEach
    void read() throws IOException {
        document = Files.readString(Path.of("docs/configuration.md"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyHasItsRow(Section section) throws IOException {
        String page = section.isOfPlans() ? Files.readString(PLANS) : document;
        String heading = "\n### " + (section.place().isEmpty() ? "configuration" : section.place()) + "\n";
        assertThat(page).contains(heading);
        String after = page.substring(page.indexOf(heading) + heading.length());
        String text = after.substring(0, after.indexOf("\n##"));
        assertThat(ROW.matcher(text).results().map(row -> row.group(1))).containsExactlyElementsOf(section.keys());
    }

    @Test
    void theExampleOfAPlanLoads() throws IOException {
        String example = EXAMPLE.matcher(Files.readString(PLANS))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<Problem> problems = new ArrayList<>();
        PlanLoader.Given given = new PlanLoader.Given(Map.of("image", "bot:v2"), Optional.of("dev"));
        PlanLoader.load(
                Files.writeString(directory.resolve("plan.yaml"), example),
                given,
                name -> Optional.empty(),
                problems::add);
        assertThat(problems).isEmpty();
    }

    @Test
    void examplesLoad() throws IOException {
        List<String> examples = EXAMPLE.matcher(document)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).hasSize(2);
        Path configuration = directory.resolve("config/watchdog.yaml");
        Files.createDirectories(configuration.getParent());
        Files.createDirectories(directory.resolve("rules"));
        Files.writeString(configuration, examples.get(0));
        Files.writeString(directory.resolve("rules/intents.yaml"), examples.get(1));
        assertThat(Loading.settings(configuration).groups()).hasSize(1);
    }
}
