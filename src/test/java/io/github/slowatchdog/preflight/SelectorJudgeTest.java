package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration asks for, where that stands, and whether the selectors match what they should: P2, P12, P37, P38. */
class SelectorJudgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path directory;

    private Asked asked(String keys) {
        Loaded.Ok loaded = Checked.rules(
                directory, "groups: [{name: all, objectives: [{name: it, on_breach: fail, " + keys + "}]}]");
        return Inventory.of(loaded.settings(), loaded.places()).get(0);
    }

    private static Series series(String job) {
        return Series.of(Labels.of(Labels.NAME, "x", "job", job)).add(NOW, 1).build();
    }

    private static List<String> words(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().word()).toList();
    }

    private List<String> matched(String keys, List<Series> found, Set<String> labels) {
        Asked asked = asked(keys);
        List<List<Series>> all =
                asked.indicator() instanceof Indicator.Ratio ? List.of(found, List.of()) : List.of(found);
        SelectorJudge judge = new SelectorJudge(
                Map.of(Lane.PROMETHEUS, Map.of(asked.indicator(), new Measurement.Samples(NOW, all, Optional.empty()))),
                Map.of("x", labels),
                Map.of("job", "bot"));
        return words(judge.of(asked));
    }

    @Test
    void selectors() {
        List<Series> own = List.of(series("bot"));
        List<Series> foreign = List.of(series("other"), own.get(0));
        Set<String> labels = Set.of("job", "status");

        assertThat(matched("count: x, expect: '== 0'", own, Set.of())).isEmpty();
        assertThat(matched("count: x, expect: '== 0'", foreign, Set.of())).containsExactly("other-job");
        assertThat(matched("count: 'x{job=~\".*\"}', expect: '== 0'", foreign, Set.of()))
                .isEmpty();
        assertThat(matched("count: x, expect: '== 0'", List.of(), Set.of())).containsExactly("selector-empty");
        assertThat(matched("count: 'x{status=\"5\"}', expect: '== 0'", List.of(), labels))
                .containsExactly("selector-empty");
        assertThat(matched("count: x, expect: '== 0', no_data: met", List.of(), Set.of()))
                .containsExactly("counter-not-created");
        assertThat(matched("count: 'x{stauts=\"5\"}', expect: '== 0', no_data: met", List.of(), labels))
                .containsExactly("selector-unknown-label");
        assertThat(matched("count: 'x{stauts!=\"5\"}', expect: '== 0', no_data: met", List.of(), labels))
                .as("a label that must not be something may be missing")
                .containsExactly("counter-not-created");
        // no bad event yet, of a metric that is there, is 0
        assertThat(matched("ratio: {bad: 'x{status=\"5\"}', total: x, window: 1m}, expect: '< 1'", List.of(), labels))
                .containsExactly("selector-empty");
        assertThat(matched("ratio: {bad: 'x{stauts=\"5\"}', total: x, window: 1m}, expect: '< 1'", List.of(), labels))
                .containsExactly("selector-unknown-label", "selector-empty");
    }

    @Test
    void a_lane_that_gives_no_answer_is_a_finding_of_its_own() {
        Asked asked = asked("count: x, expect: '== 0'");
        SelectorJudge judge = new SelectorJudge(
                Map.of(
                        Lane.PROMETHEUS,
                        Map.of(asked.indicator(), new Measurement.Failure(NOW, Reason.TIMEOUT, "no answer"))),
                Map.of(),
                Map.of());

        assertThat(judge.of(asked)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.EXPRESSION_FAILS);
            assertThat(finding.what()).isEqualTo("on the lane prometheus: timeout: no answer");
        });
    }

    @Test
    void the_place_of_everything_that_is_asked_for() {
        Loaded.Ok loaded = Checked.load(directory, """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:9'}
                stop:
                  redis: {url: 'redis://127.0.0.1:9'}
                  confirm: {state: {metric: mode, label: mode}, expect: "== DRY"}
                  when_blind: {after: 1m, then: warn}
                phases:
                  - {name: dry, soak: {window: 1h}}
                  - name: live
                    soak:
                      window: 1h
                      restart_on_build: {metric: build, label: version}
                      require: [{count: a, expect: ">= 1"}, {gauge: b, expect: ">= 1"}]
                phase: live
                """, """
                groups:
                  - name: all
                    objectives:
                      - name: it
                        changes: {state: s, label: l}
                        when: {probe: {url: 'http://127.0.0.1:9', json: $.a}, expect: "== 1"}
                        expect: "== 0"
                        on_breach: fail
                """);

        assertThat(Inventory.of(loaded.settings(), loaded.places()).stream()
                        .map(asked -> asked.selector(0).line() + ":"
                                + asked.selector(0).column() + " "
                                + asked.selector(0).path() + " "
                                + asked.lanes().get(0).word()))
                .containsExactly(
                        "5:26 groups[0].objectives[0].changes.state prometheus",
                        "6:23 groups[0].objectives[0].when.probe direct",
                        "14:25 phases[1].soak.require[0].count prometheus",
                        "14:53 phases[1].soak.require[1].gauge prometheus",
                        "13:34 phases[1].soak.restart_on_build.metric prometheus",
                        "6:29 stop.confirm.state.metric prometheus");
    }
}
