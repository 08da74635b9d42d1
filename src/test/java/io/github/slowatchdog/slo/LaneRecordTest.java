package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One objective on one lane, from answer to answer. Times are seconds; blind after 60. */
class LaneRecordTest extends OneLane {

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(verdict()).isEqualTo(Verdict.WAITING);
        assertThat(record.last()).isEmpty();
        assertThat(record.outcome()).isEmpty();
        assertThat(record.why()).isEqualTo("nothing measured yet");
        assertThat(record.lane()).isEqualTo(Lane.PROMETHEUS);
        assertThat(record.evidence(at(9)).value()).isEmpty();
        record.pass(at(59), true);
        assertThat(verdict()).isEqualTo(Verdict.WAITING);
        record.pass(at(60), true);
        assertThat(verdict()).isEqualTo(Verdict.BLIND);
        assertThat(record.isSilent())
                .as("nothing has answered that could have fallen silent")
                .isFalse();
    }

    @Test
    void aFailureTellsNothingAndTakesNothingBack() {
        sample(9, 1);
        Assessment failed = fails(20);
        assertThat(failed).isEqualTo(Assessment.unknown(at(20), Reason.TIMEOUT, "after 5 s"));
        assertThat(verdict()).isEqualTo(Verdict.PASS);
        assertThat(record.outcome()).contains(Outcome.MET);
        assertThat(record.last()).contains(failed);
        assertThat(record.why()).isEqualTo("after 5 s");
        fails(80);
        assertThat(verdict()).as("unknown since 20").isEqualTo(Verdict.BLIND);
    }

    @Test
    void anAnswerThatIsOverdueMakesItUnknownSinceTheLastOne() {
        sample(9, 1);
        record.pass(at(30), false);
        assertThat(record.track().isKnown()).isTrue();
        record.pass(at(31), true);
        assertThat(record.track()).isEqualTo(new Track(Verdict.PASS, Optional.empty(), Optional.of(at(10))));
        assertThat(record.isSilent()).isTrue();
        assertThat(record.why()).isEqualTo("no answer since 1970-01-01T00:00:10Z");
        record.pass(at(70), true);
        assertThat(verdict()).isEqualTo(Verdict.BLIND);
        sample(71, 1);
        assertThat(verdict()).isEqualTo(Verdict.PASS);
        assertThat(record.isSilent()).isFalse();
    }

    @Test
    void overdueAfterAFailureItIsUnknownSinceTheFailure() {
        sample(9, 1);
        fails(20);
        record.pass(at(50), true);
        assertThat(record.track().unknownSince()).contains(at(20));
        assertThat(record.isSilent()).isFalse();
    }

    @Test
    void aClockThatIsSetMovesWhatLasts() {
        fails(5);
        record.clockSet(Duration.ofHours(1));
        assertThat(record.track().unknownSince()).contains(at(3600));
        assertThat(record.state().answered().unknownSince()).contains(at(3600));
    }

    @Test
    void resumesWithNothingWatchedSince() {
        sample(9, 9);
        LaneRecord next = record(Objectives.GAUGE, "< 5");
        next.resume(record.state(), at(500));
        assertThat(next.track()).isEqualTo(new Track(Verdict.BREACH, Optional.of(at(10)), Optional.of(at(500))));
        assertThat(next.last()).isEqualTo(record.last());
        assertThat(next.outcome()).contains(Outcome.MISSED);
        assertThat(next.state()).as("and the same again").isEqualTo(record.state());
    }

    @Test
    void whatWasBlindWaitsAfterARestart() {
        record.take(new Measurement.Samples(at(1), List.of(List.of()), Optional.empty()), targets, scope, NONE);
        record.take(new Measurement.Samples(at(70), List.of(List.of()), Optional.empty()), targets, scope, NONE);
        assertThat(verdict()).isEqualTo(Verdict.BLIND);
        LaneRecord next = record(Objectives.GAUGE, "< 5");
        next.resume(record.state(), at(500));
        assertThat(next.track()).isEqualTo(new Track(Verdict.WAITING, Optional.empty(), Optional.of(at(500))));
    }

    @Test
    void aNewSoakForgetsVerdictAndCountAndNotWhatWasCounted() {
        record = record(Objectives.COUNT, "== 0");
        sample(9, 5);
        sample(19, 6);
        assertThat(verdict()).isEqualTo(Verdict.BREACH);
        record.beginAnew(at(30));
        assertThat(record.track()).isEqualTo(new Track(Verdict.WAITING, Optional.empty(), Optional.of(at(30))));
        assertThat(record.state().answered()).isEqualTo(record.track());
        assertThat(record.outcome()).isEmpty();
        assertThat(record.state().anew()).contains(at(30));
        sample(39, 6);
        assertThat(verdict()).isEqualTo(Verdict.PASS);
        assertThat(sample(49, 7).why()).isEqualTo("expected == 0, is 1");
    }

    @Test
    void isNotJudgedWhileItDoesNotApplyOrTheBotHasJustStarted() {
        record = record(Objectives.EXPR, "< 5");
        Scope closed = new Scope(at(0), Duration.ZERO, Optional.empty(), false);
        assertThat(record.take(vector(10, 9), targets, closed, NONE))
                .isEqualTo(Assessment.idle(at(10), "not applicable now"));

        Scope grace = new Scope(at(0), Duration.ofSeconds(30), Optional.empty(), true);
        Labels start = Labels.of(Labels.NAME, "process_start_time_seconds", "instance", "a");
        targets.take(List.of(), List.of(Series.of(start, at(12), 10)));
        assertThat(record.take(vector(39, 9), targets, grace, NONE))
                .isEqualTo(Assessment.idle(at(39), "the bot has just started"));
        assertThat(record.take(vector(40, 9), targets, grace, NONE).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void anExpressionSaysNothingWhileTheLaneIsNotAlive() {
        record = record(Objectives.EXPR, "< 5");
        Targets.Trouble down = new Targets.Trouble(Reason.DOWN, "up is 0");
        assertThat(record.take(vector(10, 9), targets, scope, Optional.of(down)))
                .isEqualTo(Assessment.unknown(at(10), Reason.DOWN, "up is 0"));
        assertThat(record.take(vector(11), targets, scope, NONE))
                .isEqualTo(Assessment.unknown(at(11), Reason.EMPTY, "the expression returned nothing"));
    }

    @Test
    void aValueOfAnExpressionIsAsOldAsTheNewestScrape() {
        record = record(Objectives.EXPR, "< 5");
        assertThat(record.take(vector(10, 1), targets, scope, NONE).newest()).contains(at(10));
        scraped(3, 8);
        assertThat(record.take(vector(11, 1), targets, scope, NONE).newest()).contains(at(8));
    }

    @Test
    void anAnswerOfAnotherKindIsMalformed() {
        Measurement found = new Measurement.Found(at(10), Value.of(1));
        for (Indicator indicator : List.of(Objectives.GAUGE, Objectives.EXPR)) {
            record = record(indicator, "< 5");
            assertThat(record.take(found, targets, scope, NONE).reason()).contains(Reason.MALFORMED);
        }
        assertThat(record(Objectives.GAUGE, "< 5")
                        .take(vector(10, 1), targets, scope, NONE)
                        .reason())
                .contains(Reason.MALFORMED);
        Indicator probe = new Indicator.Probe(java.net.URI.create("http://localhost/"), "$.x", Duration.ofSeconds(1));
        assertThat(record(probe, "< 5").take(found, targets, scope, NONE).outcome())
                .isEqualTo(Outcome.MET);
    }

    /** The part of the window before the soak may hold what is missing; not for long, and never for what is too much. */
    @ParameterizedTest
    @CsvSource({
        "COUNT, >= 5, 29, idle",
        "COUNT, >= 5, 30, missed",
        "COUNT, == 0, 29, missed",
        "CHANGES, >= 5, 29, idle",
        "CHANGES, >= 5, 30, missed",
        "WHOLE, >= 5, 29, missed"
    })
    void tooFewEventsInAWindowThatBeganBeforeTheSoakAreNoMissYet(
            String kind, String expect, long second, String outcome) {
        Selector events = Selector.parse("events_total");
        Optional<Duration> window = Optional.of(Duration.ofSeconds(30));
        record = record(
                switch (kind) {
                    case "COUNT" -> new Indicator.Count(events, window);
                    case "CHANGES" -> new Indicator.Changes(events, Optional.empty(), window);
                    default -> Objectives.COUNT;
                },
                expect);
        sample(1, 3);
        sample(2, 4);
        Assessment assessment = sample(second - 1, 4);
        assertThat(assessment.outcome().word()).isEqualTo(outcome);
        assertThat(assessment.why().equals("the window is not full yet")).isEqualTo(outcome.equals("idle"));
    }

    @Test
    void aNewSoakHasAWindowOfItsOwnToFill() {
        record = record(
                new Indicator.Count(Selector.parse("events_total"), Optional.of(Duration.ofSeconds(30))), ">= 5");
        sample(1, 3);
        record.beginAnew(at(40));
        assertThat(sample(50, 3).outcome()).isEqualTo(Outcome.IDLE);
        assertThat(sample(69, 3).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void evidenceHasEverythingThatShowsABreach() {
        sample(9, 9);
        assertThat(record.evidence(at(11)))
                .isEqualTo(new Evidence(
                        "lag",
                        Lane.PROMETHEUS,
                        "lag",
                        "< 5",
                        "9",
                        "lag{instance=\"a\"}",
                        at(9),
                        at(11),
                        "expected < 5, is 9",
                        List.of()));
        record = record(Objectives.COUNT, "== 0");
        sample(9, 1);
        sample(19, 2);
        Evidence evidence = record.evidence(at(21));
        assertThat(evidence.series()).as("a total is of no series").isEmpty();
        assertThat(evidence.samples()).containsExactly("lag{instance=\"a\"} 1 -> 2 at 1970-01-01T00:00:19Z");
        assertThat(evidence.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aMissThatIsReadAfterItsTimeStands() {
        Condition.WhenUtc firstMinute =
                new Condition.WhenUtc(java.time.LocalTime.MIDNIGHT, java.time.LocalTime.of(0, 1), false);
        scope = new Scope(at(0), Duration.ZERO, Optional.of(firstMinute), true);
        assertThat(sample(59, 9).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(sample(60, 9).outcome()).isEqualTo(Outcome.IDLE);
    }

    /** A value that was judged before is no fact about a time that is not to be judged; while it is, the bot's grace excuses no miss. */
    @Test
    void aMissThatWasJudgedBeforeStandsOnlyWhileItApplies() {
        Scope closed = new Scope(at(0), Duration.ZERO, Optional.empty(), false);
        Scope grace = new Scope(at(0), Duration.ofSeconds(30), Optional.empty(), true);
        Measurement again = new Measurement.Samples(at(20), List.of(List.of(series(9, 9))), Optional.empty());
        assertThat(sample(9, 9).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(record.take(again, targets, closed, NONE)).isEqualTo(Assessment.idle(at(20), "not applicable now"));

        Labels start = Labels.of(Labels.NAME, "process_start_time_seconds", "instance", "b");
        targets.take(List.of(), List.of(Series.of(start, at(15), 14)));
        assertThat(record.take(again, targets, grace, NONE).outcome()).isEqualTo(Outcome.MISSED);
    }

    /** SPEC 3.3 stale: a collector that hangs, and gives its samples the times at which it still worked. */
    @ParameterizedTest
    @CsvSource({"BOT, UNKNOWN", "PROMETHEUS, MET"})
    void whatThePageShowsWithATimeLongPastIsNotAbsent(Lane lane, Outcome outcome) {
        record = new LaneRecord(Objectives.of(Objectives.GAUGE, "< 5", NoData.MET), lane, at(5));
        scraped(5, 15, 25, 35);
        Measurement old = new Measurement.Samples(at(36), List.of(List.of(series(1, 50))), Optional.empty());
        Assessment told = record.take(old, targets, Scope.since(at(5)), NONE);
        assertThat(told.outcome()).isEqualTo(outcome);
        assertThat(told.reason()).isEqualTo(lane == Lane.BOT ? Optional.of(Reason.STALE) : Optional.empty());
    }

    @Test
    void anEmptyAnswerStandsForSomethingGoodOnlyWhereUpSaysThatTheBotIsRead() {
        record = new LaneRecord(Objectives.of(Objectives.GAUGE, "< 5", NoData.MET), Lane.PROMETHEUS, at(0));
        Measurement empty = new Measurement.Samples(at(10), List.of(List.of()), Optional.empty());
        assertThat(record.take(empty, targets, scope, NONE).outcome()).isEqualTo(Outcome.UNKNOWN);
        scraped(5);
        assertThat(record.take(empty, targets, scope, NONE).outcome()).isEqualTo(Outcome.MET);
    }
}
