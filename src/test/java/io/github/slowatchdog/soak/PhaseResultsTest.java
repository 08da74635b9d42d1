package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The newest result of each phase on each build, and what is left of them where lines of the journal are lost. */
class PhaseResultsTest {

    private static final Optional<String> V1 = Optional.of("v1");
    private static final Optional<String> V2 = Optional.of("v2");
    private static final Instant LOST = Instant.ofEpochSecond(99);

    private final PhaseResults.Builder told = new PhaseResults.Builder();

    private static PhaseResult result(String phase, Optional<String> build, String soak, SoakVerdict verdict) {
        return new PhaseResult(phase, build, soak, verdict, Instant.EPOCH);
    }

    private static PhaseResult pass(Optional<String> build, String soak) {
        return result("dry", build, soak, SoakVerdict.PASS);
    }

    private static PhaseResult fail(Optional<String> build, String soak) {
        return result("dry", build, soak, SoakVerdict.FAIL);
    }

    private static PhaseResult inconclusive(PhaseResult result) {
        return new PhaseResult(result.phase(), result.build(), result.soak(), SoakVerdict.INCONCLUSIVE, LOST);
    }

    @Test
    void ofEachBuildOnlyTheNewestIsKeptAndTheNewestOfAllComesFirst() {
        PhaseResults results = PhaseResults.of(
                List.of(pass(V1, "a"), fail(V2, "b"), result("canary", V1, "c", SoakVerdict.PASS), fail(V1, "d")));
        assertThat(results.of("dry")).containsExactly(fail(V1, "d"), fail(V2, "b"));
        assertThat(results.newest("dry")).contains(fail(V1, "d"));
        assertThat(results.newest("dry", "v2")).contains(fail(V2, "b"));
        assertThat(results.newest("dry", "v3")).isEmpty();
        assertThat(results.newest("full")).isEmpty();
    }

    @Test
    void oneMoreResultIsTheNewestAndTakesNoDoubtAway() {
        PhaseResults.Doubt doubt = new PhaseResults.Doubt(Refusal.JOURNAL_BROKEN, "the chain is broken at line 3");
        PhaseResults before = PhaseResults.of(List.of(pass(V1, "a"), fail(V2, "b")));
        PhaseResults after = before.doubted(doubt).and(pass(V1, "c"));
        assertThat(after.of("dry")).containsExactly(pass(V1, "c"), fail(V2, "b"));
        assertThat(after.doubt()).contains(doubt);
        assertThat(before.of("dry")).as("the one before is what it was").containsExactly(fail(V2, "b"), pass(V1, "a"));
        assertThat(before.doubt()).isEmpty();
    }

    @Test
    void whatASoakRepeatsOfItselfIsNoNews() {
        told.add(pass(V1, "a"));
        told.add(fail(V2, "b"));
        told.confirm(pass(V1, "a"));
        assertThat(told.build().newest("dry")).contains(fail(V2, "b"));
    }

    @Test
    void anotherVerdictAnotherSoakOrAnotherBuildIsNews() {
        told.add(fail(V2, "b"));
        told.confirm(pass(V1, "a"));
        assertThat(told.build().newest("dry")).contains(pass(V1, "a"));
        told.confirm(pass(V2, "b"));
        assertThat(told.build().newest("dry")).contains(pass(V2, "b"));
        told.confirm(pass(V1, "c"));
        assertThat(told.build().of("dry")).containsExactly(pass(V1, "c"), pass(V2, "b"));
    }

    @Test
    void whereLinesAreLostAPassOfThatPhaseOnThatBuildIsNoneAnyMore() {
        PhaseResult canary = result("canary", V1, "c", SoakVerdict.PASS);
        List.of(pass(V1, "a"), pass(V2, "b"), canary).forEach(told::add);
        told.doubt("dry", V1, LOST);
        assertThat(told.build().of("dry")).containsExactly(pass(V2, "b"), inconclusive(pass(V1, "a")));
        assertThat(told.build().of("canary")).containsExactly(canary);
    }

    @Test
    void whereItIsNotKnownOnWhichBuildItRanNoPassIsSpared() {
        List.of(pass(V1, "a"), pass(Optional.empty(), "b"), fail(V2, "c")).forEach(told::add);
        told.doubt("dry", Optional.empty(), LOST);
        assertThat(told.build().of("dry"))
                .as("a fail stays one")
                .containsExactly(fail(V2, "c"), inconclusive(pass(Optional.empty(), "b")), inconclusive(pass(V1, "a")));
    }

    @Test
    void whatWasBuiltDoesNotChangeAfterwards() {
        told.add(pass(V1, "a"));
        PhaseResults results = told.build();
        told.add(fail(V1, "b"));
        assertThat(results.of("dry")).containsExactly(pass(V1, "a"));
    }

    @Test
    void aSoakThatGoesOnHasNoResult() {
        assertThatThrownBy(() -> result("dry", V1, "a", SoakVerdict.SOAKING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** SPEC 6; shown by {@code run} and in the runbook. */
    @Test
    void everyRefusalIsOneWord() {
        assertThat(Refusal.values())
                .extracting(Refusal::word)
                .containsExactly(
                        "not_passed",
                        "other_build",
                        "phase_failed",
                        "phase_inconclusive",
                        "build_not_named",
                        "build_unknown",
                        "builds_mixed",
                        "journal_broken",
                        "journal_unreadable");
        assertThat(Refusal.values())
                .filteredOn(Refusal::isOfTheMoment)
                .as("goes by itself")
                .containsExactly(Refusal.BUILD_UNKNOWN, Refusal.BUILDS_MIXED);
    }
}
