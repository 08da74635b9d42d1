package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What others see of an order, and the words of the kill switch (SPEC 1, 7.2 and 11). */
class StopOrderTest {

    private static final Instant T0 = Instant.ofEpochSecond(1_800_000_000, 1);

    private static StopOrder order(Cause cause, String slo, Instant at) {
        return StopOrder.of(cause, slo, "why", at, "dog");
    }

    @Test
    void theIdTellsWhenToTheNanosecondAndWhatCausedIt() {
        assertThat(order(Cause.BREACH, "Duplicate_Intents", T0).id())
                .isEqualTo(Long.toString(1_800_000_000_000_000_001L, 36) + "-duplicate_intents");
        assertThat(order(Cause.MANUAL, "", T0).id()).endsWith("-manual");
        assertThat(order(Cause.BREACH, "dup", T0).id())
                .isNotEqualTo(order(Cause.BREACH, "dup", T0.plusNanos(1)).id());
    }

    @ParameterizedTest
    @EnumSource
    void onlyADrillGivesWay(Cause cause) {
        assertThat(order(cause, "", T0).givesWay()).isEqualTo(cause == Cause.DRILL);
    }

    @ParameterizedTest
    @CsvSource({"BREACH, dup, dup", "BLIND, dup, blind", "MANUAL, '', manual", "DRILL, '', drill"})
    void isCountedByObjectiveAndTheOthersByCause(Cause cause, String slo, String counted) {
        assertThat(order(cause, slo, T0).countedAs()).isEqualTo(counted);
    }

    @Test
    void tellsEverythingToLogAndJournal() {
        StopOrder order = order(Cause.BLIND, "dup", T0);
        assertThat(order.asData())
                .containsExactly(
                        entry("order", order.id()),
                        entry("cause", "blind"),
                        entry("slo", "dup"),
                        entry("reason", "why"),
                        entry("by", "dog"));
    }

    @Test
    void everythingHasItsWord() {
        assertThat(Cause.values())
                .extracting(Cause::word)
                .containsExactly("breach", "blind", "manual", "drill", "adopted");
        assertThat(StopState.values())
                .extracting(StopState::word)
                .containsExactly("clear", "ordered", "written", "confirmed", "unconfirmed");
        assertThat(SwitchFailure.values())
                .extracting(SwitchFailure::word)
                .contains("unreachable", "oom", "readonly", "noreplicas", "misconf", "noauth", "noperm", "wrongtype")
                .doesNotHaveDuplicates();
        assertThat(ChannelFailure.values())
                .extracting(ChannelFailure::word)
                .containsExactly("refused", "timeout", "reset", "tls", "credentials", "3xx", "4xx", "5xx", "other");
    }

    @Test
    void aFlagIsOnAllReplicasOnlyIfEveryOneHasSaidSo() {
        assertThat(new Replicated(1, 2).isComplete()).isFalse();
        assertThat(new Replicated(2, 2).isComplete()).isTrue();
        assertThat(new Replicated(3, 2).isComplete())
                .as("one more came meanwhile")
                .isTrue();
        assertThat(new Replicated(0, 1)).hasToString("0 of 1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 1"})
    void withoutReplicasThereIsNothingToSay(int have, int connected) {
        assertThatThrownBy(() -> new Replicated(have, connected))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(have + " of " + connected + " replicas");
    }
}
