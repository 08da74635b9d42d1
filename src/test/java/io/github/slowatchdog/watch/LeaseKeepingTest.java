package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When the lease is renewed, and when it is let go of (SPEC 7.5). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class LeaseKeepingTest {

    private final Bench bench = new Bench();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Future<Optional<String>> answer = Future.succeededFuture(Optional.empty());

    @BeforeEach
    void aLease() {
        bench.lease = Optional.of(new Lease() {
            @Override
            public Duration ttl() {
                return Duration.ofSeconds(3);
            }

            @Override
            public Future<Optional<String>> keep() {
                asked.add("keep");
                return answer;
            }

            @Override
            public Future<Optional<String>> drop() {
                asked.add("drop");
                return answer;
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        });
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void start() {
        start(Duration.ofMinutes(10));
    }

    private void start(Duration blindAfter) {
        bench.watch("dup", blindAfter, Consequence.WARN, Lane.PROMETHEUS).start();
    }

    private boolean held() {
        return bench.board().stop().leaseHeld();
    }

    @Test
    void isRenewedWhileAllIsWell() {
        start();
        bench.await("it is held", this::held);
        bench.beats(4);
        assertThat(asked).hasSizeBetween(3, 8).containsOnly("keep");
        assertThat(held()).isTrue();
    }

    @Test
    void isNeitherTakenNorLetGoWhileNothingIsKnown() {
        bench.prometheus.hold("dup", 0);
        start();
        bench.beats(2);
        assertThat(asked).isEmpty();
        bench.prometheus.value("dup", 0);
        bench.prometheus.answerAll();
        bench.await("it is held", this::held);
    }

    @Test
    void isNotTakenBeforeRedisHasSaidThatNoStopIsInForce() {
        bench.flag.failWith(SwitchFailure.LOADING);
        start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.beats(2);
        assertThat(asked).isEmpty();
        bench.flag.work();
        bench.await("it is held", this::held);
    }

    @Test
    void isLetGoAtAStopAndBackAfterTheRelease() {
        start();
        bench.await("it is held", this::held);
        bench.prometheus.value("dup", 99);
        bench.await("it is let go", () -> !held());
        bench.await(
                "twice, and no more",
                () -> asked.stream().filter("drop"::equals).count() == 2);
        int size = asked.size();
        bench.beats(3);
        assertThat(asked).hasSize(size);

        bench.prometheus.value("dup", 0);
        bench.await("it recovers", () -> bench.verdict("dup") == Verdict.PASS);
        String id = bench.board().stop().order().orElseThrow().id();
        bench.flag.release(new Release(id, "ann", "fixed", bench.clock.instant(), false));
        bench.await("it is released", () -> bench.board().stop().state() == StopState.CLEAR);
        bench.await("it is held again", this::held);
    }

    @Test
    void isLetGoWhileBlindAlsoWhereThatOnlyWarns() {
        start(Duration.ofSeconds(2));
        bench.await("it is held", this::held);
        bench.prometheus.hold("dup", 0);
        bench.clock.runAt(4);
        bench.await("it is blind", () -> bench.verdict("dup") == Verdict.BLIND);
        bench.await("it is let go", () -> !held() && asked.contains("drop"));
    }

    @Test
    void isNotHeldWhenRedisDoesNotTakeIt() {
        answer = Future.succeededFuture(Optional.of("oom: no memory"));
        start();
        bench.await("it is tried", () -> asked.size() > 2);
        assertThat(held()).isFalse();
        answer = Future.succeededFuture(Optional.empty());
        bench.await("it is held", this::held);
        answer = Promise.<Optional<String>>promise().future();
        bench.await("without an answer it is over when its time is", () -> !held());
    }
}
