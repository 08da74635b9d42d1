package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From a breach to the flag and back, between fakes (SPEC 7.2, 7.3). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class StopDeskTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void breach() {
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        bench.await("the board shows it", () -> bench.board().stop().state() != StopState.CLEAR);
    }

    private void startClean() {
        bench.watch("dup", Lane.PROMETHEUS).start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
    }

    @Test
    void theFirstWriteGoesOutBeforeJournalAndBoard() {
        List<String> order = new CopyOnWriteArrayList<>();
        bench.journal = event -> order.add("journal " + event.name());
        bench.killSwitch = new KillSwitch() {
            @Override
            public Future<SwitchReport> hold(StopOrder stop) {
                order.add("hold, board " + bench.board().stop().state().word() + " "
                        + bench.verdict("dup").word());
                return bench.flag.hold(stop);
            }

            @Override
            public Future<SwitchReport> look(Standing standing) {
                return bench.flag.look(standing);
            }

            @Override
            public Future<Void> close() {
                return bench.flag.close();
            }
        };
        startClean();
        order.clear();
        bench.prometheus.value("dup", 99);
        bench.await("it is told", () -> order.contains("journal stop written"));
        assertThat(order)
                .filteredOn(one -> !one.equals("journal soak progress")) // told once a minute, whatever happens
                .startsWith("hold, board clear pass")
                .containsSubsequence("hold, board clear pass", "journal stop ordered", "journal verdict changed");
    }

    @Test
    void anOutageIsRetriedEverMoreSlowlyUpToAQuarterOfASecondAndForEver() {
        startClean();
        bench.flag.failWith(SwitchFailure.UNREACHABLE);
        bench.prometheus.value("dup", 99);
        bench.await("it is tried", () -> bench.flag.holds().size() >= 5);
        int before = bench.flag.holds().size();
        bench.beats(4);
        int after = bench.flag.holds().size();
        assertThat(after - before)
                .as("in four seconds, each quarter of a second")
                .isBetween(3, 18);
        bench.flag.work();
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.flag.holds())
                .extracting(StopOrder::id)
                .containsOnly(bench.flag.holds().get(0).id());
    }

    @Test
    void theDelayStaysShortHoweverLongItLasts() {
        assertThat(FlagHold.retryDelay(0)).isEqualTo(Duration.ofMillis(100));
        assertThat(FlagHold.retryDelay(1)).isEqualTo(Duration.ofMillis(200));
        for (int failures : new int[] {4, 63, 64, 65, 10_000_000, Integer.MAX_VALUE}) {
            assertThat(FlagHold.retryDelay(failures)).isEqualTo(Duration.ofMillis(250));
        }
    }

    @Test
    void neitherRetriesNorQuestionsGrowInNumberOverManyStops() {
        AtomicInteger asked = new AtomicInteger();
        bench.confirmation = Optional.of(new Confirmation(
                bench.bot, new Indicator.Expr("mode"), Expectation.parse("== 1"), Duration.ofSeconds(1)));
        bench.bot.answer("mode", now -> {
            asked.incrementAndGet();
            return Future.succeededFuture(FakeSource.vector(now, 0));
        });
        startClean();
        for (int round = 0; round < 3; round++) {
            bench.flag.failWith(SwitchFailure.TIMEOUT);
            int failed = bench.flag.holds().size();
            bench.prometheus.value("dup", 99);
            bench.await("it is tried", () -> bench.flag.holds().size() > failed + 1);
            bench.flag.work();
            bench.await(
                    "it is written",
                    () -> bench.board().stop().state() == StopState.WRITTEN
                            || bench.board().stop().state() == StopState.UNCONFIRMED);
            bench.prometheus.value("dup", 0);
            bench.await("it recovers", () -> bench.verdict("dup") == Verdict.PASS);
            release();
        }
        breach();
        bench.beats(1);
        int holds = bench.flag.holds().size();
        int questions = asked.get();
        bench.beats(3);
        assertThat(bench.flag.holds().size() - holds).as("one a beat").isBetween(2, 5);
        assertThat(asked.get() - questions).as("four a second at most").isBetween(6, 16);
    }

    private void release() {
        String id = bench.board().stop().order().orElseThrow().id();
        bench.flag.release(new Release(id, "ann", "looked at it", bench.clock.instant(), true));
        bench.await("it is released", () -> bench.board().stop().state() == StopState.CLEAR);
    }

    @Test
    void aStopOrderedElsewhereIsAdoptedAndCounted() {
        startClean();
        StopOrder other = StopOrder.of(Cause.MANUAL, "", "by hand", bench.clock.instant(), "ann");
        bench.flag.orderFromElsewhere(other);
        bench.await(
                "it is adopted",
                () -> bench.board().stop().order().filter(other::equals).isPresent());
        bench.await("it is held", () -> bench.board().stop().state() == StopState.WRITTEN);
        assertThat(bench.orders("manual")).isEqualTo(1);
    }

    @Test
    void aFlagThatIsLostOrOverwrittenIsWrittenAgain() {
        startClean();
        breach();
        bench.flag.loseFlag();
        bench.await("it is written again", bench.flag::saysStop);
        bench.flag.setFlag(Map.of("mode", "LIVE", "emergency_stop", false));
        bench.await("it is written again", bench.flag::saysStop);
        bench.await(
                "both are told",
                () -> bench.events.stream()
                        .map(Event::name)
                        .toList()
                        .containsAll(List.of("flag lost", "flag overwritten")));
    }

    @Test
    void aReleaseHoldsUntilTheNextBreach() {
        startClean();
        breach();
        release();
        bench.beats(2);
        assertThat(bench.flag.saysStop())
                .as("the same breach still holding orders nothing")
                .isFalse();
        bench.prometheus.value("dup", 0);
        bench.await("it recovers", () -> bench.verdict("dup") == Verdict.PASS);
        breach();
        assertThat(bench.orders("dup")).isEqualTo(2);
    }

    /** What a person knew when releasing by force is not news because a drill came between. */
    @Test
    void aDrillLeavesWhatWasExcusedExcused() {
        startClean();
        breach();
        release();
        StopOrder drill = StopOrder.of(Cause.DRILL, "", "drill", bench.clock.instant(), "ann");
        bench.flag.orderFromElsewhere(drill);
        bench.await(
                "it takes part",
                () -> bench.board().stop().order().filter(drill::equals).isPresent());
        bench.flag.release(new Release(drill.id(), "ann", "drill over", bench.clock.instant(), false));
        bench.await("it is over", () -> bench.board().stop().state() == StopState.CLEAR);
        List<Standing> looks = bench.flag.looks();
        assertThat(looks.get(looks.size() - 1).orderId())
                .as("looked at once, not only with the next beat")
                .isEmpty();

        bench.beats(2);

        assertThat(bench.flag.saysStop()).isFalse();
        assertThat(bench.orders("dup")).isEqualTo(1);
    }

    @Test
    void inShadowItDecidesAndShowsAndTouchesNothing() {
        bench.enforced = false;
        startClean();
        bench.prometheus.value("dup", 99);
        bench.await("it is shown", () -> bench.board().stop().state() == StopState.ORDERED);
        bench.beats(2);
        assertThat(bench.orders("dup")).isEqualTo(1);
        assertThat(bench.flag.holds()).isEmpty();
        assertThat(bench.flag.looks()).isEmpty();
        assertThat(bench.flag.flag()).isEmpty();
    }

    @Test
    void aSwitchThatNeverAnswersIsAskedAgain() {
        startClean();
        bench.flag.hang();
        bench.prometheus.value("dup", 99);
        bench.await("it is asked", () -> bench.flag.holds().size() == 1);
        bench.clock.runAt(4);
        bench.await("it is asked again", () -> bench.flag.holds().size() == 2);
        bench.clock.runAt(1);
        // both are answered late, and fail: still one chain of retries
        bench.flag.failWith(SwitchFailure.UNREACHABLE);
        bench.flag.answer();
        bench.beats(2);
        int before = bench.flag.holds().size();
        bench.beats(4);
        assertThat(bench.flag.holds().size() - before)
                .as("in four seconds, each quarter of a second")
                .isBetween(3, 18);
        bench.flag.work();
        bench.await("it is written", () -> bench.board().stop().state() == StopState.WRITTEN);
    }

    @Test
    void aSwitchThatThrowsIsAFailureLikeAnyOther() {
        AtomicInteger calls = new AtomicInteger();
        bench.killSwitch = new KillSwitch() {
            @Override
            public Future<SwitchReport> hold(StopOrder order) {
                if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("a bug");
                }
                return bench.flag.hold(order);
            }

            @Override
            public Future<SwitchReport> look(Standing standing) {
                return Future.failedFuture("another bug");
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
        startClean();
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop in the end", bench.flag::saysStop);
        assertThat(bench.board().stop().writeFailures().get("redis")).containsKey("other");
    }

    @Test
    void aBotThatDoesNotAnswerIsUnconfirmedWhenTheTimeHasPassed() {
        bench.confirmation = Optional.of(new Confirmation(
                bench.bot, new Indicator.Expr("mode"), Expectation.parse("== 1"), Duration.ofSeconds(2)));
        bench.bot.answer("mode", now -> Promise.<Measurement>promise().future());
        startClean();
        breach();
        bench.await("it is unconfirmed", () -> bench.board().stop().state() == StopState.UNCONFIRMED);
    }

    @Test
    void aClockSetAheadTakesNoTimeFromTheBot() {
        bench.confirmation = Optional.of(new Confirmation(
                bench.bot, new Indicator.Expr("mode"), Expectation.parse("== DRY"), Duration.ofMinutes(5)));
        botIs("LIVE");
        startClean();
        breach();
        bench.clock.jump(Duration.ofHours(1));
        bench.await("it is noticed", () -> told("clock was set"));
        bench.beats(2);
        assertThat(bench.board().stop().state()).isEqualTo(StopState.WRITTEN);
    }

    @Test
    void aClockSetBackDoesNotHideThatTheBotObeys() {
        bench.confirmation = Optional.of(new Confirmation(
                bench.bot, new Indicator.Expr("mode"), Expectation.parse("== DRY"), Duration.ofMinutes(5)));
        botIs("LIVE");
        startClean();
        breach();
        bench.clock.jump(Duration.ofHours(-1));
        bench.await("it is noticed", () -> told("clock was set"));
        botIs("DRY");
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
    }

    private void botIs(String mode) {
        bench.bot.answer("mode", now -> Future.succeededFuture(new Measurement.Found(now, Value.of(mode))));
    }

    private boolean told(String event) {
        return bench.events.stream().map(Event::name).anyMatch(event::equals);
    }
}
