package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 5. Times are seconds since the soak began; two advances more than 5 s apart had nobody watching. */
class SoakClockTest {

    static final Instant T0 = Instant.EPOCH;

    private SoakClock clock = clock(60, 0, 0);

    static SoakClock clock(long window, long deadline, long maxGap) {
        SoakRules rules = new SoakRules(Duration.ofSeconds(window), some(deadline), some(maxGap), List.of());
        return new SoakClock("1", rules, T0, Duration.ofSeconds(5));
    }

    private static Optional<Duration> some(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private void run(long from, long to, Participant... participants) {
        for (long second = from; second <= to; second++) {
            clock.advance(T0.plusSeconds(second), List.of(participants), List.of());
        }
    }

    static Participant in(Verdict verdict) {
        Optional<Outcome> outcome = switch (verdict) {
            case PASS -> Optional.of(Outcome.MET);
            case PENDING, BREACH -> Optional.of(Outcome.MISSED);
            case IDLE -> Optional.of(Outcome.IDLE);
            default -> Optional.empty();
        };
        boolean known = verdict != Verdict.BLIND && verdict != Verdict.WAITING;
        return new Participant(
                objective(Consequence.STOP, Consequence.WARN, Optional.empty()),
                verdict,
                verdict == Verdict.BREACH ? Consequence.STOP : Consequence.WARN,
                known,
                outcome,
                verdict == Verdict.PASS,
                Optional.empty());
    }

    static Objective objective(Consequence onBreach, Consequence whenBlind, Optional<Duration> judgedFor) {
        return new Objective(
                "lag",
                "group",
                new Indicator.Expr("lag"),
                Expectation.parse("< 5%"),
                onBreach,
                List.of(Lane.PROMETHEUS),
                Duration.ZERO,
                Optional.<Condition>empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                whenBlind,
                judgedFor,
                false,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, 10, 0",
        "IDLE, 10, 0",
        "WAITING, 0, 0",
        "PENDING, 0, 0",
        "BLIND, 0, 10",
        "BREACH, 10, 0",
    })
    void onlyTimeInWhichNothingIsOpenIsClean(Verdict verdict, long clean, long blind) {
        run(0, 10, in(verdict));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(clean));
        assertThat(clock.blind()).isEqualTo(Duration.ofSeconds(blind));
    }

    @Test
    void oneThatIsOpenHoldsUpAll() {
        run(0, 10, in(Verdict.PASS), in(Verdict.PENDING), in(Verdict.IDLE));
        assertThat(clock.clean()).isZero();
        assertThat(clock.why()).contains("lag (pending)");
    }

    @Test
    void startsWhenEverythingHasBeenMeasuredOnce() {
        run(0, 10, in(Verdict.PASS), in(Verdict.WAITING));
        assertThat(clock.started()).isEmpty();
        assertThat(clock.why()).isEqualTo("not measured yet: lag (waiting)");
        assertThat(clock.elapsed()).isZero();
        run(11, 20, in(Verdict.PASS), in(Verdict.IDLE));
        assertThat(clock.started()).contains(T0.plusSeconds(11));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(9));
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void passesWhenTheWindowIsFullAndNotBefore() {
        run(0, 59, in(Verdict.PASS));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        run(60, 60, in(Verdict.PASS));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void withoutAnyObjectiveThereIsNothingToPass() {
        run(0, 600);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        assertThat(clock.clean()).isZero();
        assertThat(clock.why()).isEqualTo("no objective counts for the soak");
    }

    @Test
    void aClockThatGoesBackEarnsNothing() {
        run(0, 30, in(Verdict.PASS));
        run(0, 0, in(Verdict.PASS));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(30));
        run(1, 10, in(Verdict.PASS));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aClockThatJumpsAheadEarnsNothing() {
        run(0, 30, in(Verdict.PASS));
        run(4000, 4000, in(Verdict.PASS));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(30));
        assertThat(clock.blind()).isEqualTo(Duration.ofSeconds(3970));
        assertThat(clock.longestGap()).isEqualTo(Duration.ofSeconds(3970));
    }

    @Test
    void aStepOfExactlyTheLimitWasWatchedALongerOneWasNot() {
        run(0, 0, in(Verdict.PASS));
        run(5, 5, in(Verdict.PASS));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(5));
        run(11, 11, in(Verdict.PASS));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(5));
        assertThat(clock.blind()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void standingStillEarnsNothing() {
        run(0, 0, in(Verdict.PASS));
        for (int i = 0; i < 1000; i++) {
            run(0, 0, in(Verdict.PASS));
        }
        assertThat(clock.clean()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, WARN, BREACH, FAIL", "FAIL, WARN, BREACH, FAIL", "WARN, WARN, BREACH, SOAKING",
        "WARN, STOP, BLIND, FAIL", "WARN, FAIL, BLIND, FAIL", "STOP, WARN, BLIND, SOAKING",
        "STOP, STOP, PENDING, SOAKING", "STOP, STOP, WAITING, SOAKING",
    })
    void failsByWhatTheObjectiveSays(
            Consequence onBreach, Consequence whenBlind, Verdict verdict, SoakVerdict soakVerdict) {
        Participant one = new Participant(
                objective(onBreach, whenBlind, Optional.empty()),
                verdict,
                verdict == Verdict.BREACH ? onBreach : verdict == Verdict.BLIND ? whenBlind : Consequence.WARN,
                true,
                Optional.empty(),
                true,
                Optional.empty());
        run(0, 1, one);
        assertThat(clock.verdict()).isEqualTo(soakVerdict);
    }

    @Test
    void aFailureStaysAndKeepsItsFirstReason() {
        run(0, 5, in(Verdict.BREACH));
        run(6, 500, in(Verdict.PASS));
        clock.fail("another reason");
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.FAIL);
        assertThat(clock.why()).isEqualTo("lag: breach");
    }

    @Test
    void aBreachAfterThePassFails() {
        run(0, 60, in(Verdict.PASS));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
        run(61, 61, in(Verdict.BLIND));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
        run(62, 62, in(Verdict.BREACH));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.FAIL);
    }

    @Test
    void atTheDeadlineAPassWinsOverInconclusive() {
        clock = clock(60, 60, 0);
        run(0, 60, in(Verdict.PASS));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void theDeadlineRunsAlsoWhileNothingHasBeenMeasured() {
        clock = clock(60, 90, 0);
        run(0, 89, in(Verdict.WAITING));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        run(90, 90, in(Verdict.WAITING));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.INCONCLUSIVE);
        assertThat(clock.why()).isEqualTo("at the deadline: not measured yet: lag (waiting)");
    }

    @ParameterizedTest
    @CsvSource({"3600", "-3600", "86400"})
    void aClockThatIsSetMovesNeitherTheDeadlineNorTheTimeThatIsOver(long by) {
        clock = clock(600, 90, 0);
        Instant deadline = clock.deadline().orElseThrow();
        run(0, 10, in(Verdict.WAITING));
        clock.clockSet(Duration.ofSeconds(by));
        assertThat(clock.deadline()).contains(deadline.plusSeconds(by));
        run(by + 11, by + 20, in(Verdict.PENDING));
        clock.clockSet(Duration.ofSeconds(-by));
        run(21, 30, in(Verdict.PENDING));
        clock.clockSet(Duration.ofSeconds(by));
        run(by + 31, by + 89, in(Verdict.PENDING));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(89 - 11));
        run(by + 90, by + 90, in(Verdict.PENDING));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.INCONCLUSIVE);
    }

    @Test
    void aGapOfExactlyMaxGapIsBorneALongerOneStartsAgain() {
        clock = clock(600, 0, 10);
        run(0, 30, in(Verdict.PASS));
        run(31, 40, in(Verdict.BLIND));
        assertThat(clock.longestGap()).isEqualTo(Duration.ofSeconds(10));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(30));
        assertThat(clock.restarts()).isZero();
        run(41, 41, in(Verdict.BLIND));
        assertThat(clock.clean()).isZero();
        assertThat(clock.restarts()).isEqualTo(1);
        run(42, 50, in(Verdict.PASS));
        assertThat(clock.restarts()).as("also when clean time has grown again").isEqualTo(1);
    }

    @Test
    void gapsAreCountedOneByOne() {
        clock = clock(600, 0, 10);
        run(0, 10, in(Verdict.PASS));
        run(11, 18, in(Verdict.BLIND));
        run(19, 25, in(Verdict.PASS));
        run(26, 33, in(Verdict.BLIND));
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(16));
        assertThat(clock.blind()).isEqualTo(Duration.ofSeconds(16));
        assertThat(clock.longestGap()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void whatIsRequiredHoldsUpThePass() {
        run(0, 58, in(Verdict.PASS));
        for (long second = 59; second < 70; second++) {
            clock.advance(T0.plusSeconds(second), List.of(in(Verdict.PASS)), List.of("requests >= 1000"));
        }
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        assertThat(clock.why()).isEqualTo("required: requests >= 1000");
        run(70, 70, in(Verdict.PASS));
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "20, true", "21, false"})
    void mustHaveBeenJudgedForLongEnough(long judgedFor, boolean passes) {
        Objective objective = objective(Consequence.STOP, Consequence.WARN, Optional.of(Duration.ofSeconds(judgedFor)));
        Participant idle = new Participant(
                objective, Verdict.IDLE, Consequence.WARN, true, Optional.of(Outcome.IDLE), true, Optional.empty());
        Participant judged = new Participant(
                objective, Verdict.PASS, Consequence.WARN, true, Optional.of(Outcome.MET), true, Optional.empty());
        run(0, 40, idle);
        run(41, 60, judged);
        assertThat(clock.verdict() == SoakVerdict.PASS).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"0.049, PASS", "0.05, SOAKING", "0.5, SOAKING"})
    void theWholeSoakMustMeetARatioToo(double overSoak, SoakVerdict verdict) {
        Participant ratio = new Participant(
                objective(Consequence.STOP, Consequence.WARN, Optional.empty()),
                Verdict.PASS,
                Consequence.WARN,
                true,
                Optional.of(Outcome.MET),
                true,
                Optional.of(Value.of(overSoak)));
        run(0, 60, ratio);
        assertThat(clock.verdict()).isEqualTo(verdict);
    }

    @Test
    void saysWhetherSomethingHoldsItUp() {
        run(0, 5, in(Verdict.PASS));
        assertThat(clock.why()).isEqualTo("clean time is not complete");
        run(6, 6, in(Verdict.PASS), in(Verdict.BLIND));
        assertThat(clock.why()).isEqualTo("paused by lag (blind)");
    }

    @Test
    void whatFollowsIsCountedAnewOnlyIfSomethingOfAParticipantIsOther() {
        Participant one = new Participant(
                objective(Consequence.STOP, Consequence.WARN, Optional.empty()),
                Verdict.PASS,
                Consequence.WARN,
                true,
                Optional.of(Outcome.MET),
                true,
                Optional.of(Value.of(0)));
        Optional<Outcome> met = Optional.of(Outcome.MET);
        Optional<Value> none = Optional.of(Value.of(0));
        assertThat(one.isSo(Verdict.PASS, true, met, true, none)).isTrue();
        assertThat(one.isSo(Verdict.IDLE, true, met, true, none)).isFalse();
        assertThat(one.isSo(Verdict.PASS, false, met, true, none)).isFalse();
        assertThat(one.isSo(Verdict.PASS, true, Optional.empty(), true, none)).isFalse();
        assertThat(one.isSo(Verdict.PASS, true, met, false, none)).isFalse();
        assertThat(one.isSo(Verdict.PASS, true, met, true, Optional.empty())).isFalse();
    }

    @Test
    void togetherTheyAreSomebodyFromTheFirstOn() {
        Together.Builder all = new Together.Builder();
        assertThat(all.isEmpty()).isTrue();
        all.add(in(Verdict.PASS));
        assertThat(all.isEmpty()).isFalse();
    }
}
