package io.github.slowatchdog.slo;

import static io.github.slowatchdog.slo.Scraped.at;
import static io.github.slowatchdog.slo.Scraped.gap;
import static io.github.slowatchdog.slo.Scraped.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC 3.1, {@code gauge} and {@code state}: every raw sample since the last measurement, not only the newest. */
class GaugeLedgerTest {

    private final Scraped bot = new Scraped();
    private final GaugeLedger gauge = new GaugeLedger();
    private final StateLedger state = new StateLedger("mode");

    private static Series lag(String instance, String samples) {
        return Scraped.series("lag", instance, samples);
    }

    private static Series mode(String mode, String samples) {
        return Scraped.series("exec_mode", "a", samples, "mode", mode);
    }

    @Test
    void everySampleIsJudgedOnceAndTheNewestAgainForWantOfANewerOne() {
        assertThat(values(bot.read(gauge, 21, lag("a", "10=1 20=9")))).containsExactly("10 1", "20 9");
        assertThat(values(bot.read(gauge, 26, lag("a", "10=1 20=9")))).containsExactly("20 9 again");
        Reading next = bot.read(gauge, 41, lag("a", "20=9 30=2 40=3"));
        assertThat(values(next)).containsExactly("30 2", "40 3");
        assertThat(next.newest()).contains(at(40));
        assertThat(next.gap()).isEmpty();
        assertThat(values(bot.read(gauge, 46, lag("a", "40=3")))).containsExactly("40 3 again");
        assertThat(values(bot.read(gauge, 47, lag("a", "40=3")))).containsExactly("40 3 again");
    }

    @Test
    void ofTimeBeforeTheSoakOnlyWhatStillIsCounts() {
        bot.scope = Scope.since(at(25));
        assertThat(values(bot.read(gauge, 31, lag("a", "10=9 20=8 30=1")))).containsExactly("30 1");
        assertThat(values(bot.read(gauge, 31, lag("b", "10=9 20=8"))))
                .contains("20 8")
                .doesNotContain("10 9");
    }

    @Test
    void whatAProcessNowGoneWasBeforeTheSoakIsNotJudged() {
        bot.scope = Scope.since(at(100));
        bot.up("a", "20=1 35=1 50=1");
        assertThat(values(bot.read(gauge, 101, lag("a", "20=9")))).isEmpty();
        bot.scope = Scope.since(at(15));
        assertThat(values(bot.read(new GaugeLedger(), 101, lag("a", "20=9"))))
                .as("in the soak it counts though it is gone")
                .containsExactly("20 9");
    }

    @Test
    void withNothingNewItIsThereForAsLongAsItIsWritten() {
        bot.up("a", "10=1");
        bot.read(gauge, 11, lag("a", "10=9"));
        assertThat(values(bot.read(gauge, 12))).as("missing from one answer").containsExactly("10 9 again");
        bot.up("a", "20=1");
        assertThat(values(bot.read(gauge, 21))).containsExactly("10 9 again");
        bot.up("a", "30=1");
        Reading gone = bot.read(gauge, 31);
        assertThat(values(gone)).as("scraped twice without it").isEmpty();
        assertThat(gap(gone)).isEqualTo("empty: no series matches");
    }

    @Test
    void withoutAnUpOnlyTheAnswerSaysThatItIsThere() {
        bot.read(gauge, 11, lag("a", "10=9"));
        Reading missing = bot.read(gauge, 12);
        assertThat(values(missing)).isEmpty();
        assertThat(gap(missing)).isEqualTo("empty: no series matches");
        assertThat(values(bot.read(gauge, 13, lag("a", "10=9")))).containsExactly("10 9 again");
    }

    @Test
    void anEmptySeriesIsNone() {
        assertThat(gap(bot.read(gauge, 11, lag("a", "")))).isEqualTo("empty: no series matches");
        assertThat(gap(bot.read(gauge, 11))).isEqualTo("empty: no series matches");
    }

    @Test
    void aGaugeWhoseNewestIsNoNumberIsNotKnownAndHidesNoneOfTheOthers() {
        Reading nan = bot.read(gauge, 21, lag("a", "10=1 20=NaN"), lag("b", "20=9"));
        assertThat(values(nan)).containsExactly("10 1", "20 9");
        assertThat(gap(nan)).isEqualTo("nan: a gauge is not a number");
        assertThat(gap(bot.read(gauge, 26, lag("a", "20=NaN"), lag("b", "20=9"))))
                .as("it still is")
                .isEqualTo("nan: a gauge is not a number");
        assertThat(gap(bot.read(gauge, 31, lag("a", "30=1"), lag("b", "20=9")))).isEmpty();
        assertThat(gap(bot.read(gauge, 41, lag("a", "35=NaN 40=1"), lag("b", "40=1"))))
                .as("what was in between is over")
                .isEmpty();
    }

    @Test
    void whatIsNotApplicableIsNotJudgedNeitherNowNorLater() {
        bot.scope = new Scope(
                at(0),
                Duration.ZERO,
                Optional.of(new Condition.WhenUtc(LocalTime.of(0, 1), LocalTime.of(0, 2), true)),
                true);
        assertThat(values(bot.read(gauge, 121, lag("a", "50=1 70=9 120=2")))).containsExactly("50 1", "120 2");
        assertThat(values(bot.read(gauge, 200, lag("a", "120=2 190=3")))).containsExactly("190 3");
        bot.scope = new Scope(at(0), Duration.ZERO, Optional.empty(), false);
        assertThat(values(bot.read(gauge, 210, lag("a", "205=9")))).isEmpty();
        bot.scope = Scope.since(at(0));
        assertThat(values(bot.read(gauge, 211, lag("a", "205=9")))).isEmpty();
    }

    @Test
    void theFirstSecondsOfAProcessAreNotJudged() {
        bot.scope = new Scope(at(0), Duration.ofSeconds(30), Optional.empty(), true);
        bot.started("a", "10=10");
        assertThat(values(bot.read(gauge, 41, lag("a", "20=9 39=9 40=1"), lag("b", "20=2"))))
                .containsExactlyInAnyOrder("40 1", "20 2");
    }

    @Test
    void aRestartJudgesNothingTwice() {
        bot.read(gauge, 21, lag("a", "10=1 20=9"), lag("b", "20=NaN"));
        GaugeLedger next = new GaugeLedger();
        next.resume(gauge.state());
        assertThat(next.state()).isEqualTo(gauge.state());
        Reading reading = bot.read(next, 31, lag("a", "10=1 20=9 30=1"), lag("b", "20=NaN"));
        assertThat(values(reading)).containsExactly("30 1");
        assertThat(gap(reading)).isEqualTo("nan: a gauge is not a number");
        GaugeLedger silent = new GaugeLedger();
        silent.resume(gauge.state());
        assertThat(gap(bot.read(silent, 31))).as("not in the answer after it").isEqualTo("empty: no series matches");
    }

    @Test
    void aModeThatFlippedBetweenTwoReadsIsSeen() {
        assertThat(values(bot.read(state, 41, mode("DRY", "10=1 20=0 30=1 40=1"), mode("LIVE", "10=0 20=1 30=0 40=0"))))
                .containsExactly("10 DRY", "20 LIVE", "30 DRY", "40 DRY");
        assertThat(values(bot.read(state, 42, mode("DRY", "40=1")))).containsExactly("40 DRY again");
    }

    @Test
    void noneOrTwoAtOnceAreAStateThatMeetsNothing() {
        assertThat(values(bot.read(state, 21, mode("DRY", "10=1 20=0"), mode("LIVE", "10=1 20=0"))))
                .containsExactly("10 2 states at once: DRY, LIVE", "20 no active state");
    }

    @Test
    void ofModesBeforeTheSoakTheNewestStandsForNow() {
        bot.scope = Scope.since(at(25));
        assertThat(values(bot.read(state, 26, mode("DRY", "10=1 20=1")))).containsExactly("20 DRY");
        assertThat(values(bot.read(new StateLedger("mode"), 31, mode("DRY", "10=1 20=1 30=1"))))
                .containsExactly("30 DRY");
    }

    @Test
    void whatAnIncompleteAnswerLeftOutIsJudgedWhenItIsShown() {
        bot.partial = Optional.of("a store is down");
        assertThat(values(bot.read(state, 41, mode("DRY", "10=1 20=0 30=0 40=1"))))
                .containsExactly("10 DRY", "40 DRY");
        bot.partial = Optional.empty();
        assertThat(values(bot.read(state, 46, mode("DRY", "10=1 20=0 30=0 40=1"), mode("LIVE", "10=0 20=1 30=1 40=0"))))
                .containsExactly("20 LIVE", "30 LIVE", "40 DRY");
        assertThat(values(bot.read(state, 47, mode("DRY", "40=1")))).containsExactly("40 DRY again");
    }

    @Test
    void anIncompleteAnswerWithoutAnyStateShowsNone() {
        bot.partial = Optional.of("a store is down");
        Reading reading = bot.read(state, 41, mode("DRY", "10=0 20=0"));
        assertThat(values(reading)).isEmpty();
        assertThat(gap(reading)).isEqualTo("empty: no series matches");
    }

    @Test
    void aRestartKeepsTheModeThatWasLookedAt() {
        bot.read(state, 21, mode("DRY", "10=1 20=1"));
        StateLedger next = new StateLedger("mode");
        next.resume(state.state());
        assertThat(next.state()).isEqualTo(state.state());
        assertThat(values(bot.read(next, 31, mode("DRY", "10=1 20=1 30=1")))).isEqualTo(List.of("30 DRY"));
    }
}
