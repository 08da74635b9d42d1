package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every objective is given a breach, and it must be seen (SPEC 9): each kind, each form of what is expected, each condition. */
class InjectionTest {

    @TempDir
    Path directory;

    private Injection.Injected inject(String objective) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.txt"), "objective {name: one, " + objective + "}\n");
        // what is answered to it in this file is of no account: its answers are made up
        boolean asked = objective.startsWith("expr") || objective.startsWith("probe");
        boolean conditional = objective.contains("when: {expr") || objective.contains("when: {probe");
        String answers = (asked ? "answer one 1\n" : "") + (conditional ? "answer when one 1\n" : "");
        Files.writeString(file, Files.readString(file) + answers);
        List<Injection.Injected> all = Injection.of(Scenario.read(file).groups());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count: x_total, expect: '== 0', on_breach: stop",
                "count: x_total, expect: '< 3', on_breach: fail, no_data: met",
                "count: x_total, expect: '<= 1000', window: 5m, on_breach: warn",
                "count: 'x_total{a=~\"b|c\"}', expect: '!= 2', on_breach: stop, for: 30s",
                "count: x_total, expect: 'in [0, 4]', window: 2m, on_breach: stop, via: [bot, prometheus]",
                "count: x_total, expect: '>= 3', window: 5m, on_breach: stop",
                "count: x_total, expect: 'in [2, 60]', window: 10m, on_breach: fail",
                "count: x_total, expect: '> 0', for: 2m, on_breach: fail",
                "count: x_total, expect: '== 0', grace: 2m, on_breach: stop",
                "count: x_total, expect: '== 0', shadow: true, on_breach: stop",
                "changes: 'process_start_time_seconds{job=\"bot\"}', expect: '== 0', on_breach: fail",
                "changes: x, expect: '< 3', window: 10m, on_breach: stop",
                "changes: {state: mode, label: mode}, expect: '<= 1', on_breach: stop",
                "changes: heartbeat, expect: '>= 1', window: 1m, on_breach: stop",
                "ratio: {bad: 'x_total{s=~\"5..\"}', total: x_total, window: 5m, min_events: 100}, expect: '< 0.5%', for: 1m, on_breach: fail",
                "ratio: {bad: failed_total, total: all_total, window: 1m}, expect: '<= 1%', on_breach: stop",
                "ratio: {bad: 'ok_total', total: all_total, window: 5m}, expect: '> 99%', on_breach: stop",
                "ratio: {bad: b_total, total: all_total, window: 5m}, expect: 'in [10%, 20%]', on_breach: stop",
                "ratio: {bad: 'x_total{s=~\"5..\"}', total: x_total, burn: {objective: 99.5%, min_bad_events: 2000}}, on_breach: stop",
                "ratio: {bad: failed_total, total: all_total, burn: {objective: 80%}}, on_breach: fail, for: 30s",
                "gauge: lag, expect: '< 5', on_breach: stop",
                "gauge: lag, expect: '>= 0.25', for: 1m, on_breach: stop",
                "gauge: lag, expect: 'in [3, 3.5]', on_breach: stop",
                "gauge: lag, expect: '!= 0', on_breach: stop",
                "gauge: 'up{job=\"other\"}', expect: '== 1', for: 30s, on_breach: warn",
                "state: {metric: mode, label: mode}, expect: '== DRY', on_breach: stop",
                "state: {metric: mode, label: mode}, expect: '!= LIVE', on_breach: stop",
                "state: {metric: mode, label: mode}, expect: '=~ DRY|PAPER', on_breach: stop, via: [bot]",
                "state: {metric: mode, label: mode}, expect: '!~ LIVE.*', for: 20s, on_breach: stop",
                "expr: 'sum(rate(x_total[5m]))', expect: '< 10', on_breach: stop",
                "expr: 'sum(rate(x_total[5m]))', expect: '== 0', no_data: met, on_breach: stop",
                "expr: 'sum(rate(x_total[5m]))', expect: '> 0', no_data: missed, on_breach: stop",
                "probe: {url: 'http://b/s', json: $.m}, expect: '== RUNNING', on_breach: stop",
                "probe: {url: 'http://b/s', json: $.m}, expect: '!~ (?i).*halt.*', on_breach: stop",
                "probe: {url: 'http://b/s', json: $.m}, expect: present, on_breach: stop",
                "probe: {url: 'http://b/s', json: $.m}, expect: absent, on_breach: stop",
                "probe: {url: 'http://b/s', json: $.n}, expect: 'in [1, 5]', on_breach: stop",
                "gauge: lag, when: {expr: 'sum(open) > 0'}, expect: '< 5', on_breach: stop",
                "gauge: lag, when: {probe: {url: 'http://b/s', json: $.m}, expect: '== OPEN'}, expect: '< 5', on_breach: stop",
                "count: x_total, when: {utc: '03:00-05:00'}, window: 2m, expect: '== 0', on_breach: stop",
                "gauge: lag, when: {not_utc: '23:00-01:30'}, expect: '< 5', on_breach: stop",
            })
    void isSeen(String objective) throws IOException {
        Injection.Injected injected = inject(objective);
        assertThat(injected.problems()).isEmpty();
        assertThat(injected.breaches()).isNotEmpty();
    }

    /** Rules that could never fail, or never pass. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "count: x_total, expect: '>= 0', on_breach: stop",
                "gauge: lag, when: {utc: '03:00-03:01'}, for: 10m, expect: '< 5', on_breach: stop",
                "count: x_total, expect: '== 0.5', on_breach: stop",
                "count: x_total, window: 30d, expect: '< 2', on_breach: stop",
                "gauge: 'lag{a=\"b\",a=\"c\"}', expect: '< 5', on_breach: stop",
                "ratio: {bad: b_total, total: all_total, window: 5m}, expect: '<= 150%', on_breach: stop",
                "probe: {url: 'http://b/s', json: $.m}, expect: '=~ .*', on_breach: stop, for: 1h, grace: 1h, when: {utc: '03:00-03:01'}",
            })
    void aRuleThatCannotFailIsFound(String objective) throws IOException {
        assertThat(inject(objective).problems()).isNotEmpty();
    }

    @Test
    void everyWayIsNamed() throws IOException {
        Injection.Injected injected = inject("count: x_total, expect: '== 0', on_breach: stop, via: [bot, prometheus]");
        assertThat(InjectionReport.text(injected))
                .isEqualTo("seen      one: count \"== 0\", stop: a rise on bot, a rise on prometheus, a birth on bot,"
                        + " a birth on prometheus, a restart on bot, a restart on prometheus");
        assertThat(InjectionReport.text(inject("count: x_total, expect: '>= 0', on_breach: stop")))
                .isEqualTo(
                        "NOT SEEN  one: count \">= 0\", stop\n    no number of events could be made up that is not as"
                                + " expected (>= 0); write a test file for it");
    }
}
