package io.github.slowatchdog.slo;

import static io.github.slowatchdog.slo.Scraped.at;
import static io.github.slowatchdog.slo.Scraped.gap;
import static io.github.slowatchdog.slo.Scraped.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SPEC 3.1, {@code ratio}: bad over total events of the last minute, from ten events on. */
class RatioLedgerTest {

    private final Scraped bot = new Scraped();
    private final RatioLedger ledger = ratio();

    private static RatioLedger ratio() {
        return new RatioLedger(
                new Indicator.Ratio(Selector.parse("bad"), Selector.parse("all"), Duration.ofMinutes(1), 10),
                Lane.PROMETHEUS);
    }

    private static List<Series> bad(String samples) {
        return List.of(Scraped.series("bad", "a", samples));
    }

    private static List<Series> all(String samples) {
        return List.of(Scraped.series("all", "a", samples));
    }

    @Test
    void isWhatHasHappenedOverWhatThereWas() {
        bot.read(ledger, 11, bad("10=1"), all("10=100"));
        Reading reading = bot.read(ledger, 21, bad("20=2"), all("20=120"));
        assertThat(values(reading)).containsExactly("20 0.05");
        assertThat(reading.newest()).contains(at(20));
        assertThat(reading.samples())
                .containsExactly(
                        "bad{instance=\"a\"} 1 -> 2 at 1970-01-01T00:00:20Z", "1 bad of 20 events in the window");
        assertThat(values(bot.read(ledger, 26, bad("20=2"), all("20=120")))).containsExactly("20 0.05 again");
    }

    @Test
    void fewerThanTenEventsAreNothingToJudge() {
        bot.read(ledger, 11, bad("10=0"), all("10=0"));
        Reading few = bot.read(ledger, 21, bad("20=9"), all("20=9"));
        assertThat(values(few)).isEmpty();
        assertThat(few.idle()).contains("9 events in the window, 10 are needed to judge");
        assertThat(few.newest()).contains(at(20));
        assertThat(ledger.overSoak()).isEmpty();
        assertThat(values(bot.read(ledger, 31, bad("30=9"), all("30=10")))).containsExactly("30 0.9");
        assertThat(ledger.overSoak()).contains(Value.of(0.9));
    }

    @Test
    void withoutABadSeriesNoneIsBad() {
        bot.read(ledger, 11, List.of(), all("10=0"));
        assertThat(values(bot.read(ledger, 21, List.of(), all("20=50")))).containsExactly("20 0");
    }

    @Test
    void withoutATotalNothingIsKnown() {
        assertThat(gap(bot.read(ledger, 11, bad("10=1"), List.of()))).isEqualTo("empty: no series matches the total");
    }

    private void gone() {
        bot.up("a", "10=1 20=1");
        bot.read(ledger, 21, bad("10=0 20=9"), all("10=0 20=10"));
        bot.up("a", "30=1 40=1");
    }

    @Test
    void seriesThatAreGoneTakeNothingBackOfTheWindow() {
        gone();
        Reading reading = bot.read(ledger, 41, List.of(), List.of());
        assertThat(values(reading)).containsExactly("20 0.9 again");
        assertThat(gap(reading)).isEqualTo("empty: no series matches the total");
        Reading over = bot.read(ledger, 81, List.of(), List.of());
        assertThat(values(over)).isEmpty();
        assertThat(over.idle()).contains("0 events in the window, 10 are needed to judge");
        assertThat(gap(over)).isEqualTo("empty: no series matches the total");
    }

    @Test
    void badEventsWhoseTotalIsGoneAreNoRatio() {
        gone();
        Reading reading = bot.read(ledger, 41, bad("30=20 40=30"), List.of());
        assertThat(values(reading)).isEmpty();
        assertThat(gap(reading)).isEqualTo("nan: there are bad events, and no series matches the total");
    }

    @Test
    void aCounterThatIsNoNumberIsNotKnownWhicheverItIs() {
        assertThat(gap(bot.read(ledger, 11, bad("10=NaN"), all("10=1")))).isEqualTo("nan: a counter is not a number");
        assertThat(gap(bot.read(ledger, 21, bad("20=1"), all("20=NaN")))).isEqualTo("nan: a counter is not a number");
        assertThat(gap(bot.read(ledger, 31, bad("30=1"), all("30=1")))).isEmpty();
    }

    @Test
    void theWholeSoakIsCountedBesideTheWindow() {
        assertThat(ledger.totals()).isEmpty();
        bot.read(ledger, 11, bad("10=0"), all("10=0"));
        assertThat(ledger.totals()).as("no event yet").isEmpty();
        bot.read(ledger, 21, bad("20=10"), all("20=20"));
        assertThat(values(bot.read(ledger, 91, bad("90=10"), all("90=60")))).containsExactly("90 0");
        assertThat(ledger.totals()).contains(new LaneRecord.Totals(10, 60));
        assertThat(ledger.overSoak()).contains(Value.of(10 / 60.0));
        assertThat(ledger.budget()).isEmpty();
    }

    @Test
    void aRestartGoesOnAndANewSoakBeginsWithNothing() {
        bot.read(ledger, 11, bad("10=0"), all("10=0"));
        bot.read(ledger, 21, bad("20=10"), all("20=20"));
        RatioLedger next = ratio();
        next.resume(ledger.state());
        assertThat(next.state()).isEqualTo(ledger.state());
        assertThat(values(bot.read(next, 31, bad("30=11"), all("30=22")))).containsExactly("30 0.5");
        next.beginAnew(at(31));
        assertThat(next.totals()).isEmpty();
        assertThat(values(bot.read(next, 41, bad("40=12"), all("40=42")))).containsExactly("40 0.05");
        assertThat(next.totals()).contains(new LaneRecord.Totals(1, 20));
    }
}
