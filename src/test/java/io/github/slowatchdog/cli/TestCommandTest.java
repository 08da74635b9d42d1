package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code test} as a person types it (SPEC 9), and the tests of the shipped rules through it. */
class TestCommandTest {

    private static final String STORY = """
            objective {name: dup, count: dup_total, expect: "== 0", on_breach: stop}
            up{job="bot",instance="a"} from -1m 1x20
            dup_total{job="bot",instance="a"} from -1m 0x8 1x10
            """;

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    static List<Path> shippedRules() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rules"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedRules")
    void everyShippedRuleFileHasATestThatPasses(Path rules) throws IOException {
        String name = rules.getFileName().toString();
        Path test = Path.of("rules/tests", name.replace(".yaml", ".txt"));
        assertThat(test).exists();
        assertThat(Files.readString(test)).contains("\nrules ../" + name + "\n");
        Terminal run = new Terminal().run("test", test.toString());
        assertThat(run.out()).isEqualTo("ok       " + test + "\n1/1 tests passed\n");
        assertThat(run.exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("shippedRules")
    void everyShippedObjectiveIsGivenABreachThatIsSeen(Path rules) {
        String test = "rules/tests/" + rules.getFileName().toString().replace(".yaml", ".txt");
        Terminal run = new Terminal().run("test", "--inject", test);
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .doesNotContain("NOT SEEN")
                .containsPattern("the breach of (\\d+)/\\1 objectives was seen");
    }

    @ParameterizedTest
    @CsvSource({
        "config/vanta-bot.yaml, expand-symbols",
        "config/crypto-bot.yaml, ",
        "config/churner-bot.yaml, ",
        "config/smoke-deploy.yaml, ",
        "config/quickstart.yaml, "
    })
    void soIsThatOfAConfiguration(String config, String phase) {
        Terminal run = phase == null
                ? new Terminal().run("test", "--inject", "--config", config)
                : new Terminal().run("test", "--inject", "--config", config, "--phase", phase);
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
    }

    @Test
    void whatIsNotAsExpectedIsOneAndWhatCannotBeReadIsFour() throws IOException {
        String good = file("good.txt", STORY + "expect at 1m: dup pass\n");
        String bad = file("bad.txt", STORY + "expect at 1m: dup breach\n");
        String broken = file("broken.txt", STORY + "expect at 1m: dup broken\n");

        Terminal run = new Terminal().run("test", good, bad);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("ok       " + good + "\nFAILED   " + bad + "\n  " + bad + ":4:15: at 1m\n")
                .endsWith("1/2 tests passed\n");
        assertThat(new Terminal().run("test", good, bad, broken).exit()).isEqualTo(4);
        assertThat(new Terminal().run("test", "nowhere.txt").exit()).isEqualTo(4);
        assertThat(new Terminal().run("test", "nowhere.txt").out())
                .contains("nowhere.txt:1:1: it does not exist")
                .contains("fix:");
        assertThat(new Terminal().run("test").exit()).isEqualTo(4);
        assertThat(new Terminal().run("test", "--inject", "--write", good).exit())
                .isEqualTo(4);
        assertThat(new Terminal().run("test", "--help").out()).contains("Example: slo-watchdog test");
    }

    @Test
    void aMachineReadsJson() throws IOException {
        String bad = file("bad.txt", STORY + "expect at 1m: dup breach\n");
        Terminal run = new Terminal().run("test", "--json", bad);
        assertThat(run.exit()).isEqualTo(1);
        JsonObject told = new JsonObject(run.out());
        assertThat(told.getInteger("passed")).isZero();
        assertThat(told.getInteger("total")).isEqualTo(1);
        JsonObject difference = told.getJsonArray("tests")
                .getJsonObject(0)
                .getJsonArray("differences")
                .getJsonObject(0);
        assertThat(difference.getInteger("line")).isEqualTo(4);
        assertThat(difference.getString("expected")).isEqualTo("dup breach");
        assertThat(difference.getString("actual")).isEqualTo("dup pass");
    }

    @Test
    void transcriptsAreWrittenOnRequest() throws IOException {
        String file = file("story.txt", STORY + "until 2m\n");
        assertThat(new Terminal().run("test", file).exit())
                .as("nothing is expected")
                .isEqualTo(4);
        Terminal write = new Terminal().run("test", "--write", file);
        assertThat(write.exit()).isZero();
        assertThat(write.err()).isEqualTo("written: " + file + "\n");
        assertThat(Path.of(file)).content().contains("----\n", "dup  counts", "stop ordered: dup is in breach");
        assertThat(new Terminal().run("test", file).exit()).isZero();
        assertThat(new Terminal().run("test", "--write", file).err()).isEmpty();
    }

    @Test
    void aRuleThatCannotFailIsNamed() throws IOException {
        String rules = file("rules.yaml", """
                groups:
                  - name: all
                    objectives:
                      - {name: good, gauge: lag, expect: "< ${limit}", on_breach: stop}
                      - {name: vain, count: x_total, expect: ">= 0", on_breach: stop}
                """);
        Terminal run = new Terminal().run("test", "--inject", "--var", "limit=5", rules);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("seen      good: gauge \"< 5\", stop: a bad value, one bad sample, one bad series of two\n")
                .contains("NOT SEEN  vain: count \">= 0\", stop\n")
                .endsWith("the breach of 1/2 objectives was seen\n");
        Terminal unset = new Terminal().run("test", "--inject", rules);
        assertThat(unset.exit()).isEqualTo(4);
        assertThat(unset.err()).contains("unknown variable \"limit\"");
        JsonObject json = new JsonObject(new Terminal()
                .run("test", "--inject", "--json", "--var", "limit=5", rules)
                .out());
        assertThat(json.getInteger("seen")).isEqualTo(1);
    }
}
