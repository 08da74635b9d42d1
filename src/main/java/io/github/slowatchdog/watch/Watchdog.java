package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The loop: ask, assess, record, settle. Each group ticks at its interval; each answer goes its way as soon as it is there:
 * ledger, assessment, verdict, and, where that obliges to stop, the first write of the flag, before anything else is done with
 * it. A beat each second lets time pass for what was not answered, holds the flag and publishes the Board.
 */
public final class Watchdog {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Loop loop;
    private final WatchdogSetup setup;
    private final Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
    private final List<Ticker> tickers = new ArrayList<>();
    private final Reckoning reckoning;
    private final StopDesk stopDesk;
    private final SoakDiary diary;
    private final SoakDesk soakDesk;
    private final VerdictTeller teller;
    private final Showing showing;
    private final ClockSteps clock;
    private final Keeping keeping;
    private final Sparing seeing;
    private final Sparing publishing;
    private Runnable beating = () -> {};
    private boolean stopped;
    private volatile Board board;

    private Watchdog(Vertx vertx, WatchdogSetup setup, Consumer<Checkpoint> keeper) {
        this.setup = setup;
        this.loop = new Loop(vertx, setup.clock(), setup.journal());
        Instant now = loop.now();
        this.clock = ClockSteps.by(setup.clock());
        this.seeing = new Sparing(loop);
        this.publishing = new Sparing(loop);
        for (MetricSource source : setup.sources()) {
            Optional<Duration> maxAge = source.lane() == Lane.PROMETHEUS ? setup.maxAge() : Optional.empty();
            books.put(source.lane(), new LaneBook(source, maxAge, now.minus(Reckoning.BASELINE)));
        }
        this.reckoning = new Reckoning(setup.soak(), books, now, new Outside());
        this.showing = new Showing(reckoning.watches());
        this.stopDesk = new StopDesk(
                loop, setup, () -> GreenLight.obliging(reckoning.watches()), () -> reckoning.standing(loop.now()));
        this.teller = new VerdictTeller(loop);
        this.diary = new SoakDiary(loop, setup.phase(), reckoning::build, Reckoning.STALL);
        this.keeping = new Keeping(
                loop,
                () -> reckoning.checkpoint(setup.phase(), loop.now(), stopDesk.state()),
                keeper,
                Runtime.getRuntime().maxMemory());
        this.soakDesk = new SoakDesk(loop, setup, reckoning, diary, this::soakBegun);
        for (WatchdogSetup.Group group : setup.groups()) {
            List<Watch> grouped = reckoning.watch(group.objectives(), group.interval(), now);
            tickers.add(new Ticker(group.name(), group.interval(), grouped, books, now));
        }
        this.board = makeBoard(now);
        loop.beginWith(this::heedClock);
        loop.publishWith(() -> publishing.soon(() -> board = makeBoard(loop.now())));
        seeing.begin(reckoning.watches().size());
        publishing.begin(reckoning.watches().size());
    }

    /** Starts to watch. The Board is there at once; objectives wait for their first measurement. */
    public static Watchdog start(Vertx vertx, WatchdogSetup setup) {
        return start(vertx, setup, Optional.empty(), ignored -> {});
    }

    /**
     * Starts to watch where another process left off.
     *
     * @param left what that one kept last; of another phase it is passed over
     * @param keeper is given what the next one will need: each few seconds, and when watching has begun, the soak has started or
     *     ended, or a stop was ordered. Called on the loop, so it must hand it on at once
     */
    public static Watchdog start(
            Vertx vertx, WatchdogSetup setup, Optional<Checkpoint> left, Consumer<Checkpoint> keeper) {
        Watchdog watchdog = new Watchdog(vertx, setup, keeper);
        watchdog.loop.run(() -> {
            Optional<Checkpoint> ours =
                    left.filter(checkpoint -> checkpoint.phase().equals(setup.phase()));
            Optional<Checkpoint.Stop> stop = ours.map(Checkpoint::stop);
            // a soak that cannot be gone on with is no reason not to watch
            watchdog.loop.goOn(() -> watchdog.begin(ours, stop), e -> {
                watchdog.beating.run();
                watchdog.begin(Optional.empty(), stop);
            });
        });
        return watchdog;
    }

    /**
     * Starts to watch where another one in this process has just {@link #handOver handed over}. The stop in force and what is excused
     * goes on in another phase, too; all else then begins anew.
     *
     * @param keeper as with {@link #start}
     * @return the watchdog once it watches; fails if it cannot, and nothing of it runs then
     */
    public static Future<Watchdog> takeOver(
            Vertx vertx, WatchdogSetup setup, Checkpoint handed, Consumer<Checkpoint> keeper) {
        Promise<Watchdog> begun = Promise.promise();
        Watchdog watchdog = new Watchdog(vertx, setup, keeper);
        watchdog.loop.run(() -> Attempt.of(
                () -> {
                    watchdog.begin(
                            Optional.of(handed)
                                    .filter(checkpoint -> checkpoint.phase().equals(setup.phase())),
                            Optional.of(handed.stop()));
                    // before anybody looks: what goes on must not seem to begin
                    watchdog.board = watchdog.makeBoard(watchdog.loop.now());
                    begun.complete(watchdog);
                },
                e -> {
                    watchdog.beating.run();
                    watchdog.loop.end();
                    begun.fail(e);
                }));
        return begun.future();
    }

    private void begin(Optional<Checkpoint> left, Optional<Checkpoint.Stop> stop) {
        List<String> anew =
                left.map(checkpoint -> reckoning.resume(checkpoint, loop.now())).orElse(List.of());
        stop.ifPresent(stopDesk::resume);
        soakDesk.begin(left, anew);
        List<Watch> required = reckoning.required();
        if (!required.isEmpty()) {
            tickers.add(new Ticker(Requirements.GROUP, Requirements.INTERVAL, required, books, loop.now()));
        }
        beatStopDesk(loop.now());
        beating = loop.every(BEAT, this::beat);
        books.values().forEach(book -> loop.each(() -> announce(book)));
        for (Ticker ticker : tickers) {
            ticker.lanes().forEach(lane -> tick(ticker, lane));
        }
        keeping.begin(reckoning.watches().size());
        keeping.soon();
        loop.publish();
    }

    /** Where everything stands. Safe from any thread. */
    public Board board() {
        return board;
    }

    /**
     * Ends the loop and tells, in the same step, what the next one needs: what was known up to then is in it, and nothing happens here
     * afterwards. The sources stay open until {@link #leave}; answers that are on their way are asked for again by the next one.
     *
     * @return fails if that cannot be told; this one goes on then
     */
    public Future<Checkpoint> handOver() {
        Promise<Checkpoint> handed = Promise.promise();
        loop.run(() -> Attempt.of(
                () -> {
                    Instant now = loop.now();
                    Checkpoint checkpoint = reckoning.checkpoint(setup.phase(), now, stopDesk.state());
                    teller.end();
                    diary.handedOver(now, reckoning.soak(), reckoning.watches());
                    stopped = true;
                    beating.run();
                    loop.end().onComplete(ignored -> handed.complete(checkpoint));
                },
                handed::fail));
        return handed.future();
    }

    /** Ends the loop and lets go of the sources; what is in the flag stays. */
    public Future<Void> stop() {
        loop.run(() -> {
            stopped = true;
            teller.end();
            beating.run();
        });
        // what is on its way is still taken, and nothing is tried again after that
        return letGo(Lease::close).eventually(loop::close);
    }

    /** Lets go of the sources after a {@link #handOver}; flag and lease stay as they are. */
    public Future<Void> leave() {
        return letGo(Lease::leave);
    }

    private Future<Void> letGo(Function<Lease, Future<Void>> ofLease) {
        List<Future<?>> closing = new ArrayList<>();
        setup.sources().forEach(source -> closing.add(source.close()));
        closing.add(setup.stopping().killSwitch().close());
        setup.stopping().channel().ifPresent(channel -> closing.add(channel.close()));
        setup.stopping().lease().ifPresent(lease -> closing.add(ofLease.apply(lease)));
        return Future.join(closing).mapEmpty();
    }

    /** Asks one lane of a group for everything, and again when its rhythm says so. */
    private void tick(Ticker ticker, Lane lane) {
        if (stopped) {
            return;
        }
        Instant now = loop.now();
        ticker.begin(lane, now);
        int steps = clock.count();
        GroupRound round = new GroupRound(loop, books, now, (watch, line, slices) -> {
            // what was asked before the clock was set carries times of before: it is asked again
            if (clock.count() == steps) {
                reckoning.settle(watch, line, slices, loop.now());
            }
        });
        loop.on(round.ask(ticker.watches(), lane), ignored -> {
            Instant then = loop.now();
            Duration rest = Duration.between(then, ticker.end(lane, then));
            // by a clock that was set back meanwhile the next tick would be far off
            loop.later(clock.count() == steps ? rest : Duration.ZERO, () -> tick(ticker, lane));
        });
    }

    /** What follows from verdicts, outside. */
    private final class Outside implements Consequences {

        @Override
        public void taken(Watch watch, Line line, Assessment assessment) {
            diary.taken(watch, assessment);
        }

        @Override
        public void later(Consumer<Instant> step, Instant now) {
            seeing.soon(() -> step.accept(loop.now()));
        }

        @Override
        public void obliges(Watch watch, Obligation obligation, Instant now) {
            stopDesk.raise(watch, obligation, now);
        }

        @Override
        public void recovered(Watch watch) {
            stopDesk.recovered(watch.objective().name());
        }

        @Override
        public void changed(Watch watch, Verdict before, Instant at, Instant now) {
            VerdictChange change = VerdictChange.of(watch, before, at, now);
            if (watch.verdict() == Verdict.BREACH) {
                Evidence evidence = change.evidence();
                setup.timings().detected(watch.objective().name(), evidence.lane(), evidence.took());
                keeping.soon();
            }
            teller.changed(change);
            loop.publish();
        }

        @Override
        public void soakAdvanced(Instant now, SoakVerdict before) {
            SoakClock soak = reckoning.soak();
            boolean starts = soak.started().equals(Optional.of(now));
            if (starts || soak.verdict() != before) {
                keeping.soon();
            }
            diary.advanced(now, soak, before, reckoning.watches());
        }
    }

    private void heedClock() {
        Instant now = loop.now();
        clock.since(now).ifPresent(step -> {
            reckoning.clockSet(step, now);
            stopDesk.clockSet(step);
            tickers.forEach(ticker -> ticker.clockSet(step));
            loop.tell(Event.Level.WARN, "clock was set", Map.of("by_s", step.toSeconds()));
        });
    }

    private void beat() {
        Instant now = loop.now();
        loop.each(
                () -> soakDesk.beat(now),
                () -> letTimePass(now),
                () -> beatStopDesk(now),
                () -> tickers.forEach(ticker ->
                        ticker.trouble(now).ifPresent(data -> loop.tell(Event.Level.WARN, "ticks missed", data))),
                loop::publish,
                keeping::beat);
    }

    private void letTimePass(Instant now) {
        Duration away = Duration.between(reckoning.lastBeat(), now);
        Set<Line> overdue = Ticker.overdue(tickers, now.minus(Reckoning.OVERDUE));
        if (reckoning.beat(now, (watch, line) -> overdue.contains(line))) {
            loop.tell(
                    Event.Level.WARN,
                    "loop was stalled",
                    Map.of("for_s", SoakDiary.seconds(away), "limit_s", Reckoning.STALL.toSeconds()));
        }
    }

    private void soakBegun() {
        stopDesk.countAnew();
        keeping.soon();
        loop.publish();
    }

    private void announce(LaneBook book) {
        book.source()
                .announce(tickers.stream()
                        .flatMap(ticker -> ticker.watches().stream())
                        .filter(watch ->
                                watch.objective().lanes().contains(book.source().lane()))
                        .map(watch -> watch.objective().indicator())
                        .toList());
    }

    private void beatStopDesk(Instant now) {
        stopDesk.beat(now, () -> GreenLight.sight(reckoning.watches()));
    }

    private Board makeBoard(Instant now) {
        Map<Lane, Board.LaneView> lanes = new EnumMap<>(Lane.class);
        books.forEach((lane, book) -> lanes.put(
                lane, new Board.LaneView(book.source().isUp(), book.source().skew())));
        return new Board(
                now,
                reckoning.lastBeat(),
                showing.views(),
                tickers.stream().map(Ticker::view).toList(),
                Map.copyOf(lanes),
                soakDesk.view(),
                stopDesk.view());
    }
}
