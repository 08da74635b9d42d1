package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC 1: open only if the soak verdict is pass and no stop is in force; and promise 1: not to know is never a yes. */
class GateTest {

    private static List<String> codes(Gate gate) {
        return gate.reasons().stream().map(reason -> reason.code().word()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyVerdictWithAndWithoutAStop(SoakVerdict verdict) {
        for (Optional<String> stop : List.of(Optional.<String>empty(), Optional.of("x9 by ann"))) {
            for (boolean known : new boolean[] {true, false}) {
                for (int silent : new int[] {0, 31}) {
                    Gate gate = Gate.of(verdict, "so it is", stop, known, Duration.ofSeconds(silent));
                    assertThat(gate.isOpen())
                            .isEqualTo(verdict == SoakVerdict.PASS && stop.isEmpty() && known && silent == 0);
                    assertThat(codes(gate).contains("stop")).isEqualTo(stop.isPresent());
                    assertThat(codes(gate).contains("stop_unknown")).isEqualTo(stop.isEmpty() && !known);
                    assertThat(codes(gate).contains("not_ticking")).isEqualTo(silent > 30);
                    assertThat(gate.reasons())
                            .allSatisfy(reason -> assertThat(reason.text()).isNotBlank());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SOAKING, soaking, false", "FAIL, fail, true", "INCONCLUSIVE, inconclusive, true"})
    void theReasonIsTheVerdictsWord(SoakVerdict verdict, String code, boolean decided) {
        Gate gate = Gate.of(verdict, "so it is", Optional.empty(), true, Duration.ZERO);
        assertThat(codes(gate)).containsExactly(code);
        assertThat(gate.reasons().get(0).text()).endsWith(": so it is");
        assertThat(gate.isDecided()).isEqualTo(decided);
    }

    @Test
    void aStopMayBeReleasedAndSoDecidesNothing() {
        Gate gate = Gate.of(SoakVerdict.PASS, "", Optional.of("x9 by ann"), true, Duration.ZERO);
        assertThat(gate.isDecided()).isFalse();
        assertThat(Gate.of(SoakVerdict.PASS, "", Optional.empty(), true, Duration.ZERO)
                        .isDecided())
                .isTrue();
    }

    @Test
    void aClockThatWasSetBackIsNoSilence() {
        assertThat(Gate.of(SoakVerdict.PASS, "", Optional.empty(), true, Duration.ofHours(-1))
                        .isOpen())
                .isTrue();
    }

    @Test
    void aLoopThatIsSilentForLongerThanThirtySecondsKnowsNothing() {
        assertThat(Gate.of(SoakVerdict.PASS, "", Optional.empty(), true, Duration.ofSeconds(30))
                        .isOpen())
                .isTrue();
        assertThat(Gate.of(SoakVerdict.PASS, "", Optional.empty(), true, Duration.ofMillis(30_001))
                        .reasons())
                .containsExactly(
                        new Gate.Reason(Gate.Code.NOT_TICKING, "the loop has not ticked for 30 s, so this is old"));
    }

    @ParameterizedTest
    @CsvSource({"SOAKING, goes on", "FAIL, has failed", "INCONCLUSIVE, is inconclusive"})
    void saysHowTheSoakStands(SoakVerdict verdict, String said) {
        assertThat(Gate.of(verdict, "so it is", Optional.empty(), true, Duration.ZERO)
                        .reasons()
                        .get(0)
                        .text())
                .isEqualTo("the soak " + said + ": so it is");
    }
}
