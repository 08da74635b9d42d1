package io.github.slowatchdog.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RulesText;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.replay.RuleTest;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other tools have them, and the rules that they become. {@code -Dgolden.write=true} writes the latter anew. */
class ImportTest {

    private static final Path RESOURCES = Path.of("src/test/resources/imports");

    @TempDir
    Path directory;

    private static Import.Result.Done done(Import.Source source, Path file) {
        Import.Result result = Import.of(source, List.of(file), Consequence.WARN);
        assertThat(result).as(result.toString()).isInstanceOf(Import.Result.Done.class);
        return (Import.Result.Done) result;
    }

    private static Map<String, Objective> objectives(String rules) {
        RulesText.Read read = RulesText.read("imported.yaml", rules);
        assertThat(read.problems()).isEmpty();
        return read.groups().stream()
                .map(Settings.Group::objectives)
                .flatMap(List::stream)
                .collect(Collectors.toMap(Objective::name, Function.identity()));
    }

    @ParameterizedTest
    @CsvSource({"PROMETHEUS, prometheus-vanta, 14, 15", "OPENSLO, openslo-checkout, 8, 11"})
    void wholeFile(Import.Source source, String name, int objectives, int found) throws IOException {
        Import.Result.Done done = done(source, RESOURCES.resolve(name + ".yaml"));
        Path rules = RESOURCES.resolve(name + ".rules");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(rules, done.rules());
        }
        assertThat(done.rules()).isEqualTo(Files.readString(rules));
        assertThat(objectives(done.rules())).hasSize(objectives);
        assertThat(done.objectives()).isEqualTo(objectives);
        assertThat(done.found()).isEqualTo(found);
        assertThat(done.notes())
                .as("every note stands in the file, too")
                .allSatisfy(note -> assertThat(done.rules()).contains("# " + note + "\n"));
        assertThat(done.rules()).doesNotContain("hunter2");
    }

    private static Objective objective(Path file, String name) {
        return Optional.ofNullable(
                        objectives(done(Import.Source.PROMETHEUS, file).rules()).get(name))
                .orElseThrow();
    }

    private Objective alert(String expr) throws IOException {
        Path file = Files.writeString(
                directory.resolve("alerts.yaml"),
                "groups:\n  - name: it\n    rules:\n      - alert: It\n        expr: |\n" + expr.indent(10));
        return objective(file, "It");
    }

    /** What fires when it holds becomes what is expected when it does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x > 5; x; <= 5",
                "x >= 5; x; < 5",
                "x < 0.5; x; >= 0.5",
                "x <= -1; x; > -1",
                "x == 0; x; != 0",
                "x != 1; x; == 1",
                "5 < x; x; <= 5",
                "(1e3 >= (x)); x; > 1000",
                "sum(rate(x[5m])) / sum(rate(y[5m])) > 5 / 100; sum(rate(x[5m])) / sum(rate(y[5m])); <= 0.05",
                "x - y > 2 * 3 ^ 2; x - y; <= 18",
                "((x) > (1)); x; <= 1",
                "x{a=\"b > c\"} > 1; x{a=\"b > c\"}; <= 1",
                "sum(x > bool 3) > 2; sum(x > bool 3); <= 2",
                "time() - x > 60; time() - x; <= 60",
            })
    void aComparisonWithANumber(String expr, String judged, String expected) throws IOException {
        Objective objective = alert(expr);
        assertThat(objective.indicator()).isEqualTo(new Indicator.Expr(judged));
        assertThat(objective.expect().text()).isEqualTo(expected);
        assertThat(objective.noData()).isEqualTo(io.github.slowatchdog.slo.NoData.UNKNOWN);
    }

    /** What may find nothing although all is well cannot be judged by what it finds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x > y",
                "x > bool 5",
                "1 < x < 5",
                "x > 5 and y > 3",
                "x > 5 or y > 3",
                "(x and y) > 5",
                "(x unless y) > 5",
                "sum(x > 3) > 2",
                "absent(x == 1)",
                "absent(x) == 1",
                "vector(1)",
                "x > Inf",
                "x != NaN",
                "5 > 3",
                "x[ > 3",
            })
    void everythingElseIsCounted(String expr) throws IOException {
        Objective objective = alert(expr);
        assertThat(objective.indicator()).isEqualTo(new Indicator.Expr("count(" + expr + ")"));
        assertThat(objective.expect().text()).isEqualTo("== 0");
        assertThat(objective.noData()).isEqualTo(io.github.slowatchdog.slo.NoData.MET);
    }

    @Test
    void whatIsAbsentIsMissed() throws IOException {
        Objective objective = alert("absent(up{job=\"a\"} offset 5m)");
        assertThat(objective.indicator()).isEqualTo(new Indicator.Expr("count(up{job=\"a\"} offset 5m)"));
        assertThat(objective.expect().text()).isEqualTo(">= 1");
        assertThat(objective.noData()).isEqualTo(io.github.slowatchdog.slo.NoData.MISSED);
    }

    /** Whatever is written: it reads back as the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x{a=\"${mode} $${ENV:HOME} ${1} $1\"}",
                "x{a='it''s', b=\"\\\"\\\\\"}",
                "x # a comment: with {braces}\n\n  + y  # ${another}\n",
                "x{a=\"\u2028\u0085\"}\n+ y",
                "x{a=\"caf\u00e9 \ud83d\ude80\"}",
                "null",
                "x\t+\ty",
                "- x",
                "x: y",
            })
    void textStaysAsItIs(String expr) throws IOException {
        Path file = Files.writeString(
                directory.resolve("alerts.yaml"),
                "groups: [{name: '(own) # name', rules: [{alert: 1st, expr: \""
                        + expr.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\u2028", "\\u2028")
                                .replace("\u0085", "\\u0085")
                        + " > 1\", annotations: {summary: '" + "a: b # ${c}" + "'}}]}]");
        Objective objective = objective(file, "_1st");
        assertThat(((Indicator.Expr) objective.indicator()).promql().strip()).contains(expr.strip());
        assertThat(objective.notes().summary()).contains("a: b # ${c}");
    }

    @Test
    void filesThatAreNoRulesSaySo() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "groups: [");
        Import.Result result =
                Import.of(Import.Source.PROMETHEUS, List.of(broken, directory.resolve("none.yaml")), Consequence.STOP);
        assertThat(((Import.Result.Invalid) result).problems()).hasSize(2);
        assertThat(((Import.Result.Invalid) result).written()).isFalse();
        Path other =
                Files.writeString(directory.resolve("other.yaml"), "groups: {a: [1]}\n---\n[1, 2]\n---\njust text\n");
        for (Import.Source source : Import.Source.values()) {
            Import.Result.Done done = done(source, other);
            assertThat(done.objectives()).isZero();
            assertThat(done.notes()).hasSize(3);
        }
    }

    /** An objective of OpenSLO, judged by the core: 2 % of bad requests are four times as many as 99.5 % allow. */
    @Test
    void theCoreJudgesWhatIsImported() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"),
                done(Import.Source.OPENSLO, RESOURCES.resolve("openslo-checkout.yaml"))
                        .rules());
        Path story = Files.writeString(directory.resolve("story.txt"), """
                # as imported
                rules rules.yaml
                soak {window: 1h}
                until 9m
                answer failures_by_venue 0
                answer worked_out 0
                answer latency_1 0.1
                up{job="vanta-metrics",instance="a"} from -30s 1x50
                process_start_time_seconds{job="vanta-metrics",instance="a"} from -30s -3600x50
                vanta_http_requests_total{job="vanta-metrics",instance="a",status="200"} from -30s 0+98x50
                vanta_http_requests_total{job="vanta-metrics",instance="a",status="500"} from -30s 0+2x50
                vanta_orders_total{job="vanta-metrics",instance="a"} from -30s 0+100x50
                vanta_orders_filled_total{job="vanta-metrics",instance="a"} from -30s 0+99x20 2070+90x30
                expect at 1m: http_availability_Good pass
                expect at 1m: http_availability_All breach
                expect at 1m: orders_filled pass
                expect at 8m: http_availability_Good breach
                expect at 9m: orders_filled breach
                """);
        RuleTest.Result result =
                RuleTest.read(story, name -> Optional.empty(), kept -> kept).run();
        assertThat(result).isEqualTo(new RuleTest.Result.Ran(story.toString(), List.of()));
    }
}
