package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error budget: its windows for soaks of all lengths, what is counted in them, and in how little memory. */
class BurnLedgerTest {

    private static final Instant T0 = Instant.ofEpochSecond(1_000_000);
    private static final Selector BAD = Selector.parse("bad_total");
    private static final Selector ALL = Selector.parse("all_total");

    /** The table of docs/indicators.md. */
    @ParameterizedTest
    @CsvSource({
        "1h, '6x over 1m, 1x over 6m and 1m'",
        "6h, '14.4x over 1m, 6x over 3m and 1m, 1x over 36m and 3m'",
        "24h, '14.4x over 2m and 1m, 6x over 12m and 1m, 1x over 2h24m and 12m'",
        "48h, '14.4x over 4m and 1m, 6x over 24m and 2m, 1x over 4h48m and 24m'",
        "720h, '14.4x over 1h and 5m, 6x over 6h and 30m, 1x over 3d and 6h'",
        "1m, '1x over 1m'",
        "30s, '1x over 30s'",
    })
    void windowsAreScaledToTheSoak(String soak, String pairs) {
        assertThat(told(ErrorBudget.pairs(length(soak), ErrorBudget.SHORTEST))).isEqualTo(pairs);
    }

    @Test
    void theShortestWindowIsAChoice() {
        assertThat(told(ErrorBudget.pairs(Duration.ofHours(24), Duration.ofSeconds(10))))
                .isEqualTo("14.4x over 2m and 10s, 6x over 12m and 1m, 1x over 2h24m and 12m");
        assertThat(told(ErrorBudget.pairs(Duration.ofHours(24), Duration.ofMinutes(5))))
                .isEqualTo("14.4x over 5m, 6x over 12m and 5m, 1x over 2h24m and 12m");
    }

    private static Duration length(String soak) {
        return Duration.parse("PT" + soak.toUpperCase(java.util.Locale.ROOT));
    }

    private static String told(List<BurnPair> pairs) {
        return pairs.stream()
                .map(pair -> Value.format(pair.rate()) + "x over " + pair.windows())
                .collect(Collectors.joining(", "));
    }

    @Test
    void whatIsNoBudgetIsRefused() {
        List<BurnPair> pairs = ErrorBudget.pairs(Duration.ofHours(1), ErrorBudget.SHORTEST);
        assertThatThrownBy(() -> new ErrorBudget("100%", 0, Duration.ofHours(1), 1, pairs))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ErrorBudget("99%", 0.01, Duration.ofHours(1), 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BurnPair(1, Duration.ofMinutes(1), Duration.ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever comes when: a window holds all of its events, and of older ones at most those of a sixtieth of it. */
    @Test
    void bucketsAreNeverTooShortAndHardlyTooLong() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Duration window = Duration.ofMillis(50 + random.nextInt(20_000_000));
            Buckets buckets = new Buckets(window);
            List<Instant> events = new ArrayList<>();
            Instant now = T0;
            for (int step = 0; step < 300; step++) {
                Instant at = now.minusNanos((long) (random.nextDouble() * random.nextInt(3) * 1e9));
                events.add(at);
                buckets.add(at, 1);
                now = now.plusMillis(random.nextInt((int) (window.toMillis() / 20)));
                Instant from = now.minus(window);
                Instant early = from.minus(window.dividedBy(60)).minusMillis(1);
                long least = events.stream().filter(one -> one.isAfter(from)).count();
                long most = events.stream().filter(one -> one.isAfter(early)).count();
                assertThat(buckets.count(now)).as("seed %s step %s", seed, step).isBetween((double) least, (double)
                        most);
            }
        }
    }

    private static final class Bot {
        final BurnLedger ledger;
        final Targets targets = new Targets();

        Bot(ErrorBudget budget) {
            this(budget, 1);
        }

        Bot(ErrorBudget budget, long minEvents) {
            ledger = new BurnLedger(new Indicator.Burn(BAD, ALL, budget, minEvents), Lane.PROMETHEUS);
        }

        Reading read(int second, double bad, double all) {
            Instant at = T0.plusSeconds(second);
            Measurement.Samples samples = new Measurement.Samples(
                    at,
                    List.of(List.of(series("bad_total", at, bad)), List.of(series("all_total", at, all))),
                    Optional.empty());
            return ledger.take(samples, targets, Scope.since(T0));
        }

        private static Series series(String name, Instant at, double value) {
            return Series.of(Labels.of(Labels.NAME, name, "instance", "a"), at.toEpochMilli(), value);
        }
    }

    private static ErrorBudget budget(Duration soak) {
        return new ErrorBudget("99%", 0.01, soak, 1, ErrorBudget.pairs(soak, ErrorBudget.SHORTEST));
    }

    @Test
    void twoDaysTakeAFewHundredNumbers() {
        Bot bot = new Bot(budget(Duration.ofDays(2)));
        for (int second = 0; second <= 48 * 3600; second += 30) {
            bot.read(second, second * 0.005, second);
        }
        LedgerState.Burnt state = bot.ledger.state();
        assertThat(state.badIn())
                .hasSize(5)
                .allSatisfy(window -> assertThat(window.buckets().gaps()).hasSizeLessThanOrEqualTo(62));
        assertThat(state.totalIn())
                .allSatisfy(window -> assertThat(window.buckets().gaps()).hasSizeLessThanOrEqualTo(62));
        BudgetStand stand = bot.ledger.budget().orElseThrow();
        assertThat(stand.bad()).isCloseTo(864, within(1e-6));
        assertThat(stand.remaining()).isCloseTo(0.5, within(1e-3));
        assertThat(stand.rates()).allSatisfy(rate -> assertThat(rate.burn()).isCloseTo(0.5, within(0.05)));
    }

    @Test
    void goesOnFromWhatItKnew() {
        Bot uncut = new Bot(budget(Duration.ofHours(1)));
        Bot cut = new Bot(budget(Duration.ofHours(1)));
        Random random = new Random(1);
        double bad = 0;
        double all = 0;
        for (int second = 0; second < 2000; second += 5) {
            bad += random.nextInt(40) == 0 ? 3 : 0;
            all += random.nextInt(20);
            Reading expected = uncut.read(second, bad, all);
            if (second % 35 == 0) {
                LedgerState known = cut.ledger.state();
                cut = new Bot(budget(Duration.ofHours(1)));
                cut.ledger.resume(known);
            }
            assertThat(cut.read(second, bad, all)).isEqualTo(expected);
        }
    }

    /** The clock was ten minutes behind, and is put right: the soak is no older for that. */
    @Test
    void aClockThatIsSetSpendsNothing() {
        Bot bot = new Bot(budget(Duration.ofHours(1)));
        bot.read(0, 0, 0);
        bot.read(600, 10, 1000);
        double before = bot.ledger.budget().orElseThrow().remaining();
        bot.ledger.clockSet(Duration.ofMinutes(10));
        bot.read(1200, 10, 1000);
        assertThat(bot.ledger.budget().orElseThrow().remaining()).isEqualTo(before);
    }

    @Test
    void aNewSoakHasAllOfItsBudget() {
        Bot bot = new Bot(budget(Duration.ofHours(1)));
        bot.read(0, 0, 0);
        bot.read(600, 50, 100);
        assertThat(bot.ledger.budget().orElseThrow().remaining()).isLessThan(0);
        bot.ledger.beginAnew(T0.plusSeconds(600));
        assertThat(bot.ledger.budget()).isEmpty();
        bot.read(660, 50, 200);
        assertThat(bot.ledger.budget().orElseThrow().remaining()).isEqualTo(1);
        assertThat(bot.ledger.overSoak()).contains(Value.of(0));
    }

    /** An hour has {@code 6x over 1m, 1x over 6m and 1m}. */
    private static final Duration HOUR = Duration.ofHours(1);

    private static Reading afterTenMinutes(Bot bot, double bad, double all) {
        bot.read(0, 0, 0);
        return bot.read(600, bad, all);
    }

    @Test
    void whatIsWithinItsLimitsTellsHowMuchIsSpent() {
        Reading reading = afterTenMinutes(new Bot(budget(HOUR)), 10, 1000);
        assertThat(reading.told()).contains("16.7% of the budget of 1h spent (10 bad of 1000)");
        assertThat(reading.idle()).isEmpty();
        assertThat(reading.values())
                .extracting(value -> value.labels().get("over") + " " + value.value() + " " + value.fresh())
                .containsExactly(
                        "1m 0.16666666666666666 true", "6m and 1m 1 true", "the soak 0.16666666666666666 true");
        assertThat(reading.samples())
                .containsExactly(
                        "bad_total{instance=\"a\"} 0 -> 10 at 1970-01-12T13:56:40Z",
                        "limit 6x: 1x over 1m (10 bad of 1000)",
                        "limit 1x: 1x over 6m (10 bad of 1000), 1x over 1m (10 bad of 1000)",
                        "16.7% of the budget of 1h spent (10 bad of 1000)");
    }

    @Test
    void whatBurnsTooFastTellsTheWorstLimit() {
        assertThat(afterTenMinutes(new Bot(budget(HOUR)), 100, 1000).told())
                .contains(
                        "the budget of 99% burns faster than 1x: 10x over 6m (100 bad of 1000), 10x over 1m (100 bad of 1000)");
        Bot over = new Bot(budget(HOUR));
        afterTenMinutes(over, 100, 1000);
        assertThat(over.read(1200, 100, 1000).told())
                .as("it has stopped, and the budget is gone")
                .contains("the budget is spent: 333% of the budget of 1h spent (100 bad of 1000)");
        assertThat(new Bot(budget(Duration.ofMinutes(1))).ledger.budget()).isEmpty();
    }

    @Test
    void aPairOfOneWindowIsToldOnce() {
        Bot bot = new Bot(budget(Duration.ofMinutes(1)));
        bot.read(0, 0, 0);
        assertThat(bot.read(60, 5, 100).told())
                .contains("the budget of 99% burns faster than 1x: 5x over 1m (5 bad of 100)");
    }

    @Test
    void aWindowThatBeganBeforeTheSoakCountsForThePartOfIt() {
        Bot bot = new Bot(budget(HOUR));
        bot.read(0, 0, 0);
        bot.read(30, 10, 100);
        List<BudgetStand.Rate> rates = bot.ledger.budget().orElseThrow().rates();
        assertThat(rates)
                .extracting(BudgetStand.Rate::window)
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(6));
        assertThat(rates.get(0).burn()).as("half of a minute").isEqualTo(5);
        assertThat(rates.get(1).burn()).as("a twelfth of six").isCloseTo(10 / 12.0, within(1e-9));
    }

    private static ErrorBudget fiveBadOnes() {
        return new ErrorBudget("99%", 0.01, HOUR, 5, ErrorBudget.pairs(HOUR, ErrorBudget.SHORTEST));
    }

    @Test
    void fewerBadEventsThanSaidAreNoBurn() {
        Reading few = afterTenMinutes(new Bot(fiveBadOnes()), 3, 100);
        assertThat(few.told())
                .contains("50% of the budget of 1h spent (3 bad of 100), and fewer than 5 bad events are no burn");
        assertThat(few.values()).extracting(value -> value.value().toString()).containsExactly("0.5", "1", "0.5");
        assertThat(afterTenMinutes(new Bot(fiveBadOnes()), 5, 100).told().orElseThrow())
                .startsWith("the budget of 99% burns faster than 1x");
    }

    @Test
    void fewInTheWindowAndEnoughInAllAreNotCalledFew() {
        Bot bot = new Bot(fiveBadOnes());
        afterTenMinutes(bot, 3, 1000);
        assertThat(bot.read(1200, 5, 1100).told()).contains("15.2% of the budget of 1h spent (5 bad of 1100)");
    }

    @Test
    void withTooFewEventsThereIsNothingToJudge() {
        Bot bot = new Bot(budget(HOUR), 50);
        assertThat(afterTenMinutes(bot, 0, 49).idle()).contains("49 events in the last 6m, 50 are needed to judge");
        assertThat(bot.ledger.overSoak()).isEmpty();
        assertThat(bot.read(601, 0, 50).idle()).isEmpty();
        assertThat(bot.ledger.overSoak()).contains(Value.of(0));
        assertThat(bot.ledger.totals()).contains(new LaneRecord.Totals(0, 50));
    }

    @Test
    void aCounterThatIsNoNumberIsNotKnown() {
        Bot bot = new Bot(budget(HOUR));
        bot.read(0, 0, 0);
        assertThat(Scraped.gap(bot.read(10, Double.NaN, 1))).isEqualTo("nan: a counter is not a number");
        assertThat(bot.ledger.totals()).contains(new LaneRecord.Totals(0, 1));
    }
}
