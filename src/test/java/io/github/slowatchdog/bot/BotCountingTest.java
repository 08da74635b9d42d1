package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Targets;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exact counting on this lane, row by row of SPEC 3.2: the ledgers of the core on scrapes of a real page. */
class BotCountingTest {

    private static final String DUPLICATES = "vanta_intent_duplicate_total";

    private final Instant began = Instant.parse("2026-11-21T12:00:00Z");
    private final Vertx vertx = Vertx.vertx();
    private final FakeExporter bot = FakeExporter.start().started(began.minusSeconds(3600));
    private final BotSource source = Bots.source(vertx, bot.port(), Duration.ofSeconds(20));
    private final Targets targets = new Targets();
    private Instant now = began;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
        bot.close();
    }

    private LaneRecord record(Indicator indicator, String expect) {
        Objective objective = new Objective(
                "slo",
                "group",
                indicator,
                Expectation.parse(expect),
                Consequence.STOP,
                List.of(Lane.BOT),
                Duration.ZERO,
                Optional.empty(),
                NoData.MET,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Consequence.STOP,
                Optional.empty(),
                false,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
        return new LaneRecord(objective, Lane.BOT, began);
    }

    /** A second later, what the page says is taken in as the loop does it. */
    private Assessment measure(LaneRecord record, Indicator indicator) {
        Instant since = now;
        now = now.plusSeconds(1);
        MetricSource.Round round = source.begin(now);
        Future<Measurement> data = round.read(indicator, since);
        MetricSource.Context.Read context = Bots.context(round);
        targets.take(context.ups(), context.starts());
        return record.take(Awaited.result(data), targets, Scope.since(began), Optional.empty());
    }

    private Assessment after(LaneRecord record, Indicator indicator, String page) {
        bot.say(page);
        return measure(record, indicator);
    }

    @Test
    void aCounterThatIsBornCountsAndAnOldOneIsTheBaseline() {
        Indicator count = Bots.count(DUPLICATES);
        LaneRecord record = record(count, "== 0");
        assertThat(after(record, count, DUPLICATES + "{venue=\"a\"} 7\n").outcome())
                .isEqualTo(Outcome.MET);
        Assessment born = after(record, count, DUPLICATES + "{venue=\"a\"} 7\n" + DUPLICATES + "{venue=\"b\"} 1\n");
        assertThat(born.outcome()).isEqualTo(Outcome.MISSED);
        assertThat(born.events()).isEqualTo(1);
        assertThat(born.samples()).singleElement().asString().contains("series born");
    }

    /** What a reload adds has not seen what was on the page while others read it. */
    @Test
    void anObjectiveThatComesLaterTakesAnOldCounterForTheBaseline() {
        Indicator count = Bots.count(DUPLICATES);
        after(record(count, "== 0"), count, DUPLICATES + "{venue=\"a\"} 7\n");
        LaneRecord added = record(count, "== 0");
        assertThat(after(added, count, DUPLICATES + "{venue=\"a\"} 7\n").outcome())
                .isEqualTo(Outcome.MET);
        assertThat(after(added, count, DUPLICATES + "{venue=\"a\"} 8\n").events())
                .isEqualTo(1);
        assertThat(after(added, count, DUPLICATES + "{venue=\"a\"} 8\n" + DUPLICATES + "{venue=\"b\"} 1\n")
                        .events())
                .as("born since it was added")
                .isEqualTo(2);
    }

    @Test
    void noCounterYetIsMetOnlyWhileTheBotIsRead() {
        Indicator count = Bots.count(DUPLICATES);
        LaneRecord record = record(count, "== 0");
        assertThat(after(record, count, "x 1\n").outcome()).isEqualTo(Outcome.MET);
        bot.status(500);
        Assessment down = measure(record, count);
        assertThat(down.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(down.reason()).hasValue(Reason.ERROR);
        bot.status(200);
        assertThat(after(record, count, DUPLICATES + " 1\n").events())
                .as("born while it could not be read")
                .isEqualTo(1);
    }

    @Test
    void aRestartCountsTheWholeNewValueAlsoWhenItIsTheSame() {
        Indicator count = Bots.count(DUPLICATES);
        LaneRecord record = record(count, "< 100");
        assertThat(after(record, count, DUPLICATES + " 1\n").events()).isZero();
        bot.started(now.plusMillis(500));
        Assessment restarted = after(record, count, DUPLICATES + " 1\n");
        assertThat(restarted.events()).isEqualTo(1);
        assertThat(restarted.samples()).singleElement().asString().contains("process restarted");
        assertThat(after(record, count, DUPLICATES + " 4\n").events()).isEqualTo(4);
        assertThat(after(record, count, DUPLICATES + " 2\n").events())
                .as("a reset")
                .isEqualTo(6);
        assertThat(measure(record, count).events()).isEqualTo(6);
    }

    @Test
    void restartsAreChangesOfTheStart() {
        Indicator changes = new Indicator.Changes(
                Selector.parse("process_start_time_seconds{job=\"vanta-metrics\"}"),
                Optional.empty(),
                Optional.empty());
        LaneRecord record = record(changes, "== 0");
        assertThat(after(record, changes, "x 1\n").outcome()).isEqualTo(Outcome.MET);
        bot.started(now.plusMillis(500));
        assertThat(measure(record, changes).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void aStateThatIsGoneIsUnknownAfterTwoScrapes() {
        Indicator state = new Indicator.State(Selector.parse("vanta_exec_mode"), "mode");
        LaneRecord record = record(state, "== LIVE");
        String live = "vanta_exec_mode{mode=\"LIVE\"} 1\nvanta_exec_mode{mode=\"DRY\"} 0\n";
        assertThat(after(record, state, live).outcome()).isEqualTo(Outcome.MET);
        assertThat(after(record, state, live.replace(" 1", " 0")).outcome())
                .as("none active")
                .isEqualTo(Outcome.MISSED);
        assertThat(after(record, state, live).outcome()).isEqualTo(Outcome.MET);
        after(record, state, "x 1\n");
        assertThat(measure(record, state).why()).contains("no series matches");
    }

    @Test
    void aGaugeWithAnOldTimeIsNotFresh() {
        Indicator gauge = new Indicator.Gauge(Selector.parse("backlog"));
        LaneRecord record = record(gauge, "< 10");
        assertThat(after(record, gauge, "backlog 3\n").outcome()).isEqualTo(Outcome.MET);
        String old = "backlog 3 " + now.toEpochMilli() + "\n";
        after(record, gauge, old);
        after(record, gauge, old);
        Assessment told = after(record, gauge, old);
        assertThat(told.reason()).contains(Reason.STALE);
        assertThat(told.why()).isEqualTo("the page shows it with a time that is past");
    }
}
