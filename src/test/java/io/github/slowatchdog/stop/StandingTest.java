package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC 7.3. */
class StandingTest {

    private static final Instant T0 = Instant.EPOCH;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Optional<String> ORDER = Optional.of("a");

    @Test
    void isRefusedByNameWhileSomethingBlocks() {
        Standing standing = new Standing(Optional.empty(), List.of("mode: breach", "dup: blind"), Optional.empty());
        assertThat(standing.refusal(T0, Duration.ZERO)).contains("still mode: breach, dup: blind");
    }

    @Test
    void isRefusedUntilGreenForLongEnough() {
        Standing standing = new Standing(Optional.empty(), List.of(), Optional.of(T0));
        assertThat(standing.refusal(T0.plusSeconds(59), MINUTE)).contains("green for 59 s, 60 s are required");
        assertThat(standing.refusal(T0.plusSeconds(60), MINUTE)).isEmpty();
    }

    @Test
    void isRefusedWhereItWasNeverGreen() {
        Standing standing = new Standing(Optional.empty(), List.of(), Optional.empty());
        assertThat(standing.refusal(T0.plusSeconds(999), MINUTE)).contains("green for 0 s, 60 s are required");
    }

    @Test
    void togetherTheyAreGreenSinceTheLastOfThemIs() {
        Standing early = new Standing(ORDER, List.of(), Optional.of(T0));
        Standing late = new Standing(ORDER, List.of(), Optional.of(T0.plusSeconds(5)));
        assertThat(early.and(late)).isEqualTo(late.and(early));
        assertThat(early.and(late)).isEqualTo(new Standing(ORDER, List.of(), Optional.of(T0.plusSeconds(5))));
    }

    /** One that does not know of the order says nothing of the time since. */
    @Test
    void togetherTheySpeakOfAnOrderOnlyIfBothDo() {
        Standing knows = new Standing(ORDER, List.of(), Optional.of(T0));
        Standing doesNot = new Standing(Optional.empty(), List.of(), Optional.of(T0));
        Standing ofAnother = new Standing(Optional.of("b"), List.of(), Optional.of(T0));
        assertThat(knows.and(knows).orderId()).isEqualTo(ORDER);
        assertThat(knows.and(doesNot).orderId()).isEmpty();
        assertThat(ofAnother.and(knows).orderId()).isEmpty();
    }

    @Test
    void oneThatBlocksOrWaitsBlocksForAll() {
        Standing green = new Standing(Optional.empty(), List.of(), Optional.of(T0));
        Standing blocked = new Standing(Optional.empty(), List.of("mode: breach"), Optional.empty());
        Standing waits = new Standing(Optional.empty(), List.of(), Optional.empty());
        assertThat(green.and(blocked)).isEqualTo(blocked);
        assertThat(blocked.and(blocked)).isEqualTo(blocked);
        assertThat(green.and(waits)).isEqualTo(waits);
    }

    @Test
    void aClockThatGoesBackGrantsNothing() {
        Standing standing = new Standing(Optional.empty(), List.of(), Optional.of(T0));
        assertThat(standing.refusal(T0.minusSeconds(3600), MINUTE)).contains("green for 0 s, 60 s are required");
    }

    @Test
    void isSaidOfTheOrderInForce() {
        Standing standing = new Standing(ORDER, List.of("mode: breach"), Optional.empty());
        StopOrder order = StopOrder.of(Cause.BREACH, "mode", "why", T0, "dog");
        assertThat(standing.under(Optional.of(order)))
                .isEqualTo(new Standing(Optional.of(order.id()), List.of("mode: breach"), Optional.empty()));
        assertThat(standing.under(Optional.empty()).orderId()).isEmpty();
    }
}
