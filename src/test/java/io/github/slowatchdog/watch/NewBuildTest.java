package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.Refusal;
import io.github.slowatchdog.soak.SoakVerdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The loop between fakes: another build of the bot, or a person's wish, is a new soak (SPEC 5, 8). */
@Execution(ExecutionMode.CONCURRENT)
class NewBuildTest {

    private static final Indicator.State METRIC = new Indicator.State(Selector.parse("build_info"), "version");

    private final AtomicReference<@Nullable Checkpoint> kept = new AtomicReference<>();

    private static WatchdogSetup.Start start(Optional<String> build, Optional<WatchdogSetup.Wish> wish) {
        return new WatchdogSetup.Start(
                Optional.of(METRIC),
                build,
                build,
                other -> other.names().contains("v3")
                        ? new Admission.Granted(Optional.empty())
                        : new Admission.Refused(Refusal.OTHER_BUILD, "staging has no result on it", "soak it"),
                true,
                wish);
    }

    private static void shows(Bench bench, String build) {
        for (FakeSource source : List.of(bench.prometheus, bench.bot)) {
            source.answer(
                    METRIC.query(),
                    now -> Future.succeededFuture(new Measurement.Samples(
                            now,
                            List.of(List.of(Series.of(Labels.of("__name__", "build_info", "version", build))
                                    .add(now.toEpochMilli(), 1)
                                    .build())),
                            Optional.empty())));
        }
    }

    private Bench bench(String build, WatchdogSetup.Start start) {
        Bench bench = new Bench();
        bench.keeper = kept::set;
        bench.begins = start;
        bench.watch("dup", Lane.PROMETHEUS);
        shows(bench, build);
        return bench;
    }

    private Checkpoint kept() {
        return Objects.requireNonNull(kept.get());
    }

    /** The Board may show a thing before it is told. */
    private static Event last(Bench bench, String name) {
        bench.await("told: " + name, () -> !all(bench, name).isEmpty());
        List<Event> all = all(bench, name);
        return all.get(all.size() - 1);
    }

    private static List<Event> all(Bench bench, String name) {
        return bench.events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** Until it is stopped, and so has failed. */
    private String fail(Bench bench) {
        bench.start();
        bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        bench.await("the soak has failed", () -> bench.board().soak().verdict() == SoakVerdict.FAIL);
        bench.prometheus.value("dup", 0);
        bench.await("it is over", () -> bench.verdict("dup") == Verdict.PASS);
        return bench.board().soak().id();
    }

    @Test
    void anotherBuildIsAnotherSoakAndTheStopStays() {
        try (Bench bench = bench("v2", start(Optional.of("v2"), Optional.empty()))) {
            String failed = fail(bench);
            Board before = bench.board();
            assertThat(before.soak().verdict()).isEqualTo(SoakVerdict.FAIL);
            assertThat(before.soak().build()).contains("v2");
            assertThat(before.soak().overridden()).isTrue();

            shows(bench, "v3");
            bench.await("a new soak", () -> !bench.board().soak().id().equals(failed));
            bench.await("it soaks", () -> bench.verdict("dup") == Verdict.PASS);
            Board after = bench.board();
            assertThat(after.soak().verdict()).isEqualTo(SoakVerdict.SOAKING);
            assertThat(after.soak().build()).contains("v3");
            assertThat(after.soak().overridden()).as("for the build of then").isFalse();
            assertThat(after.stop().order()).isEqualTo(before.stop().order()).isPresent();
            assertThat(after.objectives().get(0).breaches()).isEqualTo(1);
            assertThat(last(bench, "soak restarted").data())
                    .containsEntry("from", "v2")
                    .containsEntry("to", "v3")
                    .containsEntry("soak", failed)
                    .containsEntry("next_soak", after.soak().id());
            bench.await("the new soak is told", () -> all(bench, "soak started").size() > 1);
            assertThat(last(bench, "soak started").data())
                    .containsEntry("build", "v3")
                    .containsEntry("soak", after.soak().id());
            bench.await("it is kept", () -> kept().build().orElseThrow().name().equals(Optional.of("v3")));
            bench.prometheus.value("dup", 99);
            bench.await("a new breach fails it", () -> bench.board().soak().verdict() == SoakVerdict.FAIL);
        }
    }

    @Test
    void aBuildThatHasNotPassedThePhaseBeforeFailsAtOnceAndIsWatched() {
        try (Bench bench = bench("v3", start(Optional.of("v3"), Optional.empty()))) {
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            shows(bench, "v4");
            bench.await("failed", () -> bench.board().soak().verdict() == SoakVerdict.FAIL);
            assertThat(bench.board().soak().why()).contains("v4", "other_build", "staging has no result on it");
            assertThat(bench.board().gateOpen()).isFalse();
            assertThat(last(bench, "soak ended").data()).containsEntry("build", "v4");
            bench.prometheus.value("dup", 99);
            bench.await("and is stopped all the same", bench.flag::saysStop);
        }
    }

    @Test
    void aRestartGoesOnWithTheSameBuildOrOneNotKnownAndWithNoOther() {
        try (Bench bench = bench("v2", start(Optional.of("v2"), Optional.empty()))) {
            bench.start();
            bench.await("it is kept", () -> kept.get() != null && kept().build().isPresent());
        }
        Checkpoint left = kept();
        try (Bench bench = bench("v2", start(Optional.empty(), Optional.empty()))) {
            bench.prometheus.answer(METRIC.query(), now -> Future.failedFuture("away"));
            bench.bot.answer(METRIC.query(), now -> Future.failedFuture("away"));
            bench.left = Optional.of(left);
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            assertThat(bench.board().soak().id()).isEqualTo(left.soak().id());
            assertThat(bench.board().soak().build()).contains("v2");
            bench.await(
                    "it pauses",
                    () -> bench.events.stream()
                            .anyMatch(event -> event.name().equals("soak paused")
                                    && String.valueOf(event.data().get("why")).startsWith("the build is not known")));
            shows(bench, "v3");
            bench.await(
                    "now it is known",
                    () -> !bench.board().soak().id().equals(left.soak().id()));
        }
        try (Bench bench = bench("v3", start(Optional.of("v3"), Optional.empty()))) {
            bench.left = Optional.of(left);
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            assertThat(bench.board().soak().id()).isNotEqualTo(left.soak().id());
            assertThat(last(bench, "soak restarted").data())
                    .containsEntry("soak", left.soak().id())
                    .containsEntry("from", "v2")
                    .containsEntry("to", "v3");
        }
    }

    @Test
    void aPersonMayWantANewSoakAfterAFail() {
        String failed;
        try (Bench bench = bench("v2", start(Optional.of("v2"), Optional.empty()))) {
            failed = fail(bench);
            bench.await(
                    "it is kept",
                    () -> kept.get() != null
                            && kept().stop().order().isPresent()
                            && kept().soak().verdict() == SoakVerdict.FAIL);
        }
        Optional<WatchdogSetup.Wish> alice = Optional.of(new WatchdogSetup.Wish("alice", "looked at"));
        try (Bench bench = bench("v2", start(Optional.of("v2"), alice))) {
            bench.left = Optional.of(kept());
            bench.start();
            bench.await("it is measured", () -> bench.verdict("dup") == Verdict.PASS);
            assertThat(bench.board().soak().verdict()).isEqualTo(SoakVerdict.SOAKING);
            assertThat(bench.board().soak().id()).isNotEqualTo(failed);
            assertThat(bench.board().stop().order()).isPresent();
            assertThat(last(bench, "soak restarted").data())
                    .containsEntry("soak", failed)
                    .containsEntry("by", "alice")
                    .containsEntry("reason", "looked at");
        }
    }
}
