package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person knew who released, seen from later (SPEC 7.3). */
class ObligationsTest {

    private static final Instant T0 = Instant.ofEpochSecond(1_800_000_000);

    private final Obligations obligations = new Obligations();

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }

    private void events(String slo, double events, double at) {
        obligations.note(slo, new Obligation(Cause.BREACH, events), at(at));
    }

    private Map<String, Obligation> known(double given, double now) {
        return obligations.at(at(given), at(now));
    }

    private static Map<String, Obligation> events(String slo, double events) {
        return Map.of(slo, new Obligation(Cause.BREACH, events));
    }

    @Test
    void whatCameAfterTheReleaseWasNotKnown() {
        events("dup", 1, 0);
        events("dup", 1, 1);
        events("dup", 2, 3);
        events("mode", 0, 3);
        assertThat(known(2, 4)).isEqualTo(events("dup", 1));
        assertThat(known(3, 4)).containsOnlyKeys("dup", "mode").containsAllEntriesOf(events("dup", 2));
        assertThat(known(-1, 4)).isEmpty();
    }

    @Test
    void anotherCauseIsNews() {
        obligations.note("dup", new Obligation(Cause.BLIND, 0), at(0));
        events("dup", 0, 3);
        assertThat(known(2, 4)).isEqualTo(Map.of("dup", new Obligation(Cause.BLIND, 0)));
        assertThat(known(3, 4)).isEqualTo(events("dup", 0));
    }

    @Test
    void whatRecoveredAndCameBackIsNews() {
        events("dup", 1, 0);
        obligations.over("dup");
        events("dup", 1, 3);
        assertThat(known(2, 4)).isEmpty();
        assertThat(known(3, 4)).isEqualTo(events("dup", 1));
    }

    @Test
    void aWrongClockOfThePersonMovesTheLineNoFurtherThanIsPossible() {
        events("dup", 1, 0);
        events("dup", 2, 3);
        events("dup", 3, 5);
        obligations.inForce(at(4));
        assertThat(known(-3600, 6)).as("an hour slow").isEqualTo(events("dup", 2));
        assertThat(known(3600, 6)).as("an hour fast").isEqualTo(events("dup", 3));
        assertThat(known(4.5, 6)).as("right").isEqualTo(events("dup", 2));
    }

    @Test
    void whatStoodBeforeThisProcessBeganWasKnown() {
        obligations.noteOld(events("dup", 1));
        events("dup", 1, 10);
        assertThat(known(-60, 11)).isEqualTo(events("dup", 1));
        events("dup", 2, 12);
        assertThat(known(-60, 13)).isEqualTo(events("dup", 1));
    }

    @Test
    void aNewSoakCountsFromZero() {
        events("dup", 5, 0);
        obligations.countAnew();
        events("dup", 1, 3);
        assertThat(known(2, 4)).isEqualTo(events("dup", 0));
    }

    @Test
    void timesMoveWithAClockThatIsSet() {
        events("dup", 1, 0);
        events("dup", 2, 3);
        obligations.inForce(at(1));
        obligations.clockSet(Duration.ofHours(-1));
        assertThat(known(-3600 + 2, -3600 + 4)).isEqualTo(events("dup", 1));
        assertThat(known(-3600 + 3, -3600 + 4)).isEqualTo(events("dup", 2));
    }

    @Test
    void whileNobodyAnswersItsMemoryIsBoundedAndErrsOnTheSideOfStopping() {
        int many = 10 * Obligations.KEPT;
        for (int i = 0; i < many; i++) {
            events("dup", i + 1, i);
        }
        assertThat(known(many, many)).isEqualTo(events("dup", many));
        double line = many - 1.5;
        assertThat(known(line, many)).isEqualTo(events("dup", many - 1));
        assertThat(known(many / 2.0, many))
                .as("never more than was there")
                .hasEntrySatisfying(
                        "dup", then -> assertThat(then.events()).isPositive().isLessThanOrEqualTo(many / 2.0 + 1));
    }

    @Test
    void aReleaseThatIsSeenSoonNeedsOnlyTheNewest() {
        events("dup", 1, 0);
        events("dup", 2, 1);
        events("dup", 3, 2);
        obligations.inForce(at(1.5));
        assertThat(known(0.5, 3)).as("the order was seen in force later").isEqualTo(events("dup", 2));
    }
}
