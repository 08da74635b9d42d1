package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.BuildWatch;
import io.github.slowatchdog.soak.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When it could be told for which build the soak's time counts. The clock takes it for one more objective: one that is pending while
 * builds are mixed, and not known while the build is not. If the same build is seen before and after a time in which none could be,
 * that time was of this build.
 */
final class BuildBook {

    private static final Stand ONE = Stand.of(Verdict.PASS, true, Optional.empty());
    private static final Stand SEVERAL = Stand.of(Verdict.PENDING, true, Optional.empty());

    private static final Objective OBJECTIVE = new Objective(
            "(build)",
            "(build)",
            new Indicator.Expr("build"),
            Expectation.parse("== 1"),
            Consequence.WARN,
            List.of(Lane.PROMETHEUS),
            Duration.ZERO,
            Optional.empty(),
            NoData.UNKNOWN,
            Duration.ZERO,
            Duration.ofDays(36_500),
            Consequence.WARN,
            Optional.empty(),
            false,
            new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));

    private final BuildWatch watch;
    private Timeline timeline;

    BuildBook(BuildWatch watch, Instant now) {
        this.watch = watch;
        this.timeline = begin(now);
    }

    private Timeline begin(Instant now) {
        return new Timeline(now, watch.seen() instanceof Build.Known ? ONE : ONE.unseen());
    }

    /** Goes on from before a restart, with what is known now. */
    void resume(Checkpoint.Followed before, Instant now) {
        timeline = new Timeline(before.stood());
        beat(now);
    }

    /** A new soak begins. */
    void beginAnew(Instant now) {
        timeline = begin(now);
    }

    /** Once a second. */
    void beat(Instant now) {
        if (watch.seen() instanceof Build.Unknown) {
            timeline.note(now, timeline.at(now).unseen());
            return;
        }
        boolean one = watch.seen() instanceof Build.Known;
        if (!timeline.at(now).known()) {
            timeline.learn(one);
        }
        timeline.read(now, one ? ONE : SEVERAL, Reckoning.STALL);
    }

    /** The clock was set to this time. */
    void clockSet(Instant now) {
        timeline.restart(now);
    }

    Checkpoint.Followed state() {
        return new Checkpoint.Followed(watch.build(), timeline.state());
    }

    /** The build of this soak. */
    Optional<String> name() {
        return watch.build();
    }

    /** Why the soak's clock has to stand still. */
    Optional<String> pause() {
        return watch.pause();
    }

    /** Whether nobody can tell, rather than that there are several. */
    boolean isBlind() {
        return watch.seen() instanceof Build.Unknown;
    }

    Participant at(Instant time) {
        Stand stand = timeline.at(time);
        return new Participant(
                OBJECTIVE, stand.verdict(), Consequence.WARN, stand.known(), stand.outcome(), true, Optional.empty());
    }

    void changes(Instant after, Instant upTo, Collection<Instant> changes) {
        timeline.changes(after, upTo, changes);
    }

    /** What comes later may still turn out to be of another build, or of this one. */
    Instant readUpTo() {
        return timeline.readUpTo();
    }

    long rewritings() {
        return timeline.rewritings();
    }

    void forget(Instant before) {
        timeline.forget(before);
    }
}
