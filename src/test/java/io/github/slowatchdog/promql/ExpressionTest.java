package io.github.slowatchdog.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.promql.Expression.Aggregation;
import io.github.slowatchdog.promql.Expression.Binary;
import io.github.slowatchdog.promql.Expression.Call;
import io.github.slowatchdog.promql.Expression.Negated;
import io.github.slowatchdog.promql.Expression.Num;
import io.github.slowatchdog.promql.Expression.Series;
import io.github.slowatchdog.promql.Expression.Subquery;
import io.github.slowatchdog.promql.Expression.Text;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape that is read, written out with every parenthesis. */
class ExpressionTest {

    private static String shape(String promql) {
        return Expression.read(promql).map(ExpressionTest::shown).orElse("?");
    }

    private static String shown(Expression expression) {
        String inside = expression.parts().stream().map(ExpressionTest::shown).collect(Collectors.joining(", "));
        if (expression instanceof Num num) {
            return String.valueOf(num.value());
        }
        if (expression instanceof Text text) {
            return text.value();
        }
        if (expression instanceof Series series) {
            return series.selector()
                    + series.range()
                            .map(range -> "[" + range.toSeconds() + "s]")
                            .orElse("")
                    + (series.modifiers().isEmpty() ? "" : " " + series.modifiers());
        }
        if (expression instanceof Subquery subquery) {
            return "over(" + inside + ")[" + subquery.range().toSeconds() + "s]"
                    + (subquery.modifiers().isEmpty() ? "" : " " + subquery.modifiers());
        }
        if (expression instanceof Binary binary) {
            return "(" + shown(binary.left()) + " " + binary.operator() + (binary.bool() ? " bool" : "")
                    + (binary.matched() ? " matched" : "") + " " + shown(binary.right()) + ")";
        }
        return expression instanceof Call call
                ? call.function() + "(" + inside + ")"
                : expression instanceof Aggregation aggregation
                        ? aggregation.operator() + "<" + inside + ">"
                        : "-(" + shown(((Negated) expression).inner()) + ")";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "up; up",
                "up{job=\"a\"}; up{job=\"a\"}",
                "{__name__=~\"a.*\"}; {__name__=~\"a.*\"}",
                "1 + 2 * 3; (1.0 + (2.0 * 3.0))",
                "1 * 2 + 3; ((1.0 * 2.0) + 3.0)",
                "2 ^ 3 ^ 2; (2.0 ^ (3.0 ^ 2.0))",
                "-1; -1.0",
                "-a ^ 2; -((a ^ 2.0))",
                "a or b and c unless d; (a or ((b and c) unless d))",
                "a > bool 1 or b; ((a > bool 1.0) or b)",
                "a == 1; (a == 1.0)",
                "a - b - c; ((a - b) - c)",
                "(a - (b - c)); (a - (b - c))",
                "a / on(x) group_left(y, z) b; (a / matched b)",
                "a * ignoring(x) b; (a * matched b)",
                "sum(a); sum<a>",
                "SUM BY (x, y) (a); sum<a>",
                "sum(rate(a[5m])) without (x); sum<rate(a[300s])>",
                "topk(3, a); topk<3.0, a>",
                "count_values(\"v\", a); count_values<\"v\", a>",
                "rate(a{b=\"c\"}[1h30m]) / 2; (rate(a{b=\"c\"}[5400s]) / 2.0)",
                "increase(sum(a)[5m:30s]); increase(over(sum<a>)[300s])",
                "max_over_time(a[5m:]); max_over_time(over(a)[300s])",
                "max_over_time(a:b:sum[5m]); max_over_time(a:b:sum[300s])",
                "a offset 5m; a offset 5m",
                "rate(a[5m] offset -1h @ 1700000000); rate(a[300s] offset -1h @ 1700000000)",
                "a[5m] @ start(); a[300s] @ start()",
                "histogram_quantile(0.9, sum by (le) (rate(b[5m]))); histogram_quantile(0.9, sum<rate(b[300s])>)",
                "time() - a # seconds; (time() - a)",
                "NaN + Inf; (NaN + Infinity)",
                "0x1F + .5e1; (31.0 + 5.0)",
                "sum; sum",
                "vector(0); vector(0.0)",
                "label_replace(a, 'x', \"$1\", `y`, \"(.*)\"); label_replace(a, 'x', \"$1\", `y`, \"(.*)\")",
                "a[300]; a[300s]",
            })
    void isReadAsPrometheusReadsIt(String promql, String shape) {
        assertThat(shape(promql)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a +",
                "(a",
                "a)",
                "sum()",
                "sum by x (a)",
                "a[5m",
                "a[5m][5m]",
                "a[x]",
                "\"open",
                "a{b=\"c\"",
                "{}",
                "{\"utf.8\"}",
                "a § b",
                "rate(a[5m]) offset x",
                "a offset 5m:",
                "5m",
            })
    void whatIsNotUnderstoodIsNotGuessed(String promql) {
        assertThat(shape(promql)).isEqualTo("?");
    }

    @Test
    void nothingIsTooDeepOrTooLong() {
        assertThat(shape("(".repeat(8_000) + "a" + ")".repeat(8_000))).isEqualTo("?");
        assertThat(shape("-".repeat(16_000) + "a")).isEqualTo("?");
        assertThat(shape("a" + "+a".repeat(8_000))).isEqualTo("?");
        assertThat(shape("1^".repeat(8_000) + "1")).isEqualTo("?");
        assertThat(shape("a{b=\"" + "\\\"".repeat(8_000) + "\"}")).startsWith("a{b=");
        assertThat(shape("a[" + "1s".repeat(8_000) + "]")).isEqualTo("?");
        assertThat(shape(" ".repeat(16_000) + "a" + "#".repeat(16_000))).isEqualTo("a");
        assertThat(Expression.read("a" + "+a".repeat(150)).orElseThrow().all()).hasSize(301);
    }
}
