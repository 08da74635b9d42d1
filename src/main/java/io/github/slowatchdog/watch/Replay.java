package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.BuildWatch;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The whole core in virtual time: ledgers, verdicts, soak and latch as in {@link Watchdog}, and in its order, but without a thread, a
 * clock, a flag or a journal. The one entry for whoever has written series or history to judge: tests of rules, backtests.
 *
 * <p>Whoever holds it says what time it is: {@link #begin}, then {@link #beat} once for each second of the story, in order. Sources must
 * answer at once, with what could be seen at that time; a future that is not complete is an answer that never comes.
 */
public final class Replay {

    /** How far apart two beats are. */
    public static final Duration BEAT = VirtualWatch.BEAT;

    /** How far before its begin a watch reads for the baseline of counters. */
    public static final Duration BASELINE = Reckoning.BASELINE;

    private final Setup setup;
    private final Listener listener;
    private final Instant begin;
    private final Latch latch = new Latch();
    private final Map<String, Verdict> told = new HashMap<>();
    private Instant now;
    private VirtualWatch process;
    private Optional<Checkpoint> kept = Optional.empty();
    private Optional<BuildWatch> build = Optional.empty();

    /**
     * What is replayed.
     *
     * @param name who orders the stops
     * @param sources at most one a lane
     * @param maxAge how old the newest {@code up} sample of the prometheus lane may be; empty: freshness is not watched
     * @param kept what becomes of a checkpoint between two processes
     */
    public record Setup(
            String name,
            SoakRules soak,
            List<WatchdogSetup.Group> groups,
            List<MetricSource> sources,
            Optional<Duration> maxAge,
            UnaryOperator<Checkpoint> kept) {}

    /**
     * One measurement, judged.
     *
     * @param lane empty where the objective is read on one lane only
     * @param required whether it is something that the soak requires
     */
    public record Measured(Objective objective, Optional<Lane> lane, boolean required, Assessment assessment) {}

    /**
     * A verdict that is another one than before.
     *
     * @param consequence of this verdict; a warning where it leads to nothing
     * @param asOf the moment that was judged: before now if it was caught up
     */
    public record Turned(
            Objective objective,
            Verdict before,
            Verdict verdict,
            Consequence consequence,
            Instant asOf,
            Evidence evidence) {}

    /** Hears what happens, in the order in which it does, with the time of the story. */
    public interface Listener {
        default void measured(Instant now, Measured measured) {}

        default void turned(Instant now, Turned turned) {}

        /** A stop was ordered; once, until it is released. */
        default void ordered(Instant now, StopOrder order) {}

        /** After each beat, and whenever a verdict has changed. */
        default void soakAdvanced(Instant now, SoakClock soak) {}

        /** A new soak begins. */
        default void soakEnded(Instant now, SoakClock before) {}
    }

    /** Nothing is asked yet. */
    public Replay(Setup setup, Instant begin, Listener listener) {
        this.setup = setup;
        this.listener = listener;
        this.begin = begin;
        this.now = begin;
        this.process = process();
    }

    private VirtualWatch process() {
        return new VirtualWatch(
                setup.soak(), setup.groups(), setup.sources(), setup.maxAge(), begin, now, new Telling());
    }

    private Reckoning reckoning() {
        return process.reckoning();
    }

    /** Everything is measured for the first time. */
    public void begin() {
        process.tickAll(now);
    }

    /** A second has passed: whatever is due is measured. A longer step is a watchdog that stood still. */
    public void beat(Instant now) {
        this.now = now;
        process.beat(now);
    }

    /** The process is killed, and leaves its checkpoint. */
    public void kill(Instant now) {
        this.now = now;
        Checkpoint.Stop stop = new Checkpoint.Stop(latch.order(), latch.excused());
        kept = Optional.of(setup.kept().apply(reckoning().checkpoint("", now, stop)));
    }

    /** Another process goes on from what the last one left, or begins anew where none was killed. */
    public void start(Instant now) {
        this.now = now;
        process = process();
        kept.ifPresent(left -> {
            reckoning().resume(left, now);
            left.build()
                    .ifPresent(
                            followed -> follow(new BuildWatch(followed.name())).resume(followed, now));
        });
        process.tickAll(now);
    }

    /** The bot is seen as this build; the first one is that of the soak. */
    public void see(Build seen, Instant now) {
        this.now = now;
        if (build.isEmpty()) {
            follow(new BuildWatch(seen.names().stream().findFirst()));
        }
        build.flatMap(watch -> watch.take(seen)).ifPresent(change -> newSoak(now));
    }

    private BuildBook follow(BuildWatch watch) {
        build = Optional.of(watch);
        BuildBook book = new BuildBook(watch, now);
        reckoning().follow(book);
        return book;
    }

    /** A new soak begins, on the same build. */
    public void newSoak(Instant now) {
        this.now = now;
        listener.soakEnded(now, soak());
        reckoning().beginSoak(now);
        latch.countAnew();
        told.clear();
    }

    /** A person orders a stop. */
    public void stop(Instant now) {
        latch.adopt(StopOrder.of(Cause.MANUAL, "", "by hand", now, "somebody"));
    }

    /**
     * A person releases the stop.
     *
     * @param greenFor how long everything that stops must have been green
     * @return why it is refused; empty: it is released
     */
    public Optional<String> release(Instant now, Duration greenFor, boolean force) {
        Optional<String> refusal =
                reckoning().standing(now).refusal(now, greenFor).filter(why -> !force);
        if (refusal.isEmpty()) {
            latch.release(GreenLight.obliging(reckoning().watches()));
        }
        return refusal;
    }

    /** The stop in force. */
    public Optional<StopOrder> order() {
        return latch.order();
    }

    /** How the soak stands. */
    public SoakClock soak() {
        return reckoning().soak();
    }

    /** How the objectives stand, in the order of the rules. */
    public List<Board.ObjectiveView> objectives() {
        return process.watches().stream().map(watch -> watch.view(true)).toList();
    }

    /** Tells what follows, and takes the latch along. */
    private final class Telling implements Consequences {

        @Override
        public void taken(Watch watch, Line line, Assessment assessment) {
            Optional<Lane> lane = watch.lines().size() > 1 ? Optional.of(watch.lane(line)) : Optional.empty();
            boolean required = reckoning().required().contains(watch);
            listener.measured(now, new Measured(watch.objective(), lane, required, assessment));
        }

        @Override
        public void obliges(Watch watch, Obligation obligation, Instant at) {
            tellVerdict(watch);
            String name = watch.objective().name();
            latch.raise(obligation.cause(), name, watch.reason(), at, setup.name(), obligation.events())
                    .ifPresent(order -> listener.ordered(at, order));
        }

        @Override
        public void recovered(Watch watch) {
            latch.recovered(watch.objective().name());
        }

        @Override
        public void changed(Watch watch, Verdict before, Instant at, Instant decided) {
            tellVerdict(watch);
        }

        private void tellVerdict(Watch watch) {
            Verdict verdict = watch.verdict();
            Verdict before = Optional.ofNullable(told.put(watch.objective().name(), verdict))
                    .orElse(Verdict.WAITING);
            if (before != verdict) {
                Evidence evidence = watch.breach()
                        .filter(any -> verdict == Verdict.BREACH)
                        .orElseGet(() -> watch.speaker().record.evidence(now));
                listener.turned(
                        now,
                        new Turned(
                                watch.objective(),
                                before,
                                verdict,
                                watch.consequence(verdict),
                                watch.since(),
                                evidence));
            }
        }

        @Override
        public void soakAdvanced(Instant at, SoakVerdict before) {
            listener.soakAdvanced(at, soak());
        }
    }
}
