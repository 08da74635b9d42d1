package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 7.2 and 7.3: every state with every event, and what a release excuses. */
class LatchTest {

    private static final Instant T0 = Instant.EPOCH;
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private final Latch latch = new Latch();

    @ParameterizedTest
    @CsvSource({
        "CLEAR, raise, ORDERED",
        "CLEAR, adopt, ORDERED",
        "CLEAR, held, CLEAR",
        "CLEAR, seen, CLEAR",
        "CLEAR, unseen, CLEAR",
        "CLEAR, late, CLEAR",
        "CLEAR, recovered, CLEAR",
        "CLEAR, release, CLEAR",
        "ORDERED, raise, ORDERED",
        "ORDERED, adopt, ORDERED",
        "ORDERED, held, WRITTEN",
        "ORDERED, seen, ORDERED",
        "ORDERED, unseen, ORDERED",
        "ORDERED, late, ORDERED",
        "ORDERED, recovered, ORDERED",
        "ORDERED, release, CLEAR",
        "WRITTEN, raise, WRITTEN",
        "WRITTEN, adopt, ORDERED",
        "WRITTEN, held, WRITTEN",
        "WRITTEN, seen, CONFIRMED",
        "WRITTEN, unseen, WRITTEN",
        "WRITTEN, late, UNCONFIRMED",
        "WRITTEN, recovered, WRITTEN",
        "WRITTEN, release, CLEAR",
        "CONFIRMED, raise, CONFIRMED",
        "CONFIRMED, adopt, ORDERED",
        "CONFIRMED, held, CONFIRMED",
        "CONFIRMED, seen, CONFIRMED",
        "CONFIRMED, unseen, WRITTEN",
        "CONFIRMED, late, CONFIRMED",
        "CONFIRMED, recovered, CONFIRMED",
        "CONFIRMED, release, CLEAR",
        "UNCONFIRMED, raise, UNCONFIRMED",
        "UNCONFIRMED, adopt, ORDERED",
        "UNCONFIRMED, held, UNCONFIRMED",
        "UNCONFIRMED, seen, CONFIRMED",
        "UNCONFIRMED, unseen, UNCONFIRMED",
        "UNCONFIRMED, late, UNCONFIRMED",
        "UNCONFIRMED, recovered, UNCONFIRMED",
        "UNCONFIRMED, release, CLEAR",
        "CLEAR, lost, CLEAR",
        "ORDERED, lost, ORDERED",
        "WRITTEN, lost, ORDERED",
        "CONFIRMED, lost, ORDERED",
        "UNCONFIRMED, lost, ORDERED",
        "CLEAR, unknown, CLEAR",
        "ORDERED, unknown, ORDERED",
        "WRITTEN, unknown, WRITTEN",
        "CONFIRMED, unknown, CONFIRMED",
        "UNCONFIRMED, unknown, UNCONFIRMED",
    })
    void goesOnFromEveryStateWithEveryEvent(StopState from, String event, StopState to) {
        bringTo(from);
        switch (event) {
            case "raise" -> raise("other", Cause.BREACH, 1);
            case "adopt" -> latch.adopt(StopOrder.of(Cause.MANUAL, "", "by hand", T0.plusSeconds(1), "somebody"));
            case "held" -> latch.held(T0.plusSeconds(2));
            case "seen" -> latch.seen();
            case "unseen" -> latch.unseen(T0.plusSeconds(2), WITHIN);
            case "late" -> latch.pass(T0.plusSeconds(60), WITHIN);
            case "recovered" -> latch.recovered("dup");
            case "release" -> latch.release(Map.of());
            case "lost" -> latch.notHeld(true);
            case "unknown" -> latch.notHeld(false);
            default -> throw new IllegalArgumentException(event);
        }
        assertThat(latch.state()).isEqualTo(to);
        assertThat(latch.order().isPresent()).isEqualTo(to != StopState.CLEAR);
    }

    private void bringTo(StopState state) {
        if (state == StopState.CLEAR) {
            return;
        }
        raise("dup", Cause.BREACH, 1);
        if (state != StopState.ORDERED) {
            latch.held(T0);
        }
        if (state == StopState.CONFIRMED) {
            latch.seen();
        }
        if (state == StopState.UNCONFIRMED) {
            latch.unseen(T0.plus(WITHIN), WITHIN);
        }
        assertThat(latch.state()).isEqualTo(state);
    }

    private Optional<StopOrder> raise(String slo, Cause cause, double events) {
        return latch.raise(cause, slo, "reason", T0, "watchdog", events);
    }

    @Test
    void unconfirmedExactlyWhenTheTimeHasPassed() {
        bringTo(StopState.WRITTEN);
        latch.unseen(T0.plus(WITHIN).minusMillis(1), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.unseen(T0.plus(WITHIN), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.UNCONFIRMED);
    }

    @ParameterizedTest
    @CsvSource({"3600", "-3600"})
    void aClockThatIsSetLeavesTheBotItsTime(long by) {
        bringTo(StopState.WRITTEN);
        latch.clockSet(Duration.ofSeconds(by));
        Instant set = T0.plusSeconds(by);
        latch.pass(set.plus(WITHIN).minusMillis(1), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.pass(set.plus(WITHIN), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.UNCONFIRMED);
    }

    @Test
    void theTimeRunsFromWhenTheBotWasLastSeenObeying() {
        bringTo(StopState.CONFIRMED);
        latch.unseen(T0.plusSeconds(100), WITHIN);
        latch.unseen(T0.plusSeconds(109), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.unseen(T0.plusSeconds(110), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.UNCONFIRMED);
    }

    @Test
    void aBotThatNoLongerObeysHasNoTimeWhileTheFlagIsNotKnown() {
        bringTo(StopState.CONFIRMED);
        latch.notHeld(false);
        latch.unseen(T0.plusSeconds(1), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.UNCONFIRMED);
        latch.seen();
        latch.held(T0.plusSeconds(2));
        latch.unseen(T0.plusSeconds(3), WITHIN);
        assertThat(latch.state()).as("the flag is known again").isEqualTo(StopState.WRITTEN);
        latch.notHeld(false);
        assertThat(latch.state()).as("in the other order").isEqualTo(StopState.UNCONFIRMED);
    }

    @Test
    void aFlagThatWasWrittenAgainGivesTheBotItsTimeAnew() {
        bringTo(StopState.CONFIRMED);
        latch.rewritten(T0.plusSeconds(1));
        latch.notHeld(false);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
    }

    @Test
    void aLostFlagIsWrittenAndConfirmedAnew() {
        bringTo(StopState.CONFIRMED);
        latch.notHeld(true);
        latch.seen();
        assertThat(latch.state())
                .as("what the bot shows proves nothing of a flag")
                .isEqualTo(StopState.ORDERED);
        latch.held(T0.plusSeconds(5));
        latch.pass(T0.plusSeconds(5).plus(WITHIN).minusMillis(1), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.seen();
        assertThat(latch.state()).isEqualTo(StopState.CONFIRMED);
    }

    @Test
    void theFirstOrderStays() {
        StopOrder first = raise("dup", Cause.BREACH, 1).orElseThrow();
        assertThat(raise("mode", Cause.BREACH, 0)).isEmpty();
        assertThat(raise("dup", Cause.BREACH, 9)).isEmpty();
        assertThat(latch.order()).contains(first);
        latch.recovered("dup");
        assertThat(latch.order()).contains(first);
    }

    @Test
    void adoptingTheOrderThatIsHeldChangesNothing() {
        StopOrder order = raise("dup", Cause.BREACH, 1).orElseThrow();
        latch.held(T0);
        latch.adopt(order);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
    }

    @Test
    void whatAPersonKnewOrdersNothingUntilThereIsMore() {
        raise("dup", Cause.BREACH, 1);
        latch.release(Map.of("dup", new Obligation(Cause.BREACH, 1)));
        assertThat(raise("dup", Cause.BREACH, 1)).isEmpty();
        assertThat(raise("dup", Cause.BREACH, 2)).isPresent();
    }

    @Test
    void whatIsExcusedForOneObjectiveIsNotForAnother() {
        raise("dup", Cause.BREACH, 1);
        latch.release(Map.of("dup", new Obligation(Cause.BREACH, 1)));
        assertThat(raise("mode", Cause.BREACH, 0)).isPresent();
    }

    @Test
    void knownBlindnessDoesNotExcuseABreachNorTheOtherWayRound() {
        for (List<Cause> pair : List.of(List.of(Cause.BLIND, Cause.BREACH), List.of(Cause.BREACH, Cause.BLIND))) {
            latch.release(Map.of("mode", new Obligation(pair.get(0), 0)));
            assertThat(raise("mode", pair.get(0), 0)).isEmpty();
            assertThat(raise("mode", pair.get(1), 0)).isPresent();
        }
    }

    @Test
    void afterARecoveryTheNextBreachIsANewOne() {
        latch.release(Map.of("lag", new Obligation(Cause.BREACH, 0)));
        assertThat(raise("lag", Cause.BREACH, 0)).isEmpty();
        latch.recovered("lag");
        assertThat(raise("lag", Cause.BREACH, 0)).isPresent();
    }

    @Test
    void aReleaseForgetsWhatAnEarlierOneExcused() {
        latch.release(Map.of("lag", new Obligation(Cause.BREACH, 0)));
        latch.release(Map.of());
        assertThat(raise("lag", Cause.BREACH, 0)).isPresent();
    }

    @Test
    void aDrillGivesWayToARealStopAndToNothingElse() {
        StopOrder drill = StopOrder.of(Cause.DRILL, "", "drill", T0, "ann");
        latch.adopt(drill);
        latch.held(T0);

        StopOrder real = latch.raise(Cause.BREACH, "dup", "why", T0, "dog", 1).orElseThrow();
        assertThat(latch.order()).contains(real);
        assertThat(latch.state()).isEqualTo(StopState.ORDERED);
        assertThat(latch.raise(Cause.BREACH, "other", "why", T0, "dog", 1)).isEmpty();
    }

    @Test
    void whatIsExcusedObligesAgainAfterItHasRecovered() {
        latch.excuse("mode", new Obligation(Cause.BREACH, 0));
        assertThat(latch.raise(Cause.BREACH, "mode", "why", T0, "dog", 0)).isEmpty();
        latch.recovered("mode");
        assertThat(latch.raise(Cause.BREACH, "mode", "why", T0, "dog", 0)).isPresent();
    }

    @Test
    void whatHadToBeWrittenAgainMustBeSeenAgain() {
        bringTo(StopState.CONFIRMED);
        latch.rewritten(T0.plusSeconds(50));
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.pass(T0.plusSeconds(59), WITHIN);
        assertThat(latch.state()).isEqualTo(StopState.WRITTEN);
        latch.rewritten(T0.plusSeconds(59));
        latch.pass(T0.plusSeconds(60), WITHIN);
        assertThat(latch.state()).as("since it was written first").isEqualTo(StopState.UNCONFIRMED);
    }

    @Test
    void aNewSoakCountsFromZeroSoAnyEventIsAFurtherOne() {
        latch.release(Map.of("dup", new Obligation(Cause.BREACH, 5)));
        assertThat(latch.excused()).isEqualTo(Map.of("dup", new Obligation(Cause.BREACH, 5)));
        latch.countAnew();
        assertThat(latch.excused()).isEqualTo(Map.of("dup", new Obligation(Cause.BREACH, 0)));
        assertThat(raise("dup", Cause.BREACH, 0)).isEmpty();
        assertThat(raise("dup", Cause.BREACH, 1)).isPresent();
    }
}
