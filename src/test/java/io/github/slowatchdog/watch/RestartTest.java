package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The loop between fakes goes on from what another one kept (SPEC 8). */
class RestartTest {

    private final AtomicReference<@Nullable Checkpoint> kept = new AtomicReference<>();

    @Test
    void theSoakAndTheStopGoOn() {
        try (Bench bench = new Bench()) {
            bench.keeper = kept::set;
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            bench.prometheus.value("dup", 99);
            bench.await("the flag says stop", bench.flag::saysStop);
            bench.await(
                    "it is kept",
                    () -> kept.get() != null
                            && kept().stop().order().isPresent()
                            && kept().soak().verdict() == SoakVerdict.FAIL);
        }
        Checkpoint left = Objects.requireNonNull(kept.get());
        try (Bench bench = new Bench()) {
            bench.left = Optional.of(left);
            bench.prometheus.value("dup", 0);
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.await("the flag says stop again", bench.flag::saysStop);
            // the flag is written first, and shown afterwards
            bench.await(
                    "the same order",
                    () -> bench.board().stop().order().equals(left.stop().order()));
            assertThat(bench.board().soak().id()).isEqualTo(left.soak().id());
            assertThat(bench.board().soak().verdict()).isEqualTo(SoakVerdict.FAIL);
            bench.await("it goes on", () -> bench.verdict("dup") == Verdict.PASS);
            assertThat(bench.board().objectives().get(0).breaches()).isEqualTo(1);
        }
    }

    @Test
    void aCheckpointOfAnotherPhaseOrObjectiveIsNoReasonForAnything() {
        try (Bench bench = new Bench()) {
            bench.keeper = kept::set;
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.prometheus.value("dup", 99);
            bench.await(
                    "it is kept",
                    () -> kept.get() != null && kept().objectives().get(0).verdict() == Verdict.BREACH);
        }
        Checkpoint left = kept();
        Checkpoint other = new Checkpoint(
                "another",
                left.at(),
                left.soak(),
                left.objectives(),
                left.required(),
                left.lanes(),
                left.stop(),
                left.build());
        try (Bench bench = new Bench()) {
            bench.left = Optional.of(other);
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            assertThat(bench.board().soak().id()).isNotEqualTo(left.soak().id());
            assertThat(bench.flag.saysStop()).isFalse();
        }
    }

    /** Better a new soak than nobody who watches; and a stop stays. */
    @Test
    @SuppressWarnings("NullAway") // what no reader of checkpoints hands out
    void whatCannotBeGoneOnWithIsNoReasonNotToWatch() {
        StopOrder order = StopOrder.of(Cause.MANUAL, "manual", "a person", Instant.now(), "alice");
        Checkpoint broken = new Checkpoint(
                "phase",
                Instant.now(),
                null,
                List.of(),
                List.of(),
                List.of(),
                new Checkpoint.Stop(Optional.of(order), Map.of()),
                Optional.empty());
        try (Bench bench = new Bench()) {
            bench.left = Optional.of(broken);
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            bench.await("the flag says stop", bench.flag::saysStop);
            assertThat(bench.flag.holds()).extracting(StopOrder::id).contains(order.id());
            assertThat(bench.events)
                    .anySatisfy(event -> assertThat(event.name()).isEqualTo("bug"));
        }
    }

    /** Whoever hands over waits for it, and begins again where it was: it must not wait for ever. */
    @Test
    void oneThatCannotTakeOverSaysSo() {
        AtomicReference<@Nullable Checkpoint> handed = new AtomicReference<>();
        try (Bench bench = new Bench()) {
            bench.keeper = handed::set;
            bench.watch("dup", Lane.PROMETHEUS);
            bench.start();
            bench.await("it is kept", () -> handed.get() != null);
            bench.prometheus.up = () -> {
                if (Context.isOnEventLoopThread()) {
                    throw new NoClassDefFoundError("of a jar that was replaced");
                }
                return true;
            };
            Future<Watchdog> next =
                    Watchdog.takeOver(bench.vertx, bench.setup(), Objects.requireNonNull(handed.get()), ignored -> {});
            bench.await("it fails", next::failed);
            assertThat(next.cause()).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    private Checkpoint kept() {
        return Objects.requireNonNull(kept.get());
    }
}
