package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@code bench/endure} plays and what it believes; the run itself is by hand. */
class EnduranceTest {

    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Instant BEGIN = Instant.parse("2026-11-26T22:00:00Z");

    @Test
    void theSameSeedPlaysTheSame() {
        assertThat(EndurancePlan.of(7, LENGTH)).isEqualTo(EndurancePlan.of(7, LENGTH));
        assertThat(EndurancePlan.of(7, LENGTH)).isNotEqualTo(EndurancePlan.of(8, LENGTH));
    }

    @Test
    void halfAnHourHasEveryKind() {
        EndurancePlan plan = EndurancePlan.of(7, LENGTH);

        assertThat(plan.troubles()).extracting(EndurancePlan.Step::trouble).contains(Trouble.values());
        assertThat(plan.offences()).extracting(EndurancePlan.Act::offence).contains(Offence.values());
    }

    @Test
    void aStopForBlindnessIsRightOnlyWhereNothingWasSeenForSoLong() {
        Blindness blindness = new Blindness(BEGIN);
        blindness.look(BEGIN.plusSeconds(30), true);
        blindness.look(BEGIN.plusSeconds(80), false);
        blindness.look(BEGIN.plusSeconds(100), true);
        blindness.look(BEGIN.plusSeconds(120), true);

        assertThat(blindness.explains("blind", BEGIN.plusSeconds(92))).isTrue();
        assertThat(blindness.explains("breach", BEGIN.plusSeconds(92))).isFalse();
        assertThat(blindness.explains("blind", BEGIN.plusSeconds(70))).isFalse();
        assertThat(blindness.explains("blind", BEGIN.plusSeconds(121))).isFalse();
    }
}
