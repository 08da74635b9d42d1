package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 5 and 6: {@code after} needs the newest result of that phase, on the same build, to be a pass. */
class RolloutTest {

    private static final List<Phase> NAMED = List.of(
            new Phase("dry", Optional.empty(), true),
            new Phase("canary", Optional.of("dry"), true),
            new Phase("full", Optional.of("canary"), true));

    private static final List<Phase> UNNAMED =
            List.of(new Phase("dry", Optional.empty(), false), new Phase("canary", Optional.of("dry"), false));

    /** Results such as {@code dry:v1:pass}, oldest first; {@code -} for a build that was not known. */
    private static PhaseResults results(String told) {
        List<PhaseResult> results = new ArrayList<>();
        for (String one : told == null ? new String[0] : told.split(" ", -1)) {
            String[] part = one.split(":", -1);
            SoakVerdict verdict = SoakVerdict.valueOf(part[2].toUpperCase(java.util.Locale.ROOT));
            results.add(new PhaseResult(
                    part[0],
                    part[1].equals("-") ? Optional.empty() : Optional.of(part[1]),
                    "s" + results.size(),
                    verdict,
                    Instant.ofEpochSecond(results.size())));
        }
        return PhaseResults.of(results);
    }

    private static Build build(String name) {
        return name.equals("?")
                ? new Build.Unknown("down")
                : name.contains("+") ? new Build.Mixed(List.of(name.split("\\+", -1))) : new Build.Known(name);
    }

    private static String word(Admission admission) {
        return admission instanceof Admission.Refused refused
                ? refused.reason().word()
                : "granted "
                        + ((Admission.Granted) admission)
                                .by()
                                .map(PhaseResult::soak)
                                .orElse("at once");
    }

    @ParameterizedTest(name = "{0} on {1} after [{2}]: {3}")
    @CsvSource({
        "dry,    v1,    ,                                             granted at once",
        "dry,    ?,     ,                                             granted at once",
        "dry,    v1,    dry:v1:fail,                                  granted at once",
        "canary, v1,    ,                                             not_passed",
        "canary, v1,    dry:v1:pass,                                  granted s0",
        "canary, v2,    dry:v1:pass,                                  other_build",
        "canary, v1,    dry:-:pass,                                   other_build",
        "canary, v1,    dry:v1:fail,                                  phase_failed",
        "canary, v1,    dry:v1:inconclusive,                          phase_inconclusive",
        "canary, v1,    dry:v1:pass dry:v1:fail,                      phase_failed",
        "canary, v1,    dry:v1:pass dry:v1:inconclusive,              phase_inconclusive",
        "canary, v1,    dry:v1:fail dry:v1:pass,                      granted s1",
        "canary, v1,    dry:v1:pass dry:v2:fail,                      granted s0",
        "canary, v1,    dry:v1:pass canary:v1:fail,                   granted s0",
        "canary, v1,    full:v1:pass canary:v1:pass,                  not_passed",
        "canary, ?,     dry:v1:pass,                                  build_unknown",
        "canary, v1+v2, dry:v1:pass dry:v2:pass,                      builds_mixed",
        "full,   v1,    dry:v1:pass,                                  not_passed",
        "full,   v1,    dry:v1:pass canary:v1:pass,                   granted s1",
        "full,   v2,    dry:v2:pass canary:v1:pass,                   other_build",
        "full,   v1,    dry:v1:pass canary:v1:pass dry:v1:fail,       granted s1"
    })
    void whatAPhaseNeeds(String phase, String build, String told, String expected) {
        assertThat(word(new Rollout(NAMED, results(told)).mayBegin(phase, build(build))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "after [{0}]: {1}")
    @CsvSource({
        ",                         not_passed",
        "dry:-:pass,               granted s0",
        "dry:v1:pass,              granted s0",
        "dry:-:pass dry:-:fail,    phase_failed",
        "dry:v1:pass dry:-:fail,   phase_failed",
        "dry:-:fail dry:v2:pass,   granted s1"
    })
    void whereNeitherPhaseNamesABuildTheNewestOnAnyCounts(String told, String expected) {
        assertThat(word(new Rollout(UNNAMED, results(told)).mayBegin("canary", build("?"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void whereOnlyOneNamesABuildNothingCounts(boolean before, boolean asked) {
        List<Phase> phases =
                List.of(new Phase("dry", Optional.empty(), before), new Phase("canary", Optional.of("dry"), asked));
        assertThat(new Rollout(phases, results("dry:v1:pass dry:-:pass")).mayBegin("canary", build("v1")))
                .isEqualTo(new Admission.Refused(
                        Refusal.BUILD_NOT_NAMED,
                        (before ? "canary" : "dry") + " does not say which metric names the build, and "
                                + (before ? "dry" : "canary") + " does",
                        "give both phases soak.restart_on_build, or neither"));
    }

    @Test
    void aDoubtedJournalAdmitsNobodyButTheFirst() {
        PhaseResults doubted = results("dry:v1:pass")
                .doubted(new PhaseResults.Doubt(Refusal.JOURNAL_BROKEN, "the chain is broken at line 3"));
        Rollout rollout = new Rollout(NAMED, doubted);
        assertThat(word(rollout.mayBegin("dry", build("v1")))).isEqualTo("granted at once");
        assertThat(rollout.mayBegin("canary", build("v1")))
                .isEqualTo(new Admission.Refused(
                        Refusal.JOURNAL_BROKEN,
                        "it needs a pass of dry, and the chain is broken at line 3",
                        "see slo-watchdog audit verify; then soak dry on a journal that is whole"));
    }

    @Test
    void aRefusalSaysWhatIsMissingAndHowToGetIt() {
        Rollout rollout = new Rollout(NAMED, results("dry:v1:pass dry:-:fail"));
        assertThat(rollout.mayBegin("canary", build("v2")))
                .isEqualTo(new Admission.Refused(
                        Refusal.OTHER_BUILD,
                        "dry has no result on build v2; it has: fail on a build that was not known, pass on build v1",
                        "soak this build first: slo-watchdog run --phase dry"));
        assertThat(new Rollout(NAMED, results("dry:v1:fail")).mayBegin("canary", build("v1")))
                .isEqualTo(new Admission.Refused(
                        Refusal.PHASE_FAILED,
                        "the newest soak of dry on build v1 ended fail at 1970-01-01T00:00:00Z (soak s0)",
                        "soak this build first: slo-watchdog run --phase dry"));
    }

    @Test
    void theMatrixHasEveryPhaseInItsOrder() {
        List<Rollout.Row> matrix =
                new Rollout(NAMED, results("dry:v1:pass dry:v2:fail canary:v1:pass")).matrix(build("v1"));
        assertThat(matrix).extracting(row -> row.phase().name()).containsExactly("dry", "canary", "full");
        assertThat(matrix)
                .extracting(row -> row.last().map(PhaseResult::soak).orElse("none"))
                .as("the newest, on whatever build")
                .containsExactly("s1", "s2", "none");
        assertThat(matrix)
                .extracting(row -> word(row.admission()))
                .as("on the build that runs")
                .containsExactly("granted at once", "granted s0", "granted s2");
    }

    @Test
    void aPhaseThatIsNotThereIsABug() {
        assertThatThrownBy(() -> new Rollout(NAMED, PhaseResults.NONE).mayBegin("x", build("v1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEventWithoutPhaseOrEndTellsOfNoResult() {
        Instant at = Instant.EPOCH;
        assertThat(PhaseResult.of(at, Map.of("phase", "dry", "verdict", "pass", "soak", "a", "build", "v1")))
                .contains(new PhaseResult("dry", Optional.of("v1"), "a", SoakVerdict.PASS, at));
        assertThat(PhaseResult.of(at, Map.of("phase", "dry", "verdict", "fail")))
                .contains(new PhaseResult("dry", Optional.empty(), "", SoakVerdict.FAIL, at));
        assertThat(PhaseResult.of(at, Map.of("phase", "dry", "verdict", "fail", "build", "")))
                .contains(new PhaseResult("dry", Optional.empty(), "", SoakVerdict.FAIL, at));
        assertThat(PhaseResult.of(at, Map.of("phase", "dry", "verdict", "soaking")))
                .isEmpty();
        assertThat(PhaseResult.of(at, Map.of("phase", "dry", "verdict", "PASS")))
                .isEmpty();
        assertThat(PhaseResult.of(at, Map.of("phase", 7, "verdict", "pass"))).isEmpty();
        assertThat(PhaseResult.of(at, Map.of("verdict", "pass"))).isEmpty();
    }
}
