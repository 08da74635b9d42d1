package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that test rules: what is expected, what is said where it is not so, and what is refused (SPEC 9). */
class RuleTestTest {

    private static final String STORY = """
            objective {name: dup, count: dup_total, expect: "== 0", on_breach: stop}
            up{job="bot",instance="a"} from -1m 1x20
            dup_total{job="bot",instance="a"} from -1m 0x8 1x10
            """;

    @TempDir
    Path directory;

    private RuleTest.Result run(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("story.txt"), text);
        return RuleTest.read(file, name -> Optional.empty(), UnaryOperator.identity())
                .run();
    }

    private String told(String text) throws IOException {
        return TestReport.text(run(text)).replace(directory.toString() + "/", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1m: dup pass; 1m15s: dup breach",
                "1m: dup value 0; 1m15s: dup value 1",
                "1m: stop clear; 1m15s: stop ordered",
                "1m: stop clear; 1m15s: stop ordered by dup",
                "1m: soak soaking; 1m15s: soak fail",
                "1m: gate closed; 1m15s: gate closed",
            })
    void eachFormIsTrueWhenItIsAndFalseWhenItIsNot(String before, String after) throws IOException {
        String both = STORY + "expect at " + before + "\nexpect at " + after + "\n";
        assertThat(TestReport.isPassed(run(both))).as(both).isTrue();
        if (!before.contains("gate")) {
            String wrong = STORY + "expect at 1m: " + after.substring(after.indexOf(' ') + 1) + "\n";
            assertThat(TestReport.isPassed(run(wrong))).as(wrong).isFalse();
        }
    }

    @Test
    void aDifferenceIsToldWithItsPlace() throws IOException {
        assertThat(told(STORY + "\n  expect at 1m15s: dup pass\n"
                        + "expect at 2m:  soak pass\nexpect at 2m: stop clear\n"))
                .isEqualTo("""
                FAILED   story.txt
                  story.txt:5:20: at 1m15s
                    expected  dup pass
                    is        dup breach
                    why       prometheus: expected == 0, is 1
                  story.txt:6:16: at 2m
                    expected  soak pass
                    is        soak fail
                    why       dup: breach
                  story.txt:7:15: at 2m
                    expected  stop clear
                    is        stop ordered
                    why       dup is in breach: expected == 0, is 1""");
    }

    @Test
    void aTranscriptThatDiffersIsToldAtItsFirstLine() throws IOException {
        Path file = Files.writeString(directory.resolve("story.txt"), STORY + "until 2m\n");
        RuleTest test = RuleTest.read(file, name -> Optional.empty(), UnaryOperator.identity());
        assertThat(test.write()).isTrue();
        String written = Files.readString(file);
        assertThat(written).startsWith(STORY + "until 2m\n----\n").contains("dup  pass -> breach");
        assertThat(TestReport.isPassed(run(written))).isTrue();
        assertThat(RuleTest.read(file, name -> Optional.empty(), UnaryOperator.identity())
                        .write())
                .as("there is nothing new to write")
                .isFalse();
        assertThat(told(written.replace("pass -> breach", "pass -> blind")))
                .startsWith("FAILED   story.txt\n  story.txt:")
                .contains("the transcript differs from here on")
                .contains("expected     1m15s  dup  pass -> blind")
                .contains("is           1m15s  dup  pass -> breach");
        assertThat(told(written + "      2m  more\n")).contains("is        (the end)");
    }

    @Test
    void aFileThatExpectsSomethingIsNotGivenATranscript() throws IOException {
        String text = STORY + "expect at 1m: dup pass\n";
        Path file = Files.writeString(directory.resolve("story.txt"), text);
        assertThat(RuleTest.read(file, name -> Optional.empty(), UnaryOperator.identity())
                        .write())
                .isFalse();
        assertThat(file).hasContent(text);
    }

    @Test
    void whereNothingIsExpectedNothingCanPass() throws IOException {
        assertThat(told(STORY)).contains("INVALID").contains("nothing is expected");
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndAFix() throws IOException {
        assertThat(told("""
                # a file with much that is wrong
                rules nowhere.yaml
                objective {name: dup, count: dup_total, expect: "== 0", on_breach: stopp}
                freshness soon
                lane bots
                up 1x
                dup_total{a=~"b"} 1
                at 5m: fial error
                at soon: answer
                ?
                expect at 1m: dup pass
                """)).isEqualTo("""
                INVALID  story.txt
                  story.txt:2:7: the rule file "nowhere.yaml" cannot be used: it does not exist
                      fix: name a YAML file that this user may read, relative to the file that names it
                  story.txt:3:68: on_breach: "stopp" is not one of warn, fail, stop
                      fix: did you mean "stop"? write one of warn, fail, stop
                  story.txt:4:11: soon is not a duration
                      fix: write for example 30s, 1h30m or -5m
                  story.txt:5:6: there is no such lane
                      fix: write prometheus, bot, or both
                  story.txt:6:4: 1x is not a value
                      fix: write `NAME{label="value"} [from TIME] [every TIME] VALUES`, with values such as 0x3 1+1x10 _x2 stale
                  story.txt:7:1: a series has labels with one value each
                      fix: write `NAME{label="value"} [from TIME] [every TIME] VALUES`, with values such as 0x3 1+1x10 _x2 stale
                  story.txt:8:8: nobody knows how that happens
                      fix: it can be: %s
                  story.txt:9:4: soon is not a time
                      fix: write for example 30s, 1h30m or -5m
                  story.txt:10:1: this line cannot be read
                      fix: write a setting (rules, vars, only, objective, soak, when_blind, green_for, freshness, interval, begin, until, scrape, overlap, lane), a series (`NAME{LABELS} [from TIME] [every TIME] VALUES`), `answer OBJECTIVE VALUES`, `at TIME: WHAT` or `expect at TIME: WHAT`""".formatted(Happening.KNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "expect at 1m: dupe pass; there is no objective dupe",
                "expect at 1m: dup passed; there is no verdict passed",
                "expect at 1m: soak green; there is no verdict green",
                "expect at 1m: stop ordered by nobody; there is no objective nobody",
                "expect at 1m: everything is well; nothing can be expected in these words",
                "only dupe; there is no objective dupe",
                "answer dupe 1; there is no objective dupe",
                "answer dup 1; is no expr and no probe",
                "until 40d; the story does not end",
                "at 1m: fail nonsense; there is no reason nonsense",
                "at 1m: redis down; nobody knows how that happens",
            })
    void whatCannotBeMeantIsRefused(String line, String why) throws IOException {
        assertThat(told(STORY + line + "\nexpect at 30s: dup pass\n"))
                .startsWith("INVALID")
                .contains(why);
    }

    @Test
    void whatOnlyAServerCanAnswerIsRefusedUnlessItIsWritten() throws IOException {
        String rules = """
                objective {name: rate, expr: 'sum(rate(x_total[5m]))', expect: "< 1", on_breach: fail}
                objective {name: mode, probe: {url: "http://bot/status", json: $.mode}, expect: "== RUNNING", on_breach: stop}
                objective {name: gated, gauge: lag, when: {expr: 'sum(open) > 0'}, expect: "< 5", on_breach: warn}
                up{job="bot",instance="a"} from -1m 1x20
                lag{job="bot",instance="a"} from -1m 9x20
                expect at 1m: rate pass
                """;
        assertThat(told(rules))
                .startsWith("INVALID")
                .contains("story.txt:1:11: rate: `sum(rate(x_total[5m]))` is answered by a server")
                .contains("story.txt:2:11: mode: `GET http://bot/status $.mode` is answered by a server")
                .contains("story.txt:3:11: gated: when: `sum(open) > 0` is answered by a server")
                .contains("write `answer when gated VALUES`");
        assertThat(told(rules
                        + """
                answer rate 0.5x3 2x2
                answer mode "RUNNING"x2 stalex1 "HALTED"x1
                answer when gated 0x2 1x3
                expect at 59s: rate pass
                expect at 1m: rate breach
                expect at 29s: mode pass
                expect at 45s: mode breach
                expect at 30s: gated idle
                expect at 50s: gated breach
                """.replace(
                                        "expect at 29s: mode pass\n",
                                        "expect at 29s: mode pass\nexpect at 29s: mode value RUNNING\n")))
                .contains("expected  rate pass")
                .contains("is        rate breach")
                .hasLineCount(5);
    }

    @Test
    void aWatchdogThatCannotAskIsBlindAndAPersonReleases() throws IOException {
        assertThat(told("""
                objective {name: dup, count: dup_total, expect: "== 0", on_breach: stop}
                when_blind {after: 1m, then: stop}
                green_for 30s
                up{job="bot",instance="a"} from -1m 1x60
                dup_total{job="bot",instance="a"} from -1m 0x60
                at 1m: prometheus down
                at 4m: prometheus up
                at 4m10s: release
                at 6m: release
                at 7m: kill
                at 8m: start
                expect at 1m30s: dup pass
                expect at 3m: dup blind
                expect at 3m: stop ordered by dup
                expect at 5m: dup pass
                expect at 5m: stop ordered
                expect at 6m: stop clear
                expect at 8m30s: dup pass
                """)).isEqualTo("ok       story.txt");
    }
}
