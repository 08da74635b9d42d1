package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 3.3 and promise 1: a miss is a miss however little else is known, and what is not known is never met. */
class JudgeTest {

    private static final Instant NOW = Instant.ofEpochSecond(100);
    private static final Optional<String> WHOLE = Optional.empty();
    private static final Optional<Targets.Trouble> NONE = Optional.empty();
    private static final Optional<Targets.Trouble> DOWN =
            Optional.of(new Targets.Trouble(Reason.DOWN, "up is 0 for bot/a"));
    private static final Targets.Trouble EMPTY = new Targets.Trouble(Reason.EMPTY, "no series matches");

    private static Judged value(String instance, double value, boolean fresh) {
        return new Judged(Labels.of("instance", instance), NOW.minusSeconds(5), Value.of(value), fresh);
    }

    private static Reading values(double... values) {
        List<Judged> judged = new ArrayList<>();
        for (double value : values) {
            judged.add(value("i" + judged.size(), value, true));
        }
        return Reading.of(judged, Optional.empty());
    }

    private static Reading old(double value) {
        return Reading.of(List.of(value("a", value, false)), Optional.empty());
    }

    private static Reading gap(Targets.Trouble gap, double... values) {
        return Reading.of(values(values).values(), Optional.of(gap));
    }

    private static Assessment judge(Indicator indicator, String expect, Reading reading) {
        return judge(Objectives.of(indicator, expect), reading, WHOLE, NONE);
    }

    private static Assessment judge(
            Objective objective, Reading reading, Optional<String> partial, Optional<Targets.Trouble> trouble) {
        return Judge.assess(objective, NOW, reading, partial, trouble, true);
    }

    private static String told(Assessment assessment) {
        return assessment.outcome().word()
                + assessment.reason().map(reason -> " " + reason.word()).orElse("") + ": " + assessment.why();
    }

    @Test
    void allAsExpectedIsMetAndTheWorstIsShown() {
        Assessment met = judge(Objectives.GAUGE, "< 5", values(1, 4, 3));
        assertThat(told(met)).isEqualTo("met: as expected");
        assertThat(met.worst()).contains(value("i1", 4, true));
        assertThat(met.newest()).contains(NOW.minusSeconds(5));
        assertThat(met.at()).isEqualTo(NOW);
    }

    @Test
    void oneThatIsNotIsAMissAndOfSeveralTheWorstIsToldOfTwoAlikeTheFirst() {
        assertThat(told(judge(Objectives.GAUGE, "< 5", values(1, 6, 9, 3)))).isEqualTo("missed: expected < 5, is 9");
        assertThat(judge(Objectives.GAUGE, "< 5", values(1, 9, 9)).worst()).contains(value("i1", 9, true));
        assertThat(judge(Objectives.GAUGE, "< 5", values(2, 2)).worst()).contains(value("i0", 2, true));
    }

    @Test
    void whatIsNoNumberIsNotKnownAndHidesNoMiss() {
        assertThat(told(judge(Objectives.GAUGE, "< 5", values(1, Double.NaN))))
                .isEqualTo("unknown nan: a value is not a number");
        assertThat(told(judge(Objectives.GAUGE, "< 5", values(Double.NaN, 9, Double.NaN))))
                .isEqualTo("missed: expected < 5, is 9");
    }

    /** A count that is too high stays so whatever is missing; one that is too low may only be incomplete. */
    @ParameterizedTest
    @CsvSource({
        "== 0, 1, 'missed: expected == 0, is 1'",
        ">= 5, 1, unknown partial: the server warns: a store is down",
        "== 0, 0, unknown partial: the server warns: a store is down",
    })
    void anIncompleteCountMayMissAndNeverMeets(String expect, double count, String told) {
        Assessment assessment =
                judge(Objectives.of(Objectives.COUNT, expect), values(count), Optional.of("a store is down"), NONE);
        assertThat(told(assessment)).isEqualTo(told);
    }

    @Test
    void aSampleThatMissesIsAFactHoweverIncompleteTheAnswer() {
        Objective gauge = Objectives.of(Objectives.GAUGE, "< 5");
        assertThat(judge(gauge, old(9), Optional.of("x"), NONE).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(judge(gauge, gap(EMPTY, 9), WHOLE, NONE).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(told(judge(gauge, old(1), Optional.of("x"), NONE)))
                .isEqualTo("unknown partial: the server warns: x");
    }

    @Test
    void whileTheLaneIsNotAliveOnlyWhatIsNewMisses() {
        Objective gauge = Objectives.of(Objectives.GAUGE, "< 5");
        assertThat(judge(gauge, values(9), WHOLE, DOWN).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(told(judge(gauge, old(9), WHOLE, DOWN))).isEqualTo("unknown down: up is 0 for bot/a");
        assertThat(told(judge(gauge, values(1), WHOLE, DOWN))).isEqualTo("unknown down: up is 0 for bot/a");
        assertThat(judge(gauge, old(9), WHOLE, NONE).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void whatIsWrongWithTheLaneIsToldBeforeWhatIsWrongWithTheAnswer() {
        Objective gauge = Objectives.of(Objectives.GAUGE, "< 5");
        assertThat(judge(gauge, gap(EMPTY), Optional.of("x"), DOWN).reason()).contains(Reason.DOWN);
        assertThat(judge(gauge, gap(EMPTY), Optional.of("x"), NONE).reason()).contains(Reason.PARTIAL);
        assertThat(judge(gauge, gap(EMPTY), WHOLE, NONE).reason()).contains(Reason.EMPTY);
    }

    /** SPEC 2: {@code no_data}. */
    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, true, unknown empty: no series matches",
        "MET, true, met: no series matches; no_data stands for met",
        "MET, false, unknown empty: no series matches",
        "MISSED, true, missed: no series matches; no_data stands for missed",
        "MISSED, false, missed: no series matches; no_data stands for missed",
    })
    void anEmptyAnswerStandsForWhatTheObjectiveSays(NoData noData, boolean fresh, String told) {
        Objective gauge = Objectives.of(Objectives.GAUGE, "< 5", noData);
        assertThat(told(Judge.assess(gauge, NOW, gap(EMPTY), WHOLE, NONE, fresh)))
                .isEqualTo(told);
    }

    @Test
    void noOtherGapStandsForAnything() {
        Objective gauge = Objectives.of(Objectives.GAUGE, "< 5", NoData.MET);
        assertThat(judge(gauge, gap(EMPTY), Optional.of("x"), NONE).reason()).contains(Reason.PARTIAL);
        assertThat(judge(gauge, gap(EMPTY), WHOLE, DOWN).reason()).contains(Reason.DOWN);
        assertThat(judge(gauge, gap(new Targets.Trouble(Reason.NAN, "a gauge is not a number")), WHOLE, NONE)
                        .reason())
                .contains(Reason.NAN);
        assertThat(judge(gauge, values(Double.NaN), WHOLE, NONE).reason()).contains(Reason.NAN);
        assertThat(judge(gauge, gap(EMPTY), WHOLE, Optional.of(EMPTY)).reason())
                .as("a lane that was not read is not empty")
                .contains(Reason.EMPTY);
    }

    @Test
    void presenceIsAskedOfAnEmptyAnswer() {
        assertThat(told(judge(Objectives.GAUGE, "absent", gap(EMPTY)))).isEqualTo("met: no series matches");
        assertThat(told(judge(Objectives.GAUGE, "present", gap(EMPTY)))).isEqualTo("missed: no series matches");
        assertThat(judge(Objectives.of(Objectives.GAUGE, "absent"), gap(EMPTY), WHOLE, DOWN)
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    private static Reading told(double value, Optional<String> idle, String told) {
        return new Reading(
                List.of(value("a", value, true)),
                Optional.empty(),
                idle,
                Optional.of(NOW),
                7,
                List.of("x"),
                Optional.of(told));
    }

    @Test
    void withTooLittleToJudgeItIsIdleAndAMissIsOneAllTheSame() {
        Optional<String> few = Optional.of("3 events in the window");
        assertThat(told(judge(Objectives.GAUGE, "< 5", told(1, few, "slow"))))
                .isEqualTo("idle: 3 events in the window");
        assertThat(told(judge(Objectives.GAUGE, "< 5", told(9, few, "slow")))).isEqualTo("missed: slow");
        assertThat(told(judge(Objectives.GAUGE, "< 5", values()))).isEqualTo("idle: no sample to judge");
    }

    @Test
    void whatTheLedgerTellsIsPassedOn() {
        Assessment met = judge(Objectives.GAUGE, "< 5", told(1, Optional.empty(), "slow"));
        assertThat(told(met)).isEqualTo("met: slow");
        assertThat(met.events()).isEqualTo(7);
        assertThat(met.samples()).containsExactly("x");
        assertThat(met.newest()).contains(NOW);
    }

    /** Of a miss that was read while the objective is not applicable. */
    @ParameterizedTest
    @CsvSource({
        "GAUGE, < 5, 9, true, false, true",
        "GAUGE, < 5, 9, false, false, true",
        "GAUGE, < 5, 9, false, true, false",
        "GAUGE, < 5, 9, true, true, true",
        "GAUGE, < 5, 1, true, false, false",
        "COUNT, == 0, 1, true, true, true",
        "COUNT, == 0, 1, false, true, false",
        "COUNT, >= 5, 1, true, true, false",
    })
    void aMissOutlastsOnlyIfNothingElseCanCureIt(
            String kind, String expect, double value, boolean fresh, boolean onlyFresh, boolean outlasts) {
        Objective objective = Objectives.of(kind.equals("GAUGE") ? Objectives.GAUGE : Objectives.COUNT, expect);
        Reading reading = Reading.of(List.of(value("a", value, fresh)), Optional.empty());
        Assessment assessment = judge(objective, reading, WHOLE, NONE);
        assertThat(Judge.outlasts(objective, assessment, onlyFresh)).isEqualTo(outlasts);
    }
}
