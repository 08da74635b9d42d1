package io.github.slowatchdog.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which build a measurement of an info metric tells of, and how a soak follows it. Times are seconds; read at 100. */
class BuildTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private static Series info(String instance, String version, double value, long... seconds) {
        Series.Builder series = Series.of(Labels.of(
                "__name__", "build_info", "job", "bot", "instance", instance, "version", version, "revision", version));
        for (long second : seconds) {
            series.add(second * 1000, value);
        }
        return series.build();
    }

    private static Build build(Optional<String> partial, Series... series) {
        return Build.of(
                new Measurement.Samples(Instant.ofEpochSecond(100), List.of(List.of(series)), partial),
                "version",
                MAX_AGE);
    }

    private static Build build(Series... series) {
        return build(Optional.empty(), series);
    }

    @Test
    void oneProcessOrManyOfOneBuild() {
        assertThat(build(info("a", "v1", 1, 80, 90))).isEqualTo(new Build.Known("v1"));
        assertThat(build(info("a", "v1", 1, 90), info("b", "v1", 1, 95))).isEqualTo(new Build.Known("v1"));
    }

    @Test
    void aProcessThatCameBackAsAnotherBuildIsThatOneAtOnce() {
        assertThat(build(info("a", "v1", 1, 80, 90), info("a", "v2", 1, 95))).isEqualTo(new Build.Known("v2"));
        assertThat(build(info("a", "v2", 1, 95), info("a", "v1", 1, 80, 90))).isEqualTo(new Build.Known("v2"));
        assertThat(build(info("a", "v1", 0, 80, 95), info("a", "v2", 1, 80, 95)))
                .as("a label that is written with 0 is not active")
                .isEqualTo(new Build.Known("v2"));
    }

    @Test
    void twoProcessesOfTwoBuildsAreBothUntilOneIsGone() {
        assertThat(build(info("a", "v2", 1, 90), info("b", "v1", 1, 71)))
                .isEqualTo(new Build.Mixed(List.of("v1", "v2")));
        assertThat(build(info("a", "v2", 1, 90), info("b", "v1", 1, 70))).isEqualTo(new Build.Known("v2"));
        assertThat(build(info("a", "v1", 1, 90), info("a", "v2", 1, 90)))
                .as("one process that says two")
                .isEqualTo(new Build.Mixed(List.of("v1", "v2")));
    }

    @Test
    void whatOneProcessWasWhenAnotherWasReadIsNotWhatItIs() {
        assertThat(build(info("a", "v2", 1, 90), info("b", "v1", 1, 80, 90), info("b", "v2", 1, 95)))
                .isEqualTo(new Build.Known("v2"));
    }

    @Test
    void whatCannotBeToldIsUnknownAndSaysWhy() {
        assertThat(build()).isInstanceOf(Build.Unknown.class);
        assertThat(build(info("a", "v1", 1, 60))).as("too old").isInstanceOf(Build.Unknown.class);
        assertThat(build(info("a", "v1", 0, 90))).isInstanceOf(Build.Unknown.class);
        assertThat(build(info("a", "v1", Double.NaN, 90))).isInstanceOf(Build.Unknown.class);
        assertThat(build(info("a", "v1", 1))).isInstanceOf(Build.Unknown.class);
        assertThat(build(info("a", "", 1, 90))).isEqualTo(new Build.Unknown("a series without the label version"));
        assertThat(Build.of(new Measurement.Failure(Instant.EPOCH, Reason.TIMEOUT, "after 5 s"), "version", MAX_AGE))
                .isEqualTo(new Build.Unknown("timeout: after 5 s"));
        assertThat(Build.of(new Measurement.Vector(Instant.EPOCH, List.of(), Optional.empty()), "version", MAX_AGE))
                .isInstanceOf(Build.Unknown.class);
    }

    @Test
    void anAnswerWithHolesShowsTwoBuildsAndCannotShowThatThereIsOne() {
        assertThat(build(Optional.of("a store is down"), info("a", "v1", 1, 90)))
                .isEqualTo(new Build.Unknown("partial: a store is down"));
        assertThat(build(Optional.of("a store is down"), info("a", "v1", 1, 90), info("b", "v2", 1, 90)))
                .isEqualTo(new Build.Mixed(List.of("v1", "v2")));
    }

    @Test
    void twoLanesMustNotContradictEachOther() {
        Build v1 = new Build.Known("v1");
        Build v2 = new Build.Known("v2");
        Build unknown = new Build.Unknown("down");
        assertThat(v1.and(v1)).isEqualTo(v1);
        assertThat(v1.and(v2)).isEqualTo(new Build.Mixed(List.of("v1", "v2")));
        assertThat(v1.and(unknown)).isEqualTo(v1);
        assertThat(unknown.and(v1)).isEqualTo(v1);
        assertThat(unknown.and(unknown)).isEqualTo(new Build.Unknown("down; down"));
        assertThat(new Build.Mixed(List.of("v1", "v2")).and(v2)).isEqualTo(new Build.Mixed(List.of("v1", "v2")));
    }

    @Test
    void aSoakFollowsTheBuildThroughARollout() {
        BuildWatch watch = new BuildWatch(Optional.of("v1"));
        assertThat(watch.take(new Build.Known("v1"))).isEmpty();
        assertThat(watch.pause()).isEmpty();

        assertThat(watch.take(new Build.Mixed(List.of("v1", "v2")))).isEmpty();
        assertThat(watch.pause()).contains("several builds at once: v1, v2");
        assertThat(watch.seen()).isEqualTo(new Build.Mixed(List.of("v1", "v2")));
        assertThat(watch.build()).contains("v1");

        assertThat(watch.take(new Build.Known("v2"))).contains(new BuildWatch.Change("v1", "v2"));
        assertThat(watch.pause()).isEmpty();
        assertThat(watch.build()).contains("v2");
        assertThat(watch.take(new Build.Known("v2"))).as("told once").isEmpty();
    }

    @Test
    void aRolloutThatIsGivenUpPausesAndRestartsNothing() {
        BuildWatch watch = new BuildWatch(Optional.of("v1"));
        watch.take(new Build.Mixed(List.of("v1", "v2")));
        assertThat(watch.take(new Build.Known("v1"))).isEmpty();
        assertThat(watch.pause()).isEmpty();
    }

    @Test
    void notKnowingPausesAndIsNoChange() {
        BuildWatch watch = new BuildWatch(Optional.empty());
        assertThat(watch.pause()).as("not read yet").isPresent();
        assertThat(watch.take(new Build.Known("v1")))
                .as("the first seen is that of the soak")
                .isEmpty();
        assertThat(watch.build()).contains("v1");
        assertThat(watch.take(new Build.Unknown("timeout"))).isEmpty();
        assertThat(watch.pause()).contains("the build is not known: timeout");
        assertThat(watch.build()).contains("v1");
        assertThat(watch.take(new Build.Known("v2")))
                .as("also after a gap")
                .contains(new BuildWatch.Change("v1", "v2"));
    }
}
