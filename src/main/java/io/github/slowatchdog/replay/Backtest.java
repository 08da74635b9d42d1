package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/**
 * Replays the rules over what a store has of the past, through the core of the loop in virtual time: what would have breached, and when.
 * Reads the history a stretch at a time, as long as a bounded number of samples allows. Touches nothing.
 */
public final class Backtest {

    /** So many numbers are held at once, or what one shortest stretch has. */
    private static final long MOST_SAMPLES = 1_000_000;

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration BUILD_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BUILD_AGE = Duration.ofSeconds(90);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<Reason> WORTH_HALVING = Set.of(Reason.MALFORMED, Reason.TIMEOUT, Reason.ERROR);

    /** A store that does not answer: nothing can be said of the rest. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String what) {
            super(what);
        }
    }

    /** Is told how far it is. */
    public interface Progress {
        /**
         * A stretch has been judged.
         *
         * @param upTo the time that was reached
         * @param samples how many numbers have been read so far
         */
        void reached(Instant upTo, long samples);
    }

    private final MetricSource store;
    private final History history;
    private final Instant from;
    private final Instant to;
    private final Duration longest;
    private final HistoryLane lane;
    private final Findings findings;
    private final Replay replay;
    private final Duration beat;
    /** What fails however little is asked for at once. */
    private final Set<Indicator> hopeless = new HashSet<>();

    private Duration next;
    private long samples;
    private long largest;

    /** What is asked of the past. */
    record History(Settings settings, Judgeable judgeable) {}

    /**
     * A backtest; nothing is asked yet.
     *
     * @param store answers of any time of the past
     * @param from when the watch would have begun
     * @param to not before {@code from}
     * @param step how often everything is measured, instead of the interval of its group
     * @param only the objectives to be judged; empty: all
     */
    public static Backtest of(
            MetricSource store,
            Settings settings,
            Instant from,
            Instant to,
            Optional<Duration> step,
            Set<String> only) {
        return new Backtest(
                store, new History(settings, Judgeable.of(settings, step, only)), from, to, Duration.ofHours(1));
    }

    /** @param longest a stretch is never longer */
    Backtest(MetricSource store, History history, Instant from, Instant to, Duration longest) {
        this.store = store;
        this.history = history;
        this.from = from;
        this.to = to;
        Map<Indicator, Duration> questions = questions(history);
        // a range query has a bounded number of moments
        Duration finest = questions.entrySet().stream()
                .filter(one -> one.getKey() instanceof Indicator.Expr)
                .map(Map.Entry::getValue)
                .min(Duration::compareTo)
                .orElse(longest);
        Duration most = finest.multipliedBy(Grid.MOST - 3L);
        this.longest = Judgeable.shorter(most, longest);
        this.next = Judgeable.shorter(FIRST, this.longest);
        this.lane = new HistoryLane(questions, from);
        this.beat = history.judgeable().beat();
        this.findings = new Findings();
        Settings settings = history.settings();
        this.replay = new Replay(
                new Replay.Setup(
                        settings.name(),
                        settings.phase().soak(),
                        Groups.of(history.judgeable().groups()),
                        List.of(lane),
                        settings.prometheus().freshness().map(Settings.Freshness::maxAge),
                        UnaryOperator.identity()),
                from,
                findings);
    }

    private static Map<Indicator, Duration> questions(History history) {
        Map<Indicator, Duration> questions = new HashMap<>(history.judgeable().questions());
        history.settings().phase().soak().require().stream()
                .map(requirement -> requirement.indicator())
                .filter(Judgeable::isStored)
                .forEach(asked -> questions.putIfAbsent(asked, BUILD_INTERVAL));
        history.settings().phase().build().ifPresent(metric -> questions.put(metric, BUILD_INTERVAL));
        return questions;
    }

    /**
     * Runs; to be asked once.
     *
     * @throws Unreachable if the store does not answer, also not when asked again
     */
    public Backtested run(Progress progress) throws Unreachable, InterruptedException {
        Instant upTo = load(from.minus(Replay.BASELINE), from);
        followBuild(from);
        replay.begin();
        for (Instant now = from.plus(beat); !now.isAfter(to); now = now.plus(beat)) {
            if (now.isAfter(upTo)) {
                upTo = load(upTo, now);
            }
            followBuild(now);
            replay.beat(now);
            if (now.plus(beat).isAfter(upTo)) {
                progress.reached(now, samples);
            }
        }
        return new Backtested(
                from,
                to,
                history.settings().name(),
                history.settings().phase().name(),
                replay.objectives(),
                history.judgeable().notJudged(),
                replay.soak(),
                replay.order(),
                findings,
                new Backtested.Cost(samples, largest));
    }

    private void followBuild(Instant now) {
        history.settings()
                .phase()
                .build()
                .filter(any -> Duration.between(from, now).toMillis() % BUILD_INTERVAL.toMillis() == 0)
                .ifPresent(metric -> {
                    Duration age = history.settings()
                            .prometheus()
                            .freshness()
                            .map(Settings.Freshness::maxAge)
                            .orElse(BUILD_AGE);
                    Measurement seen =
                            lane.begin(now).read(metric, now.minus(age)).result();
                    replay.see(Build.of(seen, metric.label(), age), now);
                });
    }

    /**
     * Reads on.
     *
     * @param needed up to here at least, as far as that is possible at all
     * @return up to when it was read
     */
    private Instant load(Instant after, Instant needed) throws Unreachable, InterruptedException {
        for (int tries = 1; ; ) {
            Instant end = needed.plus(next).isAfter(to) ? to : needed.plus(next);
            HistoryLane.Stretch stretch = read(after, end);
            boolean worth = isWorthHalving(stretch);
            boolean large = stretch.size() > MOST_SAMPLES;
            if ((worth || large) && next.compareTo(SHORTEST) > 0) {
                next = next.dividedBy(2);
                continue;
            }
            // one question that is too much for it does not make a store that is away
            if (worth && !store.isUp() && lane.isUnanswered(stretch)) {
                if (tries++ >= TRIES) {
                    throw new Unreachable(why(stretch));
                }
                Thread.sleep(PAUSE.toMillis());
                continue;
            }
            hopeless.clear();
            hopeless.addAll(stretch.failures().keySet());
            findings.unread(after, end, stretch.failures());
            samples += stretch.size();
            largest = Math.max(largest, stretch.size());
            boolean small = stretch.size() < MOST_SAMPLES / 4;
            next = small ? Judgeable.shorter(next.multipliedBy(2), longest) : next;
            lane.hold(stretch);
            return end;
        }
    }

    private HistoryLane.Stretch read(Instant after, Instant end) throws InterruptedException {
        try {
            return lane.read(store, after, end)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean isWorthHalving(HistoryLane.Stretch stretch) {
        boolean context = stretch.context() instanceof MetricSource.Context.Failed failed
                && WORTH_HALVING.contains(failed.failure().reason());
        return context
                || stretch.failures().entrySet().stream()
                        .anyMatch(one ->
                                WORTH_HALVING.contains(one.getValue().reason()) && !hopeless.contains(one.getKey()));
    }

    private static String why(HistoryLane.Stretch stretch) {
        return stretch.context() instanceof MetricSource.Context.Failed failed
                ? failed.failure().detail()
                : stretch.failures().values().stream()
                        .map(Measurement.Failure::detail)
                        .findFirst()
                        .orElse("no answer");
    }
}
