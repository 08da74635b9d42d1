package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The one severity order, SPEC 4. */
class VerdictTest {

    private static final List<String> BEST_TO_WORST = List.of("pass", "idle", "waiting", "pending", "blind", "breach");

    @Test
    void theWorseOfEveryPairIsTheLaterInTheOrderOfSpec4() {
        assertThat(Verdict.values()).extracting(Verdict::word).containsExactlyElementsOf(BEST_TO_WORST);
        for (Verdict a : Verdict.values()) {
            for (Verdict b : Verdict.values()) {
                int worse = Math.max(BEST_TO_WORST.indexOf(a.word()), BEST_TO_WORST.indexOf(b.word()));
                assertThat(a.worse(b).word()).as("%s and %s", a, b).isEqualTo(BEST_TO_WORST.get(worse));
            }
        }
    }

    @Test
    void ofTwoLanesTheWorseCountsAndBlindOnlyIfBothAre() {
        for (Verdict a : Verdict.values()) {
            for (Verdict b : Verdict.values()) {
                Verdict expected = a == Verdict.BLIND ? b : b == Verdict.BLIND ? a : a.worse(b);
                assertThat(Verdict.ofLanes(List.of(a, b))).as("%s and %s", a, b).isEqualTo(expected);
            }
        }
    }

    @Test
    void theOrderOfLanesDoesNotMatter() {
        List<Verdict> lanes = new ArrayList<>(List.of(Verdict.BLIND, Verdict.PASS, Verdict.PENDING));
        Collections.reverse(lanes);
        assertThat(Verdict.ofLanes(lanes)).isEqualTo(Verdict.PENDING);
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void ofOneLaneItIsItsOwn(Verdict verdict) {
        assertThat(Verdict.ofLanes(List.of(verdict))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"PASS,false", "IDLE,false", "WAITING,true", "PENDING,true", "BLIND,true", "BREACH,false"})
    void pausesTheSoakWhileNothingIsEarned(Verdict verdict, boolean pauses) {
        assertThat(verdict.pausesSoak()).isEqualTo(pauses);
    }
}
