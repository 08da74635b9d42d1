package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RulesText;
import io.github.slowatchdog.fuzz.Tape;
import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.soak.SoakVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for whatever a lane may answer (SPEC 0.1): nothing is met but by whole, fresh data that is as expected, and no soak passes
 * before each objective has been met at least once, and never after a breach.
 */
final class EvidenceLaws implements Replay.Listener {

    private static final Duration MAX_AGE = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int SECONDS = 40;

    private static final List<Objective> OBJECTIVES = objectives();

    private final TapedSource source;
    private final List<Objective> objectives;
    private final Set<String> met = new HashSet<>();
    private boolean breached;
    private boolean passed;

    private EvidenceLaws(TapedSource source, List<Objective> objectives) {
        this.source = source;
        this.objectives = objectives;
    }

    private static List<Objective> objectives() {
        String common = ", on_breach: fail, blind_after: 4s, when_blind: warn}\n";
        String text = "groups:\n  - name: g\n    objectives:\n"
                + "      - {name: expr, expr: a, expect: '< 5'" + common
                + "      - {name: gauge, gauge: b, expect: 'in [0, 4]'" + common
                + "      - {name: state, state: {metric: c, label: mode}, expect: '== DRY'" + common
                + "      - {name: count, count: d_total, expect: '== 0'" + common
                + "      - {name: ratio, ratio: {bad: e_total, total: f_total, window: 10s, min_events: 2}, expect: '< 50%'"
                + common
                + "      - {name: changes, changes: g, expect: '< 2', window: 10s" + common
                + "      - {name: absent, expr: h, expect: '== 0', no_data: met" + common;
        RulesText.Read read = RulesText.read("rules.yaml", text);
        assertThat(read.problems()).isEmpty();
        return read.groups().get(0).objectives();
    }

    static void pass(byte[] answers) {
        Tape tape = new Tape(answers);
        int chosen = 1 + tape.below((1 << OBJECTIVES.size()) - 1);
        List<Objective> some = new ArrayList<>();
        for (int i = 0; i < OBJECTIVES.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                some.add(OBJECTIVES.get(i));
            }
        }
        TapedSource source = new TapedSource(tape);
        EvidenceLaws laws = new EvidenceLaws(source, some);
        Replay replay = new Replay(
                new Replay.Setup(
                        "fuzz",
                        new SoakRules(WINDOW, Optional.of(Duration.ofMinutes(1)), Optional.empty(), List.of()),
                        List.of(new WatchdogSetup.Group("g", Duration.ofSeconds(1), some)),
                        List.of(source),
                        Optional.of(MAX_AGE),
                        left -> CheckpointJson.decode(CheckpointJson.encode(left))),
                Instant.EPOCH,
                laws);
        replay.begin();
        for (int second = 1; second <= SECONDS && !tape.isAtEnd(); second++) {
            Instant now = Instant.ofEpochSecond(second);
            source.now = now;
            if (tape.below(32) == 31) {
                replay.kill(now);
                replay.start(now);
            } else {
                replay.beat(now);
            }
            laws.holdFor(replay.soak());
        }
    }

    @Override
    public void measured(Instant now, Replay.Measured measured) {
        Objective objective = measured.objective();
        Assessment assessment = measured.assessment();
        if (assessment.outcome() != Outcome.MET) {
            return;
        }
        met.add(objective.name());
        Measurement answer = source.given.get(objective.indicator());
        assertThat(answer).as("%s at %s: %s", objective.name(), now, assessment).isNotNull();
        assertThat(source.isFresh(MAX_AGE))
                .as("%s is met on a lane that is read", assessment)
                .isTrue();
        boolean stands = assessment.worst().isPresent()
                ? assessment
                        .worst()
                        .filter(worst -> objective.expect().isMetBy(worst.value()))
                        .isPresent()
                : objective.noData() == NoData.MET;
        assertThat(stands).as("%s", assessment).isTrue();
        assertThat(speaksFor(objective, answer))
                .as("%s by %s", assessment, answer)
                .isTrue();
    }

    private static boolean speaksFor(Objective objective, Measurement answer) {
        if (answer instanceof Measurement.Vector vector && objective.indicator() instanceof Indicator.Expr) {
            boolean some = !vector.elements().isEmpty() || objective.noData() == NoData.MET;
            return some
                    && vector.partial().isEmpty()
                    && vector.elements().stream()
                            .allMatch(one -> objective.expect().isMetBy(Value.of(one.value())));
        }
        return answer instanceof Measurement.Samples samples
                && samples.partial().isEmpty()
                && samples.bySelector().stream().flatMap(List::stream).noneMatch(EvidenceLaws::hasNan);
    }

    private static boolean hasNan(Series series) {
        for (int i = 0; i < series.size(); i++) {
            if (Double.isNaN(series.value(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void turned(Instant now, Replay.Turned turned) {
        breached |= turned.verdict() == Verdict.BREACH;
    }

    @Override
    public void soakAdvanced(Instant now, SoakClock soak) {
        holdFor(soak);
    }

    private void holdFor(SoakClock soak) {
        if (soak.verdict() != SoakVerdict.PASS) {
            return;
        }
        assertThat(met)
                .as("each has been met")
                .containsAll(objectives.stream().map(Objective::name).toList());
        assertThat(breached).as("none has been in breach").isFalse();
        // only when it passes: a restart gives up the newest time, which nothing had confirmed yet
        assertThat(passed || soak.clean().compareTo(WINDOW) >= 0)
                .as("clean for %s", soak.clean())
                .isTrue();
        passed = true;
    }
}
