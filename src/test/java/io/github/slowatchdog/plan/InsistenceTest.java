package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.PlanStep.Patience;
import io.github.slowatchdog.slo.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Once, within, hold, and both: SPEC 12. */
class InsistenceTest {

    private final VirtualTime time = new VirtualTime();

    private Insistence.Result run(String within, String hold, Function<Long, Outcome> bySecond) throws Exception {
        return run(within, hold, bySecond, finding -> finding);
    }

    private Insistence.Result run(
            String within, String hold, Function<Long, Outcome> bySecond, Function<Finding, Finding> how)
            throws Exception {
        Patience patience = new Patience(seconds(within), seconds(hold), Duration.ofSeconds(1));
        Trial trial = () -> {
            Outcome outcome = bySecond.apply(time.elapsed().toSeconds());
            return how.apply(Finding.of(outcome, "it is " + outcome.word(), List.of(), List.of()));
        };
        return new Insistence(time, trial, patience).run();
    }

    private static Optional<Duration> seconds(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }

    private static Outcome met(boolean met) {
        return met ? Outcome.MET : Outcome.MISSED;
    }

    @Test
    void onceIsOnce() throws Exception {
        Insistence.Result result = run("", "", second -> Outcome.MISSED);
        assertThat(result.finding().outcome()).isEqualTo(Outcome.MISSED);
        assertThat(result.tries()).isEqualTo(1);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void withinEndsAsSoonAsItIsMet() throws Exception {
        Insistence.Result result = run("10", "", second -> met(second >= 3));
        assertThat(result.finding().outcome()).isEqualTo(Outcome.MET);
        assertThat(time.elapsed()).hasSeconds(3);
    }

    @Test
    void withinLooksOnceMoreAtTheVeryEnd() throws Exception {
        assertThat(run("10", "", second -> met(second >= 10)).finding().outcome())
                .isEqualTo(Outcome.MET);
        assertThat(run("5", "", second -> Outcome.MISSED).finding().why()).isEqualTo("it is missed (for 5s)");
    }

    @Test
    void whatWasLastUnknownIsNotAFail() throws Exception {
        Insistence.Result result = run("3", "", second -> second < 3 ? Outcome.MISSED : Outcome.UNKNOWN);
        assertThat(result.finding().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatCannotChangeIsNotWaitedFor() throws Exception {
        assertThat(run("10", "", second -> Outcome.MISSED, Finding::definite).tries())
                .isEqualTo(1);
    }

    @Test
    void holdIsAllTheTime() throws Exception {
        assertThat(run("", "5", second -> Outcome.MET).finding().outcome()).isEqualTo(Outcome.MET);
        assertThat(time.elapsed()).hasSeconds(5);
    }

    @Test
    void theFirstMissEndsAHold() throws Exception {
        Insistence.Result result = run("", "60", second -> met(second != 4));
        assertThat(result.finding().outcome()).isEqualTo(Outcome.MISSED);
        assertThat(result.finding().why()).isEqualTo("it is missed (after 4s)");
        assertThat(time.elapsed()).hasSeconds(4);
    }

    @Test
    void aMomentThatNobodySawIsNoPass() throws Exception {
        Insistence.Result result = run("", "5", second -> second == 2 ? Outcome.UNKNOWN : Outcome.MET);
        assertThat(result.finding().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.finding().why()).isEqualTo("not seen all the time: it is unknown");
    }

    @Test
    void whatSpeaksForTheGapsToo() throws Exception {
        Function<Finding, Finding> remembers = finding -> new Finding(
                finding.outcome(),
                finding.why(),
                finding.checks(),
                finding.request(),
                finding.answer(),
                finding.values(),
                false,
                true);
        assertThat(run("", "5", second -> second < 3 ? Outcome.UNKNOWN : Outcome.MET, remembers)
                        .finding()
                        .outcome())
                .isEqualTo(Outcome.MET);
    }

    @Test
    void firstItBecomesSoAndThenItStaysSo() throws Exception {
        assertThat(run("10", "5", second -> met(second >= 4)).finding().outcome())
                .isEqualTo(Outcome.MET);
        assertThat(time.elapsed()).hasSeconds(9);
    }

    @Test
    void whatNeverBecomesSoIsNotHeld() throws Exception {
        assertThat(run("3", "60", second -> Outcome.UNKNOWN).finding().outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(time.elapsed()).hasSeconds(3);
    }
}
