package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The newest assessment, kept in little memory: whatever was taken last is what is told. */
class LatestTest {

    private final Latest latest = new Latest();

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Judged judged(long second, double value, boolean fresh) {
        return new Judged(Labels.of("instance", "a"), at(second), Value.of(value), fresh);
    }

    private static Assessment met(long second, double value) {
        return new Assessment(
                at(second),
                Outcome.MET,
                Optional.of(judged(second - 1, value, true)),
                Optional.of(at(second - 1)),
                Optional.empty(),
                "as expected",
                0,
                List.of());
    }

    @Test
    void isWhatWasTakenLastWhetherItSaysTheSameOrNot() {
        assertThat(latest.isEmpty()).isTrue();
        assertThat(latest.get()).isEmpty();
        assertThat(latest.at()).isEqualTo(Instant.MIN);
        for (Assessment assessment : List.of(
                met(10, 1),
                met(20, 1),
                met(30, 2),
                Assessment.unknown(at(40), Reason.TIMEOUT, "late"),
                Assessment.unknown(at(50), Reason.TIMEOUT, "late"),
                Assessment.idle(at(60), "few"),
                met(70, 2))) {
            latest.take(assessment);
            assertThat(latest.get()).contains(assessment);
            assertThat(latest.at()).isEqualTo(assessment.at());
            assertThat(latest.isEmpty()).isFalse();
        }
    }

    @Test
    void tellsTheNewestTimesAlsoIfNobodyAskedMeanwhile() {
        latest.take(met(10, 1));
        latest.take(met(20, 1));
        latest.take(met(30, 1));
        assertThat(latest.get()).contains(met(30, 1));
    }

    @Test
    void whoAsksTwiceIsGivenTheSame() {
        latest.take(met(10, 1));
        latest.take(met(20, 1));
        assertThat(latest.get().orElseThrow()).isSameAs(latest.get().orElseThrow());
    }

    @Test
    void aSampleThatIsJudgedOnceMoreHasItsOldTime() {
        Assessment again = new Assessment(
                at(20),
                Outcome.MET,
                Optional.of(judged(9, 1, true)),
                Optional.of(at(9)),
                Optional.empty(),
                "as expected",
                0,
                List.of());
        latest.take(met(10, 1));
        latest.take(again);
        assertThat(latest.get()).contains(again);
    }

    @Test
    void itSaysTheSameOnlyIfAllButTheTimeIsTheSame() {
        Assessment met = met(10, 1);
        assertThat(met.saysAs(met(99, 1))).isTrue();
        Judged worst = judged(9, 1, true);
        List<Assessment> others = List.of(
                met(10, 2),
                assessment(Outcome.MISSED, Optional.of(worst), Optional.empty(), "as expected", 0, List.of()),
                assessment(Outcome.MET, Optional.empty(), Optional.empty(), "as expected", 0, List.of()),
                assessment(Outcome.MET, Optional.of(worst.again()), Optional.empty(), "as expected", 0, List.of()),
                assessment(Outcome.MET, Optional.of(worst), Optional.of(Reason.NAN), "as expected", 0, List.of()),
                assessment(Outcome.MET, Optional.of(worst), Optional.empty(), "well", 0, List.of()),
                assessment(Outcome.MET, Optional.of(worst), Optional.empty(), "as expected", 1, List.of()),
                assessment(Outcome.MET, Optional.of(worst), Optional.empty(), "as expected", 0, List.of("x")));
        for (Assessment other : others) {
            assertThat(met.saysAs(other)).as("%s", other).isFalse();
            assertThat(other.saysAs(met)).as("%s", other).isFalse();
            assertThat(other.saysAs(other)).isTrue();
        }
    }

    private static Assessment assessment(
            Outcome outcome,
            Optional<Judged> worst,
            Optional<Reason> reason,
            String why,
            double events,
            List<String> samples) {
        return new Assessment(at(10), outcome, worst, Optional.of(at(9)), reason, why, events, samples);
    }

    @Test
    void aValueJudgedOnceMoreIsNotNew() {
        Judged fresh = judged(9, 1, true);
        assertThat(fresh.again()).isEqualTo(judged(9, 1, false));
        assertThat(fresh.again().again()).isEqualTo(judged(9, 1, false));
        assertThat(fresh.at(at(3))).isEqualTo(judged(3, 1, true));
        assertThat(fresh.saysAs(judged(3, 1, true))).isTrue();
        assertThat(fresh.saysAs(judged(9, 2, true))).isFalse();
        assertThat(fresh.saysAs(fresh.again())).isFalse();
        assertThat(fresh.saysAs(new Judged(Labels.NONE, at(9), Value.of(1)))).isFalse();
    }
}
