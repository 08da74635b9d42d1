package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process of which no {@code up} has been read when its first counter is: found by the simulator (docs/trust.md). */
class CountLedgerTest {

    private static final Instant BEGAN = Instant.ofEpochSecond(1_000);

    private final CountLedger ledger = new CountLedger(Optional.empty(), Lane.PROMETHEUS);
    private final Targets targets = new Targets();
    private final Series.Builder samples =
            Series.of(Labels.of(Labels.NAME, "events_total", "job", "bot", "instance", "b"));

    /** Between the question for {@code up} and the one for the counter a new target was scraped for the first time. */
    @Test
    void firstSeenBetweenTwoQuestionsIsTheBaselineAllTheSame() {
        scraped("a", 1_005, 1_020);
        assertThat(counted(1_031, 7)).isZero();

        scraped("b", 1_030);
        assertThat(counted(1_046, 7)).isZero();
        scraped("b", 1_045, 1_060);
        assertThat(counted(1_061, 9)).isEqualTo(2);
    }

    /** The same with the first target of all, where the counter had been looked for before: nothing of it was seen to be born. */
    @Test
    void firstSeenOnALaneThatShowedNobodyIsTheBaselineAllTheSame() {
        Scraped bot = new Scraped(new Targets(true));
        bot.read(ledger, 11);
        assertThat(bot.read(ledger, 21, counter("a", "20=7")).events()).isZero();
        assertThat(ledger.hasLeft()).as("it must be shown again").isTrue();

        bot.up("a", "20=1 30=1");
        assertThat(bot.read(ledger, 31, counter("a", "20=7 30=7")).events()).isZero();
        assertThat(ledger.hasLeft()).isFalse();
        bot.up("a", "40=1");
        assertThat(bot.read(ledger, 41, counter("a", "40=9")).events()).isEqualTo(2);
    }

    /** Pushed or federated metrics: others had been read, so it was born, and the second answer that shows it says so. */
    @Test
    void whereNoUpEverSpeaksOfItItIsCountedWithTheNextAnswer() {
        scraped("a", 1_005, 1_020, 1_035);
        assertThat(counted(1_031, 7)).isZero();

        assertThat(counted(1_046, 7)).isEqualTo(7);
    }

    private void scraped(String instance, long... seconds) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", instance));
        for (long second : seconds) {
            up.add(Instant.ofEpochSecond(second), 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

    /** What has been counted after an answer at this second, whose newest sample of {@code b} is a second old and has this value. */
    private double counted(long second, double value) {
        samples.add(Instant.ofEpochSecond(second - 1), value);
        ledger.take(
                new Measurement.Samples(
                        Instant.ofEpochSecond(second), List.of(List.of(samples.build())), Optional.empty()),
                targets,
                Scope.since(BEGAN));
        return ledger.total();
    }

    /** The table of SPEC 3.2; the soak began at 100. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "value rises,            90=1 105=1 120=1, '',             90=3 105=3 120=5, 3 -> 5 at 1970-01-01T00:02:00Z",
        "value falls,            90=1 105=1,       '',             90=3 105=1, 3 -> 1 at 1970-01-01T00:01:45Z (counter reset)",
        "the process changed,    90=1 105=1,       90=50 105=101,  90=3 105=3, 3 -> 3 at 1970-01-01T00:01:45Z (process restarted)",
        "born on a known target, 90=1 105=1,       '',             105=1,      nothing -> 1 at 1970-01-01T00:01:45Z (series born)",
        "seen with a new process, 105=1,           105=101,        105=2,      nothing -> 2 at 1970-01-01T00:01:45Z (new process)",
        "seen with an old process, 105=1,          105=100,        105=2,      ''",
        "seen with its target,   105=1,            '',             105=2,      ''",
        "nothing happened,       90=1 105=1,       90=50,          90=3 105=3, ''",
        "before the soak,        80=1 90=1,        '',             80=3 90=5,  ''",
    })
    void whatCountsAndAsWhat(String row, String ups, String starts, String samples, String evidence) {
        Scraped bot = new Scraped();
        bot.scope = Scope.since(Scraped.at(100));
        bot.up("a", ups);
        bot.started("a", starts);
        Reading reading = bot.read(ledger, 121, counter("a", samples));
        assertThat(reading.samples())
                .isEqualTo(evidence.isEmpty() ? List.of() : List.of("events_total{instance=\"a\"} " + evidence));
        assertThat(Scraped.gap(reading)).isEmpty();
    }

    private static Series counter(String instance, String samples) {
        return Scraped.series("events_total", instance, samples);
    }

    @Test
    void eachEventIsCountedOnceHoweverOftenItIsRead() {
        Scraped bot = new Scraped();
        assertThat(Scraped.values(bot.read(ledger, 11, counter("a", "10=5")))).containsExactly("10 0 again");
        Reading two = bot.read(ledger, 31, counter("a", "10=5 20=6 30=6"), counter("b", "10=1 20=1"));
        assertThat(Scraped.values(two)).containsExactly("20 1");
        assertThat(two.events()).isEqualTo(1);
        assertThat(two.newest()).as("of both").contains(Scraped.at(30));
        assertThat(Scraped.values(bot.read(ledger, 36, counter("a", "10=5 20=6 30=6"))))
                .containsExactly("20 1 again");
    }

    @Test
    void whatIsNoNumberIsNotKnownAndCountsNothing() {
        Scraped bot = new Scraped();
        bot.read(ledger, 11, counter("a", "10=5"));
        Reading nan = bot.read(ledger, 21, counter("a", "20=NaN"), counter("b", "20=1"));
        assertThat(Scraped.gap(nan)).isEqualTo("nan: a counter is not a number");
        Reading back = bot.read(ledger, 31, counter("a", "20=NaN 30=7"));
        assertThat(back.events()).as("the watermark stayed; b was born").isEqualTo(3);
        assertThat(Scraped.gap(back)).as("the sample is read again").isEqualTo("nan: a counter is not a number");
        assertThat(Scraped.values(back))
                .as("what has happened is known all the same")
                .containsExactly("30 3");
        assertThat(Scraped.gap(bot.read(ledger, 41, counter("a", "40=7")))).isEmpty();
    }

    @Test
    void withoutAnyCounterNothingIsKnown() {
        Scraped bot = new Scraped();
        Reading none = bot.read(ledger, 11);
        assertThat(Scraped.values(none)).isEmpty();
        assertThat(Scraped.gap(none)).isEqualTo("empty: no series matches");
        assertThat(none.newest()).isEmpty();
    }

    @Test
    void aCounterIsThereForAsLongAsItIsWritten() {
        Scraped bot = new Scraped();
        bot.up("a", "10=1");
        bot.read(ledger, 11, counter("a", "10=5"));
        assertThat(Scraped.values(bot.read(ledger, 12))).as("nothing new").containsExactly("10 0 again");
        bot.up("a", "20=1 30=1");
        assertThat(Scraped.gap(bot.read(ledger, 31))).isEqualTo("empty: no series matches");
    }

    /** Without {@code up} only our own question tells what was there before; half an answer does not. */
    @Test
    void whereNoUpIsReadACounterIsBornAfterTheFirstWholeAnswer() {
        Scraped bot = new Scraped();
        bot.partial = Optional.of("a store is down");
        bot.read(ledger, 11);
        bot.partial = Optional.empty();
        assertThat(bot.read(ledger, 21, counter("a", "20=4")).events()).isZero();
        assertThat(bot.read(ledger, 31, counter("a", "30=5"), counter("b", "30=2"))
                        .events())
                .isEqualTo(3);
        assertThat(bot.read(ledger, 41, counter("c", "21=1")).events())
                .as("c is as old as the answer that did not show it: its baseline")
                .isEqualTo(3);
    }

    /** A page shows nothing of the time before it is asked for. */
    @Test
    void onTheBotLaneACounterIsBornOnlyIfThePageWasReadWithoutIt() {
        Scraped bot = new Scraped();
        bot.up("a", "10=1 20=1 30=1");
        CountLedger page = new CountLedger(Optional.empty(), Lane.BOT);
        assertThat(bot.read(page, 20, counter("a", "20=4")).events()).isZero();
        assertThat(bot.read(page, 30, counter("a", "30=4"), Scraped.series("events_total", "a", "30=1", "x", "1"))
                        .events())
                .isEqualTo(1);
    }

    @Test
    void aRestartCountsNothingTwiceAndANewSoakFromZero() {
        Scraped bot = new Scraped();
        bot.read(ledger, 11, counter("a", "10=5"));
        bot.read(ledger, 21, counter("a", "20=6"));
        CountLedger next = new CountLedger(Optional.empty(), Lane.PROMETHEUS);
        next.resume(ledger.state());
        assertThat(next.state()).isEqualTo(ledger.state());
        assertThat(bot.read(next, 31, counter("a", "10=5 20=6 30=8")).events()).isEqualTo(3);
        next.beginAnew(Scraped.at(31));
        Reading anew = bot.read(next, 41, counter("a", "30=8 40=8"));
        assertThat(Scraped.values(anew)).containsExactly("40 0 again");
    }
}
