package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time that is counted when more is learned of it (SPEC 5): what is certain, what is shown, and what a restart keeps. Times are seconds. */
class SoakPastTest {

    private static final Together CLEAN = new Together(true, true, true, false, List.of("lag"));
    private static final Together BLIND = new Together(true, true, false, true, List.of());
    private static final Together PENDING = new Together(true, true, false, false, List.of());
    private static final Together NOT_MEASURED = new Together(true, false, false, true, List.of());

    private final Story story = new Story();
    private SoakClock clock = clock(60, 0);

    /** How all stood from which moment on, as far as it is told by now. */
    private static final class Story implements Past {
        final TreeMap<Instant, Together> stands = new TreeMap<>();
        Instant settledUpTo = Instant.EPOCH;
        Instant answered = Instant.MAX;
        long rewritings;

        Story since(long second, Together stand) {
            stands.put(SoakPastTest.at(second), stand);
            return this;
        }

        Story settled(long second) {
            settledUpTo = SoakPastTest.at(second);
            return this;
        }

        @Override
        public Together at(Instant time) {
            return stands.floorEntry(time) == null
                    ? NOT_MEASURED
                    : stands.floorEntry(time).getValue();
        }

        @Override
        public NavigableSet<Instant> changes(Instant after, Instant upTo) {
            return stands.subMap(after, false, upTo, true).navigableKeySet();
        }

        @Override
        public Instant answeredUpTo(Instant now) {
            return now.isBefore(answered) ? now : answered;
        }

        @Override
        public Instant settledUpTo() {
            return settledUpTo;
        }

        @Override
        public long rewritings() {
            return rewritings;
        }
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static SoakClock clock(long window, long maxGap) {
        Optional<Duration> gap = maxGap == 0 ? Optional.empty() : Optional.of(seconds(maxGap));
        return new SoakClock(
                "1", new SoakRules(seconds(window), Optional.empty(), gap, List.of()), Instant.EPOCH, seconds(5));
    }

    private void advance(long second) {
        clock.advance(at(second), List.of(), story, List.of(), true);
    }

    @Test
    void whatIsNotCertainYetIsShownAsItIsKnownSoFar() {
        story.since(0, CLEAN).settled(4);
        advance(10);
        assertThat(clock.started()).contains(at(0));
        assertThat(clock.clean()).isEqualTo(seconds(10));
        assertThat(clock.settled().clean()).isEqualTo(seconds(4));
        assertThat(clock.settled().last()).isEqualTo(at(4));
        assertThat(clock.elapsed()).isEqualTo(seconds(10));
    }

    @Test
    void nothingIsCertainOfTheTimeToCome() {
        story.since(0, CLEAN).settled(99);
        advance(10);
        assertThat(clock.settled().last()).isEqualTo(at(10));
        assertThat(clock.clean()).isEqualTo(seconds(10));
    }

    @Test
    void whatWasBlindAndIsLearnedToHaveBeenCleanCounts() {
        story.since(0, CLEAN).since(10, BLIND).settled(10);
        advance(20);
        assertThat(clock.clean()).isEqualTo(seconds(10));
        assertThat(clock.blind()).isEqualTo(seconds(10));

        story.stands.remove(at(10));
        advance(20);
        assertThat(clock.clean())
                .as("as long as nobody says that something was learned")
                .isEqualTo(seconds(10));
        story.rewritings++;
        advance(21);
        assertThat(clock.clean()).isEqualTo(seconds(21));
        assertThat(clock.blind()).isZero();
        assertThat(clock.longestGap()).isZero();
    }

    @Test
    void whatIsLearnedOfSettledTimeChangesNothing() {
        story.since(0, CLEAN).since(10, BLIND).settled(20);
        advance(20);
        story.since(10, CLEAN).rewritings++;
        advance(30);
        assertThat(clock.clean()).isEqualTo(seconds(20));
        assertThat(clock.blind()).isEqualTo(seconds(10));
    }

    @Test
    void aGapThatIsTooLongStartsTheCountAgainOnlyOnceItIsCertain() {
        clock = clock(60, 5);
        story.since(0, CLEAN).since(10, BLIND).settled(10);
        advance(20);
        assertThat(clock.clean()).isEqualTo(seconds(10));
        story.settled(20);
        advance(20);
        assertThat(clock.clean()).isZero();
        assertThat(clock.longestGap()).isEqualTo(seconds(10));
        assertThat(clock.settled().judged()).as("and so does the time judged").isEmpty();
    }

    @Test
    void everyMomentIsCountedAsAllStoodThen() {
        story.since(0, NOT_MEASURED)
                .since(3, CLEAN)
                .since(10, PENDING)
                .since(12, CLEAN)
                .since(20, BLIND)
                .since(25, CLEAN)
                .settled(30);
        advance(30);
        assertThat(clock.started()).contains(at(3));
        assertThat(clock.clean()).isEqualTo(seconds(7 + 8 + 5));
        assertThat(clock.blind()).isEqualTo(seconds(5));
        assertThat(clock.longestGap()).isEqualTo(seconds(5));
        assertThat(clock.settled().judged()).isEqualTo(Map.of("lag", seconds(20)));
    }

    @Test
    void inWhateverStepsItIsReadItCountsTheSame() {
        for (int step = 1; step <= 30; step++) {
            clock = clock(600, 4);
            Story told = story.since(0, NOT_MEASURED)
                    .since(2, CLEAN)
                    .since(20, BLIND)
                    .since(25, CLEAN)
                    .since(40, PENDING)
                    .since(41, CLEAN);
            for (int second = 0; second < 60; second += step) {
                told.settled(second);
                advance(second);
            }
            told.settled(60);
            advance(60);
            assertThat(clock.clean()).as("every %s s", step).isEqualTo(seconds(15 + 19));
            assertThat(clock.blind()).isEqualTo(seconds(5));
            assertThat(clock.longestGap()).isEqualTo(seconds(5));
        }
    }

    @Test
    void passesOnlyOnWhatIsLearnedWellEnough() {
        story.since(0, CLEAN).settled(60);
        clock.advance(at(60), List.of(), story, List.of(), false);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        clock.advance(at(60), List.of(), story, List.of("requests"), true);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        advance(60);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void passesOnlyOnTimeOfWhichNoAnswerIsOnItsWay() {
        story.since(0, CLEAN).settled(50);
        story.answered = at(59);
        advance(65);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.SOAKING);
        story.answered = at(60);
        advance(66);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void aBreachFailsHoweverLittleElseIsLearned() {
        clock.advance(at(1), List.of(SoakClockTest.in(Verdict.BREACH)), story, List.of(), false);
        assertThat(clock.verdict()).isEqualTo(SoakVerdict.FAIL);
        assertThat(clock.why()).isEqualTo("lag: breach");
    }

    @Test
    void timeInWhichNothingWasJudgedTakesNoneAway() {
        story.since(0, CLEAN)
                .since(10, new Together(true, true, true, false, List.of()))
                .settled(20);
        advance(20);
        assertThat(clock.settled().judged()).isEqualTo(Map.of("lag", seconds(10)));
        assertThat(clock.clean()).isEqualTo(seconds(20));
    }

    @Test
    void aClockThatWentBackCountsNothingTwice() {
        story.since(0, CLEAN).settled(20);
        advance(30);
        advance(10);
        assertThat(clock.clean()).isEqualTo(seconds(30));
        assertThat(clock.settled().last()).isEqualTo(at(20));
    }

    @Test
    void whatAClockJumpsOverWasNotWatchedAndIsNotCountedAgain() {
        story.since(0, CLEAN).settled(10);
        advance(30);
        clock.jump(at(100));
        assertThat(clock.clean()).isEqualTo(seconds(30));
        assertThat(clock.blind()).isEqualTo(seconds(70));
        assertThat(clock.settled().last()).isEqualTo(at(100));
        story.rewritings++;
        story.settled(110);
        advance(110);
        assertThat(clock.clean()).isEqualTo(seconds(40));
    }

    @ParameterizedTest
    @CsvSource({"3600", "-3600"})
    void whatAClockIsSetByBeforeTheStartIsNoTimeSince(long by) {
        clock.clockSet(seconds(by));
        assertThat(clock.memory().set()).isEqualTo(seconds(by));
        assertThat(clock.memory().setSinceStart()).isZero();
        story.since(0, CLEAN).settled(10);
        advance(10);
        clock.clockSet(seconds(by));
        assertThat(clock.memory().set()).isEqualTo(seconds(2 * by));
        assertThat(clock.memory().setSinceStart()).isEqualTo(seconds(by));
        assertThat(clock.elapsed()).isEqualTo(seconds(10 - by));
    }

    @Test
    void aRestartGoesOnFromWhatWasCertain() {
        story.since(0, CLEAN).settled(20);
        advance(30);
        clock.clockSet(seconds(7));
        clock.fail("lag: breach");
        SoakMemory memory = clock.memory();
        SoakClock next = SoakClock.resume(memory, clock.rules(), seconds(5));
        assertThat(next.memory()).isEqualTo(memory);
        assertThat(next.id()).isEqualTo("1");
        assertThat(next.rules()).isEqualTo(clock.rules()).isNotNull();
        assertThat(next.began()).isEqualTo(Instant.EPOCH);
        assertThat(next.verdict()).isEqualTo(SoakVerdict.FAIL);
        assertThat(next.why()).isEqualTo("lag: breach");
        assertThat(next.clean())
                .as("what was only shown is to be learned again")
                .isEqualTo(seconds(20));
        assertThat(next.elapsed()).isEqualTo(seconds(20 - 7));
        clock = next;
        advance(30);
        assertThat(clock.clean()).isEqualTo(seconds(30));
    }

    @Test
    void whatAnotherSettledTakesThePlaceOfWhatWas() {
        SoakMemory memory = clock.memory();
        SoakState other = clock.settled().advance(at(9), CLEAN, true, Optional.empty());
        assertThat(memory.with(other).settled()).isEqualTo(other);
        assertThat(memory.with(other).with(memory.settled())).isEqualTo(memory);
    }

    @Test
    void timeJudgedIsKeptOfTheObjectivesThatAreStillThere() {
        story.since(0, new Together(true, true, true, false, List.of("lag", "dup")))
                .settled(10);
        advance(10);
        SoakState state = clock.settled();
        assertThat(state.ofOnly(Set.of("lag", "new")).judged()).isEqualTo(Map.of("lag", seconds(10)));
        assertThat(state.ofOnly(Set.of("lag", "dup"))).isEqualTo(state);
    }
}
