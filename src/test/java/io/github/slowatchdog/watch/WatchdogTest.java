package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop between fakes: what is slow, silent or broken delays and stops nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class WatchdogTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aSlowObjectiveOfAnotherGroupDelaysNothing() {
        bench.watch("slow", Lane.PROMETHEUS).watch("dup", Lane.PROMETHEUS);
        bench.prometheus.hold("slow", 0);
        bench.start();
        bench.await("dup is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.verdict("slow")).isEqualTo(Verdict.WAITING);
        assertThat(bench.prometheus.asked("slow")).isEqualTo(1);
    }

    @Test
    void aSilentPrometheusDoesNotHoldUpTheBotLaneOfTheSameObjective() {
        bench.watch("dup", Lane.PROMETHEUS, Lane.BOT);
        bench.prometheus.hold("dup", 0);
        bench.start();
        bench.await("the bot lane goes on", () -> bench.bot.asked("dup") > 5);
        bench.bot.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.prometheus.asked("dup")).isEqualTo(1);
    }

    @Test
    void aJournalThatThrowsStopsNothing() {
        bench.journal = event -> {
            throw new IllegalStateException("disk full");
        };
        bench.watch("dup", Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured", () -> bench.prometheus.asked("dup") > 5);
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        bench.await("the board shows it", () -> bench.board().stop().state() != StopState.CLEAR);
        int asked = bench.prometheus.asked("dup");
        bench.await("it goes on", () -> bench.prometheus.asked("dup") > asked + 5);
    }

    @Test
    void aSourceThatBreaksItsPromiseIsUnknownAndTheRestGoesOn() {
        bench.watch("throws", Lane.PROMETHEUS)
                .watch("recurses", Lane.PROMETHEUS)
                .watch("misses", Lane.PROMETHEUS)
                .watch("fails", Lane.PROMETHEUS)
                .watch("dup", Lane.PROMETHEUS);
        bench.prometheus.answer("throws", now -> {
            throw new IllegalStateException("a bug");
        });
        bench.prometheus.answer("recurses", now -> {
            throw new StackOverflowError();
        });
        bench.prometheus.answer("misses", now -> {
            throw new NoClassDefFoundError("of a jar that was replaced");
        });
        bench.prometheus.answer("fails", now -> Future.failedFuture("a bug"));
        bench.start();
        for (String name : new String[] {"throws", "recurses", "misses", "fails"}) {
            bench.await(name + " is asked again and again", () -> bench.prometheus.asked(name) > 5);
            bench.await(name + " is unknown", () -> unknowns(name) > 3);
        }
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.events).anySatisfy(event -> assertThat(event.name()).isEqualTo("bug"));
        bench.prometheus.value("throws", 0);
        bench.await("it recovers", () -> bench.verdict("throws") == Verdict.PASS);
    }

    /** A port that breaks its promise in a way that only judging finds out. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings({"NullAway", "NullOptional"}) // what no source should answer
    void anAnswerThatCannotBeJudgedIsUnknownAndInTimeBlind(boolean whileCatchingUp) {
        bench.watch("dup", Duration.ofSeconds(5), Consequence.STOP, Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        Instant back = bench.clock.instant().plusMillis(300);
        bench.prometheus.remembers = whileCatchingUp;
        bench.prometheus.answer("dup", at -> {
            if (!whileCatchingUp || !at.isBefore(back)) {
                return Future.succeededFuture(new Measurement.Vector(at, List.of(), null));
            }
            boolean isAway = bench.clock.instant().isBefore(back);
            return Future.succeededFuture(
                    isAway ? new Measurement.Failure(at, Reason.ERROR, "away") : FakeSource.vector(at, 1));
        });
        bench.await("it is unknown", () -> unknowns("dup") > 3);
        bench.clock.runAt(4);
        bench.await("it is blind", () -> bench.verdict("dup") == Verdict.BLIND);
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.events).anySatisfy(event -> assertThat(event.name()).isEqualTo("bug"));
    }

    private long unknowns(String name) {
        return bench.board().objectives().stream()
                .filter(view -> view.objective().name().equals(name))
                .flatMap(view -> view.readings().stream())
                .mapToLong(reading -> reading.unknowns().getOrDefault(Reason.ERROR, 0L))
                .sum();
    }

    @Test
    void ticksThatCouldNotRunAreMissedAndNotQueued() {
        bench.watch("slow", Lane.PROMETHEUS);
        bench.prometheus.hold("slow", 0);
        bench.start();
        bench.beats(2);
        assertThat(bench.prometheus.asked("slow")).isEqualTo(1);
        bench.prometheus.value("slow", 0);
        bench.prometheus.answerAll();
        bench.await("it goes on", () -> bench.prometheus.asked("slow") > 3);
        assertThat(bench.prometheus.mostOpen("slow")).isEqualTo(1);
        bench.await("what was missed shows", () -> bench.missed().getOrDefault("group_slow", 0L) > 5);
    }

    @Test
    void aLaneThatNeverAnswersTurnsBlindAndThatIsVisible() {
        bench.watch("dup", Duration.ofSeconds(5), Consequence.STOP, Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.prometheus.hold("dup", 0);
        bench.clock.runAt(4);
        bench.await("it is blind", () -> bench.verdict("dup") == Verdict.BLIND);
        bench.await("the flag says stop", bench.flag::saysStop);
        assertThat(bench.orders("blind")).isEqualTo(1);
        assertThat(bench.board().stop().order().orElseThrow().reason()).startsWith("dup is blind: no answer since ");
    }

    @Test
    void aLoopThatStoodStillDoesNotTurnBlindAtOnce() {
        bench.watch("dup", Duration.ofSeconds(5), Consequence.STOP, Lane.PROMETHEUS);
        AtomicBoolean stall = new AtomicBoolean();
        bench.killSwitch = new KillSwitch() {
            @Override
            public Future<SwitchReport> hold(StopOrder order) {
                return bench.flag.hold(order);
            }

            @Override
            public Future<SwitchReport> look(Standing standing) {
                if (stall.getAndSet(false)) {
                    // the process is frozen for two minutes; beats that were due come all at once afterwards
                    stand(Duration.ofMillis(2500));
                    bench.clock.jump(Duration.ofMinutes(2));
                    bench.prometheus.answer("dup", WatchdogTest.this::slowly);
                }
                return bench.flag.look(standing);
            }

            @Override
            public Future<Void> close() {
                return bench.flag.close();
            }
        };
        bench.start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        stall.set(true);
        bench.await("the stall is noticed", () -> told("loop was stalled"));
        int asked = bench.prometheus.asked("dup");
        bench.await("it goes on", () -> bench.prometheus.asked("dup") > asked + 1);
        assertThat(bench.flag.saysStop()).isFalse();
        assertThat(bench.events).noneSatisfy(event -> assertThat(event.data()).containsEntry("to", "blind"));
        assertThat(bench.board().soak().blind()).isGreaterThan(Duration.ofMinutes(1));
    }

    private Future<Measurement> slowly(Instant now) {
        Promise<Measurement> later = Promise.promise();
        bench.vertx.setTimer(1500, ignored -> later.complete(FakeSource.vector(now, 0)));
        return later.future();
    }

    /** Stands still, as a stopped process would. */
    private static void stand(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean told(String name) {
        return bench.events.stream().anyMatch(event -> event.name().equals(name));
    }

    @Test
    void nothingIsAskedAfterTheEnd() {
        bench.watch("dup", Lane.PROMETHEUS);
        Watchdog watchdog = bench.start();
        bench.await("it is measured", () -> bench.prometheus.asked("dup") > 2);
        watchdog.stop().await();
        bench.await("it is quiet", () -> {
            int before = bench.prometheus.asked("dup");
            stand(Duration.ofMillis(150));
            return bench.prometheus.asked("dup") == before;
        });
        assertThat(bench.flag.isClosed()).isTrue();
        ServerProcess.await("no order is raised", () -> !bench.flag.saysStop());
    }

    @Test
    void nothingIsTriedAgainAfterTheEnd() {
        bench.flag.failWith(SwitchFailure.UNREACHABLE);
        bench.watch("dup", Lane.PROMETHEUS);
        Watchdog watchdog = bench.start();
        bench.prometheus.value("dup", 99);
        bench.await("it is tried again and again", () -> bench.flag.holds().size() > 3);
        watchdog.stop().await();
        int tried = bench.flag.holds().size();
        stand(FlagHold.retryDelay(9).multipliedBy(3));
        assertThat(bench.flag.holds()).hasSize(tried);
    }
}
