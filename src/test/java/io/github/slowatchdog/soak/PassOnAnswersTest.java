package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 5: a pass rests on time that has been read, not on what is taken to go on until the next answer. */
class PassOnAnswersTest {

    private SoakClock clock = SoakClockTest.clock(60, 0, 0);

    /** All was well at any time, as far as it has been answered. */
    private static final class Well implements Past {
        private final Participant one;
        private Instant settled = SoakClockTest.T0;
        private Instant answered = SoakClockTest.T0;

        Well(Participant one) {
            this.one = one;
        }

        @Override
        public Together at(Instant time) {
            return Together.of(List.of(one));
        }

        @Override
        public NavigableSet<Instant> changes(Instant after, Instant upTo) {
            return new TreeSet<>();
        }

        @Override
        public Instant settledUpTo() {
            return settled;
        }

        @Override
        public Instant answeredUpTo(Instant now) {
            return answered;
        }

        @Override
        public long rewritings() {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"57, 57, false", "57, 59, false", "57, 60, true", "62, 59, false", "62, 61, true", "63, 63, true"})
    void aPassWaitsForTheAnswersOfTheEndOfTheWindow(long settled, long answered, boolean passes) {
        Well past = new Well(SoakClockTest.in(Verdict.PASS));
        advance(past, 55);
        past.settled = SoakClockTest.T0.plusSeconds(settled);
        past.answered = SoakClockTest.T0.plusSeconds(answered);
        advance(past, 63);
        assertThat(clock.clean()).isEqualTo(Duration.ofSeconds(63));
        assertThat(clock.verdict()).isEqualTo(passes ? SoakVerdict.PASS : SoakVerdict.SOAKING);
        assertThat(clock.why())
                .isEqualTo(passes ? "clean for the whole window" : "the end of the window has not been read yet");
    }

    @ParameterizedTest
    @CsvSource({"40, 50, false", "40, 59, false", "40, 60, true", "63, 59, false", "63, 60, true"})
    void timeThatWasJudgedCountsForAPassOnlyAsFarAsItWasAnswered(long settled, long answered, boolean passes) {
        clock = SoakClockTest.clock(30, 0, 0);
        Well well = new Well(new Participant(
                SoakClockTest.objective(Consequence.STOP, Consequence.WARN, Optional.of(Duration.ofSeconds(60))),
                Verdict.PASS,
                Consequence.WARN,
                true,
                Optional.of(Outcome.MET),
                true,
                Optional.empty()));
        well.settled = SoakClockTest.T0.plusSeconds(settled);
        advance(well, 40);
        well.answered = SoakClockTest.T0.plusSeconds(answered);
        advance(well, 63);
        assertThat(clock.verdict() == SoakVerdict.PASS).isEqualTo(passes);
    }

    private void advance(Well past, long second) {
        clock.advance(SoakClockTest.T0.plusSeconds(second), List.of(past.one), past, List.of(), true);
    }
}
