package io.github.slowatchdog.slo;

import static io.github.slowatchdog.slo.Scraped.at;
import static io.github.slowatchdog.slo.Scraped.gap;
import static io.github.slowatchdog.slo.Scraped.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC 3.1, {@code changes}: the exact number of changes of a gauge, or of the active state. */
class ChangesLedgerTest {

    private final Scraped bot = new Scraped();
    private ChangesLedger ledger = of(Optional.empty(), Optional.empty());

    private static ChangesLedger of(Optional<String> label, Optional<Duration> window) {
        return new ChangesLedger(new Indicator.Changes(Selector.parse("mode"), label, window));
    }

    private static Series gauge(String instance, String samples) {
        return Scraped.series("mode", instance, samples);
    }

    private static Series state(String mode, String samples) {
        return Scraped.series("mode", "a", samples, "mode", mode);
    }

    @Test
    void thereAndBackAreTwoAndWhatIsSeenFirstIsNone() {
        Reading first = bot.read(ledger, 11, gauge("a", "10=1"));
        assertThat(values(first)).containsExactly("10 0 again");
        assertThat(first.events()).isZero();
        Reading next = bot.read(ledger, 41, gauge("a", "10=1 20=2 30=1 40=1"));
        assertThat(values(next)).containsExactly("30 2");
        assertThat(next.events()).isEqualTo(2);
        assertThat(next.newest()).contains(at(40));
        assertThat(next.samples())
                .containsExactly(
                        "mode{instance=\"a\"} 1 -> 2 at 1970-01-01T00:00:20Z",
                        "mode{instance=\"a\"} 2 -> 1 at 1970-01-01T00:00:30Z");
        assertThat(values(bot.read(ledger, 42, gauge("a", "20=2 30=1 40=1"))))
                .as("once")
                .containsExactly("30 2 again");
    }

    @Test
    void eachSeriesIsComparedWithItself() {
        bot.read(ledger, 11, gauge("a", "10=1"), gauge("b", "10=2"));
        assertThat(values(bot.read(ledger, 21, gauge("a", "20=2"), gauge("b", "20=2"))))
                .containsExactly("20 1");
    }

    @Test
    void aWindowForgetsWhatIsOlder() {
        ledger = of(Optional.empty(), Optional.of(Duration.ofSeconds(30)));
        bot.read(ledger, 21, gauge("a", "10=1 20=2"));
        assertThat(values(bot.read(ledger, 49, gauge("a", "40=2")))).containsExactly("20 1 again");
        Reading later = bot.read(ledger, 50, gauge("a", "40=2"));
        assertThat(values(later)).containsExactly("20 0 again");
        assertThat(later.events()).isEqualTo(1);
    }

    @Test
    void whatIsNoNumberIsNoChangeAndNotKnown() {
        Reading nan = bot.read(ledger, 21, gauge("a", "10=1 20=NaN"));
        assertThat(values(nan)).containsExactly("10 0 again");
        assertThat(gap(nan)).isEqualTo("nan: a gauge is not a number");
        Reading back = bot.read(ledger, 31, gauge("a", "20=NaN 30=1"));
        assertThat(values(back)).containsExactly("30 0 again");
        assertThat(gap(back)).isEmpty();
    }

    @Test
    void withoutASeriesNothingIsKnown() {
        Reading none = bot.read(ledger, 11);
        assertThat(values(none)).isEmpty();
        assertThat(gap(none)).isEqualTo("empty: no series matches");
        assertThat(none.newest()).isEmpty();
        assertThat(gap(bot.read(ledger, 11, gauge("a", "")))).isEqualTo("empty: no series matches");
    }

    @Test
    void whatHasChangedHasChangedThoughItIsGone() {
        bot.read(ledger, 21, gauge("a", "10=1 20=2"));
        Reading gone = bot.read(ledger, 31);
        assertThat(values(gone)).containsExactly("20 1 again");
        assertThat(gap(gone)).isEqualTo("empty: no series matches");
    }

    @Test
    void oneThatIsMissingFromAnAnswerIsThereForAsLongAsItIsWritten() {
        bot.up("a", "10=1");
        bot.read(ledger, 11, gauge("a", "10=1"));
        assertThat(gap(bot.read(ledger, 12))).isEmpty();
        bot.up("a", "20=1 30=1");
        assertThat(gap(bot.read(ledger, 31))).isEqualTo("empty: no series matches");
    }

    @Test
    void changesBeforeTheSoakAreNotOfIt() {
        bot.scope = Scope.since(at(20));
        assertThat(values(bot.read(ledger, 31, gauge("a", "10=1 20=2 30=3")))).containsExactly("30 1");
    }

    @Test
    void aChangeCountsOnlyIfAllOfItSurelyLiesInItsTime() {
        bot.scope = new Scope(
                at(0),
                Duration.ZERO,
                Optional.of(new Condition.WhenUtc(LocalTime.of(0, 1), LocalTime.of(0, 2), true)),
                true);
        Reading reading = bot.read(ledger, 200, gauge("a", "10=1 50=2 70=3 110=4 130=5 140=6"));
        assertThat(reading.events()).as("1 -> 2 and 5 -> 6").isEqualTo(2);
    }

    @Test
    void aStateChangesWhenAnotherIsActive() {
        ledger = of(Optional.of("mode"), Optional.empty());
        Reading reading = bot.read(ledger, 41, state("DRY", "10=1 20=1 30=0 40=0"), state("LIVE", "30=1 40=0"));
        assertThat(reading.events()).isEqualTo(2);
        assertThat(reading.samples())
                .containsExactly(
                        "mode{instance=\"a\"} DRY -> LIVE at 1970-01-01T00:00:30Z",
                        "mode{instance=\"a\"} LIVE -> no active state at 1970-01-01T00:00:40Z");
        Reading unknown = bot.read(ledger, 51, state("DRY", "50=NaN"));
        assertThat(unknown.events()).as("active or not, it is no change").isEqualTo(2);
        assertThat(gap(unknown)).isEqualTo("nan: a gauge is not a number");
    }

    @Test
    void aStateThatAnIncompleteAnswerLeftOutIsNoChangeUntilItIsShown() {
        ledger = of(Optional.of("mode"), Optional.empty());
        bot.partial = Optional.of("a store is down");
        assertThat(bot.read(ledger, 41, state("DRY", "10=1 20=0 30=1")).events())
                .isZero();
        bot.partial = Optional.empty();
        assertThat(bot.read(ledger, 42, state("DRY", "10=1 20=0 30=1"), state("LIVE", "20=1 30=0"))
                        .events())
                .isEqualTo(2);
    }

    @Test
    void aNewSoakCountsFromZeroAndARestartGoesOn() {
        bot.read(ledger, 21, gauge("a", "10=1 20=2"));
        ChangesLedger next = of(Optional.empty(), Optional.empty());
        next.resume(ledger.state());
        assertThat(next.state()).isEqualTo(ledger.state());
        assertThat(bot.read(next, 31, gauge("a", "20=2 30=3")).events()).isEqualTo(2);
        next.beginAnew(at(31));
        Reading anew = bot.read(next, 41, gauge("a", "30=3 40=3"));
        assertThat(values(anew)).containsExactly("40 0 again");
        assertThat(bot.read(next, 51, gauge("a", "50=4")).events()).isEqualTo(1);
    }
}
