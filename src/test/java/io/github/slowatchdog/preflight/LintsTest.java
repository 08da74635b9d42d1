package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in the text of rules, and what is not: rows of pitfalls P1, P2, P4, P5, P6, P13, P14, P16, P24. */
class LintsTest {

    @TempDir
    Path directory;

    private void assertFound(String words, String expr, String expect, String more) {
        assertThat(Checked.words(directory, "expr: '" + expr + "'\nexpect: \"" + expect + "\"\n" + more))
                .as(expr + " " + expect)
                .containsExactlyInAnyOrder(words.isEmpty() ? new String[0] : words.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                // P1
                "ratio-without-aggregation; rate(x{s=~\"5..\"}[5m]) / rate(x[5m]); < 0.5%",
                "ratio-without-aggregation; x{s=\"a\"} / x; < 1",
                "ratio-without-aggregation; 1 - (increase(x{s=\"ok\"}[1h]) / increase(x[1h])); < 1",
                "ratio-without-aggregation; clamp_max(x{s=\"a\"}, 1) / clamp_max(x{s=\"b\"}, 1); < 1",
                "ratio-without-aggregation division-inside-aggregation;"
                        + " sum(rate(x{s=\"a\"}[5m]) / rate(x[5m])); < 1",
                "''; sum(rate(x{s=~\"5..\"}[5m])) / sum(rate(x[5m])); < 0.5%",
                "''; rate(x{s=\"a\"}[5m]) / ignoring(s) rate(x[5m]); < 1",
                "''; rate(x{s=\"a\"}[5m]) / on(job) group_left rate(x[5m]); < 1",
                "''; rate(x{s=\"a\"}[5m]) / rate(y[5m]); < 1",
                "''; rate(x[5m]) / rate(x[1h]); < 2",
                "''; x / x offset 1h; < 2",
                "''; x{s=\"a\"} * x; < 2",
                "''; rate({__name__=~\"a\",s=\"a\"}[5m]) / rate({__name__=~\"a\"}[5m]); < 2",
                // P13
                "no-data-passes; sum(x) or vector(0); == 0",
                "no-data-passes; sum(x or vector(0)); == 0",
                "no-data-passes; (sum(a) or vector(0)) + (sum(b) or vector(0)); < 1",
                "no-data-passes; count(x == 1) or on() vector(0); <= 3",
                "no-data-passes; (a or vector(1)) / 2; in [0, 1]",
                "no-data-passes; -(x or vector(0)); == 0",
                "''; sum(x) or vector(0); > 0",
                "''; (sum(bad) or vector(0)) / sum(total); < 1%",
                "''; sum(x) or 0 * count(y); == 0",
                "''; sum(x) or absent(x); == 1",
                "''; absent(x); == 1",
                "''; vector(0); == 0",
                "''; time() - x; < 5",
                "''; histogram_quantile(0.9, sum by (le) (rate(b[5m]))) or y; < 1",
                // P16
                "average-hides; avg(x); == 0",
                "average-hides; avg by (job) (x); <= 0",
                "average-hides comparison-filters; avg(x) > 0; == 0",
                "''; avg(x); < 100",
                "''; max(x); == 0",
                "''; avg_over_time(x[5m]); == 0",
                "''; max(avg by (job) (x)); == 0",
                // P4
                "increase-equals; increase(x[5m]); == 1",
                "increase-equals; sum(increase(x[5m])); != 2",
                "increase-equals; max(rate(x[5m])); in [1, 1]",
                "increase-equals; count(increase(x[5m]) == 1); < 3",
                "''; round(increase(x[5m])); == 1",
                "''; increase(x[5m]); < 2",
                "''; count(increase(x[5m]) > 0); == 1",
                "''; delta(x[5m]); == 1",
                // P2
                "increase-misses-first; sum(increase(x[5m])); == 0",
                "increase-misses-first; rate(x[5m]); <= 0",
                "increase-misses-first; increase(x[5m]); < 1",
                "increase-misses-first no-data-passes; sum(increase(x[5m])) or vector(0); == 0",
                "increase-misses-first; count(increase(x[5m]) > 0); == 0",
                "''; sum(increase(x[5m])); > 0",
                "''; sum(rate(e[5m])) / sum(rate(t[5m])); == 0",
                "''; sum(rate(x[5m])); < 1",
                "''; x unless x offset 5m; == 0",
                "''; delta(x[5m]); == 0",
                // P14
                "division-inside-aggregation; sum(rate(e[5m]) / rate(t[5m])); < 1",
                "division-inside-aggregation; avg(100 * (rate(e[5m]) / rate(t[5m]))); < 1",
                "division-inside-aggregation; sum(sum by (x) (rate(e[5m])) / sum by (x) (rate(t[5m]))); < 1",
                "''; max(rate(e[5m]) / rate(t[5m])); < 1",
                "''; sum(rate(e[5m]) / (rate(t[5m]) > 0)); < 1",
                "''; sum(rate(e[5m]) / 60); < 1",
                "''; avg(used_bytes / size_bytes); < 1",
                "''; sum(rate(e[5m])) / sum(rate(t[5m])); < 1",
                // P24
                "rate-of-sum; increase(sum(x)[5m:30s]); < 300",
                "rate-of-sum; max(rate(sum by (job) (x)[5m:])); < 300",
                "''; sum(rate(x[5m])); < 300",
                "''; max_over_time(sum(x)[5m:30s]); < 300",
                "''; increase(max(x)[5m:30s]); < 300",
                // what is only shown while it is bad
                "comparison-filters; sum(rate(e[5m])) > 1; < 5",
                "''; sum(rate(e[5m])) > bool 1; == 0",
                "''; a > b; < 5",
                // nothing is said of what is not understood
                "''; sum(x or vector(0) §; == 0",
                "''; rate(x{s=\"a\"}[5m]) / rate(x[5m; < 1",
            })
    void of_an_expression(String words, String expr, String expect) {
        assertFound(words.equals("''") ? "" : words, expr, expect, "");
    }

    @Test
    void a_condition_guards_against_the_lack_of_data_and_no_data_met_takes_the_empty_answer() {
        assertFound("", "sum(x) or vector(0)", "== 0", "when: {expr: 'up{job=\"bot\"} == 1'}\n");
        assertFound("no-data-passes", "sum(x) or vector(0)", "== 0", "when: {utc: \"01:00-02:00\"}\n");
        assertFound("", "sum(x) > 3", "== 0", "no_data: met\n");
    }

    @Test
    void an_average_is_nothing_to_stop_for() {
        assertThat(Checked.words(directory, "expr: avg(x)\nexpect: \"< 100\"\nshadow: true"))
                .isEmpty();
        Loaded.Ok loaded = Checked.rules(directory, """
                groups:
                  - name: all
                    objectives:
                      - {name: it, expr: avg(x), expect: "< 100", on_breach: stop}
                """);
        assertThat(Lints.of(loaded.settings(), loaded.places()))
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo(Code.AVERAGE_HIDES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                // P5, P6: "check every two hours" with a window of five minutes
                "window-shorter-than-interval; 2h; expr: sum(increase(x[5m]))",
                "window-shorter-than-interval; 2h; expr: rate(x[5m]) + rate(x[1d])",
                "window-shorter-than-interval; 2h; expr: max_over_time(sum(x)[30m:1m])",
                "window-shorter-than-interval; 11m; {count: x, window: 10m}",
                "window-shorter-than-interval; 6m; ratio: {bad: x{a=\"b\"}, total: x, window: 5m}",
                "''; 5m; expr: sum(increase(x[5m]))",
                "''; 2h; expr: sum(x)",
                "''; 2h; count: x",
                "''; 10m; {count: x, window: 10m}",
            })
    void of_a_window(String words, String interval, String indicator) {
        String keys = indicator.startsWith("{")
                ? indicator.substring(1, indicator.length() - 1).replace(", ", "\n")
                : indicator.replace("{a=\"b\"}", "");
        String total = indicator.startsWith("ratio") ? keys.replace("total: x", "total: y") : keys;

        assertThat(Checked.words(directory, interval, total + "\nexpect: \"< 5\""))
                .containsExactly(words.equals("''") ? new String[0] : new String[] {words});
    }

    @Test
    void each_finding_stands_at_its_place_with_why_and_fix() {
        Loaded.Ok loaded = Checked.rules(directory, """
                groups:
                  - name: http
                    interval: 20m
                    objectives:
                      - name: error_rate
                        expr: rate(http{status=~"5.."}[1h]) / rate(http[1h])
                        expect: "< 0.5%"
                        when: {expr: 'increase(sum(x)[1h:1m]) > 5'}
                        on_breach: fail
                      - {name: events, count: x, window: 10m, expect: "== 0", on_breach: fail}
                """);
        String file = directory.resolve("rules.yaml").toString();

        assertThat(Lints.of(loaded.settings(), loaded.places()).stream()
                        .map(finding -> finding.toString().replace(file, "rules.yaml"))
                        .toList())
                .containsExactly("""
                        rules.yaml:6:15: error ratio-without-aggregation: groups[0].objectives[0].expr: both sides of / are series of http, and neither is aggregated
                            why: PromQL divides series with equal labels: each by itself, which is 1 for every series that is there and nothing else
                            fix: use `ratio: {bad: ..., total: ..., window: 5m}`, or divide sum(...) by sum(...)""", """
                        rules.yaml:8:22: error rate-of-sum: groups[0].objectives[0].when.expr: increase is taken of an aggregation
                            why: after a restart of one process the sum falls, which is taken for a reset of all: far too many events
                            fix: take the rate first and the sum then, sum(increase(...)), or use `count`""", """
                        rules.yaml:10:42: error window-shorter-than-interval: groups[0].objectives[1].window: a window of 10m is looked at every 20m (rules.yaml:3:15): 50 % of the time
                            why: what happens between two windows is never looked at
                            fix: measure at least every 5m, or make the window longer""");
    }

    @Test
    void a_burn_rate_that_cannot_be_reached() {
        Loaded.Ok loaded = Checked.rules(directory, """
                groups:
                  - name: http
                    interval: 20s
                    objectives:
                      - name: availability
                        ratio:
                          bad: http_total{code=~"5.."}
                          total: http_total
                          burn: {objective: 90%, shortest: 10s}
                        on_breach: fail
                """);
        String file = directory.resolve("rules.yaml").toString();

        assertThat(Lints.of(loaded.settings(), loaded.places()).stream()
                        .map(finding -> finding.toString().replace(file, "rules.yaml"))
                        .toList())
                .containsExactly("""
                        rules.yaml:9:17: error window-shorter-than-interval: groups[0].objectives[0].ratio.burn: a window of 10s is looked at every 20s (rules.yaml:3:15): 50 % of the time
                            why: what happens between two windows is never looked at
                            fix: measure at least every 5s, or make the window longer""", """
                        rules.yaml:9:17: warn burn-out-of-reach: groups[0].objectives[0].ratio.burn: the limit of 14.4x over 10s cannot be crossed: with every event bad, a budget of 90% burns at 10x
                            why: the limit is there and says nothing: only the slower ones, and the whole budget, are watched
                            fix: write `windows` with lower rates, or a higher objective""");
    }

    @Test
    void without_freshness_that_is_said() {
        Loaded.Ok loaded = Checked.load(
                directory,
                """
                name: desk
                rules: [rules.yaml]
                prometheus:
                  url: 'http://127.0.0.1:9'
                stop: {redis: {url: 'redis://127.0.0.1:9'}, when_blind: {after: 1m, then: warn}}
                phases: [{name: dry, soak: {window: 1h}}]
                """,
                "groups: [{name: all, objectives: [{name: it, count: x, expect: \"== 0\", on_breach: fail}]}]");

        assertThat(Lints.of(loaded.settings(), loaded.places())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.NO_FRESHNESS);
            assertThat(finding.place().line()).isEqualTo(4);
        });
    }
}
