package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.ChannelReport;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When the second channel fires, and when it no longer does (SPEC 7.2). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class SecondChannelTest {

    private static final Future<ChannelReport> TAKEN = Future.succeededFuture(new ChannelReport.Accepted());

    private final Bench bench = new Bench();
    private final List<StopOrder> fired = new CopyOnWriteArrayList<>();
    private volatile Supplier<Future<ChannelReport>> answer = () -> TAKEN;
    private volatile double mode = 0;

    @AfterEach
    void close() {
        bench.close();
    }

    private void start(boolean confirmable) {
        bench.channel = Optional.of(new StopChannel() {
            @Override
            public String name() {
                return "http";
            }

            @Override
            public Future<ChannelReport> fire(StopOrder order) {
                fired.add(order);
                return answer.get();
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        });
        if (confirmable) {
            bench.confirmation = Optional.of(new Confirmation(
                    bench.bot, new Indicator.Expr("mode"), Expectation.parse("== 1"), Duration.ofSeconds(2)));
            bench.bot.answer("mode", now -> Future.succeededFuture(new Measurement.Found(now, Value.of(mode))));
        }
        bench.watch("dup", Lane.PROMETHEUS).start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
    }

    private void breach() {
        bench.prometheus.value("dup", 99);
        bench.await("it is ordered", () -> bench.board().stop().state() != StopState.CLEAR);
    }

    private Map<String, Long> failures() {
        return bench.board().stop().writeFailures().getOrDefault("http", Map.of());
    }

    @Test
    void isSilentWhileTheFlagDoes() {
        mode = 1;
        start(true);
        breach();
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
        bench.beats(3);
        assertThat(fired).isEmpty();
        assertThat(failures()).containsEntry("refused", 0L).containsEntry("5xx", 0L);
    }

    @Test
    void firesWhileRedisDoesNotTakeItAndAgainUntilTheBotObeys() {
        start(true);
        bench.flag.failWith(SwitchFailure.UNREACHABLE);
        breach();
        assertThat(fired).as("Redis has a second").isEmpty();
        bench.await("it fires again and again", () -> fired.size() >= 3);
        assertThat(fired)
                .extracting(StopOrder::id)
                .containsOnly(bench.board().stop().order().orElseThrow().id());
        assertThat(bench.board().stop().state()).isEqualTo(StopState.ORDERED);

        bench.flag.work();
        bench.await("it is written", () -> bench.flag.saysStop());
        int before = fired.size();
        bench.await("it fires on until the bot obeys", () -> fired.size() > before);
        mode = 1;
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
        assertSilent();
    }

    @Test
    void firesWhenRedisHangs() {
        start(true);
        bench.flag.hang();
        breach();
        bench.await("it fires", () -> fired.size() >= 2);
        bench.flag.answer();
    }

    @Test
    void firesWhenTheBotDoesNotShowThatItObeys() {
        start(true);
        breach();
        bench.await("it is unconfirmed", () -> bench.board().stop().state() == StopState.UNCONFIRMED);
        bench.await("it fires again and again", () -> fired.size() >= 3);
        mode = 1;
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
        assertSilent();
    }

    private void confirmed() {
        mode = 1;
        start(true);
        breach();
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
    }

    private List<String> told() {
        return bench.events.stream()
                .map(Event::name)
                .filter(name -> name.startsWith("stop ") || name.startsWith("flag "))
                .toList();
    }

    @Test
    void firesWhenRedisHasLostTheFlagAndDoesNotTakeItAgain() {
        confirmed();
        bench.flag.loseFlag();
        bench.flag.failWith(SwitchFailure.NOREPLICAS);
        bench.await("it is not written", () -> bench.board().stop().state() == StopState.ORDERED);
        bench.await("it fires, though the bot still obeys", () -> fired.size() >= 2);
        assertThat(told()).endsWith("stop not written", "stop sent");

        bench.flag.work();
        bench.await("it is confirmed anew", () -> bench.board().stop().state() == StopState.CONFIRMED);
        assertThat(bench.board().stop().reasserts()).containsEntry(SwitchReport.Rewrite.LOST, 1L);
        assertThat(told())
                .containsExactly(
                        "stop ordered",
                        "stop written",
                        "stop confirmed",
                        "stop not written",
                        "stop sent",
                        "flag lost",
                        "stop confirmed");
        assertSilent();
    }

    @Test
    void aFlagThatStandsNeedsNoWrites() {
        confirmed();
        bench.flag.failWith(SwitchFailure.OOM);
        bench.beats(3);
        assertThat(bench.board().stop().state()).isEqualTo(StopState.CONFIRMED);
        assertThat(fired).isEmpty();
    }

    @Test
    void firesAtOnceWhenTheBotGoesOnWhileRedisIsAway() {
        confirmed();
        bench.flag.failWith(SwitchFailure.UNREACHABLE);
        bench.beats(3);
        assertThat(bench.board().stop().state()).as("the bot obeys").isEqualTo(StopState.CONFIRMED);
        assertThat(fired).isEmpty();
        mode = 0;
        bench.await("it is unconfirmed", () -> bench.board().stop().state() == StopState.UNCONFIRMED);
        bench.await("it fires", () -> !fired.isEmpty());
        mode = 1;
        bench.await(
                "the bot has obeyed the other channel",
                () -> bench.board().stop().state() == StopState.CONFIRMED);
        assertThat(told()).containsOnlyOnce("stop written");
    }

    @Test
    void withoutConfirmationOneAnswerAndTheFlagAreEnough() {
        start(false);
        answer = () -> Future.succeededFuture(new ChannelReport.Failed(ChannelFailure.REFUSAL, "HTTP 401"));
        bench.flag.failWith(SwitchFailure.OOM);
        breach();
        bench.await("it is refused", () -> failures().getOrDefault("4xx", 0L) >= 2);
        bench.flag.work();
        bench.await("it is written", () -> bench.board().stop().state() == StopState.WRITTEN);
        long refused = fired.size();
        bench.await("it fires until the bot takes it", () -> fired.size() > refused);
        answer = () -> TAKEN;
        bench.await(
                "it is told",
                () -> bench.events.stream().anyMatch(event -> event.name().equals("stop sent")));
        assertSilent();
    }

    @Test
    void aChannelThatHangsOrThrowsDelaysNothing() {
        start(true);
        answer = () -> Promise.<ChannelReport>promise().future();
        breach();
        bench.await("it fires", () -> !fired.isEmpty());
        assertThat(bench.flag.saysStop()).isTrue();
        mode = 1;
        bench.await("it is confirmed", () -> bench.board().stop().state() == StopState.CONFIRMED);
        int before = fired.size();
        mode = 0;
        answer = () -> {
            throw new IllegalStateException("a bug");
        };
        bench.await("it is unconfirmed again", () -> bench.board().stop().state() == StopState.UNCONFIRMED);
        bench.clock.runAt(4); // what was asked first is given up
        bench.await("it fires again", () -> fired.size() > before + 1);
        bench.await("it is counted", () -> failures().getOrDefault("other", 0L) > 0);
    }

    @Test
    void inShadowItTouchesNothing() {
        bench.enforced = false;
        start(true);
        breach();
        bench.beats(3);
        assertThat(fired).isEmpty();
    }

    private void assertSilent() {
        bench.beats(1);
        int before = fired.size();
        bench.beats(3);
        assertThat(fired).hasSize(before);
    }
}
