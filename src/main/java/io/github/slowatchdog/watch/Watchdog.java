package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Targets;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loop: ask, assess, record, settle. Each group ticks at its interval; each answer goes its way as soon as it is there:
 * ledger, assessment, verdict, and, where that obliges to stop, the first write of the flag, before anything else is done with
 * it. A beat each second lets time pass for what was not answered, holds the flag and publishes the Board.
 */
public final class Watchdog {

    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Two beats further apart than this, and nobody was watching in between: a frozen process, a stopped machine. */
    private static final Duration STALL = Duration.ofSeconds(5);
    /** How far the first read goes back for the baseline of counters. */
    private static final Duration BASELINE = Duration.ofMinutes(5);
    /** How long an answer may be late before the lane counts as unknown; a source gives up its questions much sooner. */
    private static final Duration OVERDUE = Duration.ofSeconds(15);

    private final Loop loop;
    private final WatchdogSetup setup;
    private final Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
    private final List<Ticker> tickers = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final List<Required> required = new ArrayList<>();
    /** Whose new verdict neither the soak nor the green light has seen yet. */
    private final Set<Watch> unseen = new HashSet<>();

    private final SoakClock soak;
    private final StopDesk stopDesk;
    private final SoakDiary diary;
    private Instant lastBeat;
    private final GreenLight greenLight = new GreenLight();
    private final ClockSteps clock;
    private Instant answersDue;
    private Runnable beating = () -> {};
    private boolean stopped;
    private volatile Board board;

    /** What the soak requires, watched like an objective that warns. */
    private record Required(Watch watch, String text) {}

    private Watchdog(Vertx vertx, WatchdogSetup setup) {
        this.setup = setup;
        this.loop = new Loop(vertx, setup.clock(), setup.journal());
        Instant now = loop.now();
        this.lastBeat = now;
        this.answersDue = now;
        this.clock = new ClockSteps(now, System::nanoTime);
        this.soak = new SoakClock(Long.toString(now.toEpochMilli(), 36), setup.soak(), now, STALL);
        this.stopDesk = new StopDesk(loop, setup, this::obliging);
        this.diary = new SoakDiary(loop, setup.phase(), setup::build, STALL);
        for (MetricSource source : setup.sources()) {
            Optional<Duration> maxAge = source.lane() == Lane.PROMETHEUS ? setup.maxAge() : Optional.empty();
            books.put(source.lane(), new LaneBook(source, maxAge, now.minus(BASELINE)));
        }
        for (WatchdogSetup.Group group : setup.groups()) {
            List<Watch> grouped = group.objectives().stream()
                    .map(objective -> new Watch(objective, now, now.minus(BASELINE)))
                    .toList();
            watches.addAll(grouped);
            tickers.add(new Ticker(group.name(), group.interval(), grouped, books, now));
        }
        Requirements.of(setup.soak())
                .forEach(objective -> required.add(new Required(
                        new Watch(objective, now, now.minus(BASELINE)),
                        objective.indicator().query() + " " + objective.expect().text())));
        this.board = makeBoard(now);
        loop.beginWith(this::heedClock);
        loop.publishWith(() -> board = makeBoard(loop.now()));
    }

    /** Starts to watch. The Board is there at once; objectives wait for their first measurement. */
    public static Watchdog start(Vertx vertx, WatchdogSetup setup) {
        Watchdog watchdog = new Watchdog(vertx, setup);
        watchdog.loop.run(watchdog::begin);
        return watchdog;
    }

    private void begin() {
        if (!required.isEmpty()) {
            List<Watch> needs = required.stream().map(Required::watch).toList();
            tickers.add(new Ticker("(required)", Requirements.INTERVAL, needs, books, loop.now()));
        }
        stopDesk.beat(loop.now(), greenLight.standing(loop.now(), watches), GreenLight.sight(watches));
        beating = loop.every(BEAT, this::beat);
        for (Ticker ticker : tickers) {
            ticker.lanes().forEach(lane -> tick(ticker, lane));
        }
        diary.started(soak);
    }

    /** Where everything stands. Safe from any thread. */
    public Board board() {
        return board;
    }

    /** Ends the loop and lets go of the sources; what is in the flag stays. */
    public Future<Void> stop() {
        loop.run(() -> {
            stopped = true;
            beating.run();
        });
        List<Future<?>> closing = new ArrayList<>();
        setup.sources().forEach(source -> closing.add(source.close()));
        closing.add(setup.stopping().killSwitch().close());
        setup.stopping().channel().ifPresent(channel -> closing.add(channel.close()));
        setup.stopping().lease().ifPresent(lease -> closing.add(lease.close()));
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
        GroupRound round = new GroupRound(loop, books, now, (watch, line, measurement, holds) -> {
            // what was asked before the clock was set carries times of before: it is asked again
            if (clock.count() == steps) {
                settle(watch, line, measurement, holds);
            }
        });
        loop.on(round.ask(ticker.watches(), lane), ignored -> {
            Instant then = loop.now();
            Duration rest = Duration.between(then, ticker.end(lane, then));
            // by a clock that was set back meanwhile the next tick would be far off
            loop.later(clock.count() == steps ? rest : Duration.ZERO, () -> tick(ticker, lane));
        });
    }

    /** One answer, all the way to the decision. */
    private void settle(Watch watch, Watch.Line line, Measurement measurement, boolean holds) {
        LaneBook book = books.get(watch.lane(line));
        Targets targets = book == null ? new Targets() : book.targets();
        Optional<Targets.Trouble> trouble = book == null ? Optional.empty() : book.trouble(measurement.at());
        Assessment assessment = line.record.take(measurement, targets, watch.scope(soak.began(), holds), trouble);
        watch.count(line, assessment);
        diary.taken(watch, assessment);
        if (!(measurement instanceof Measurement.Failure)) {
            line.readUpTo = measurement.at();
        }
        decide(watch, loop.now());
    }

    private void decide(Watch watch, Instant now) {
        Verdict before = watch.verdict();
        Verdict verdict = watch.verdictOfLanes();
        if (verdict != before && unseen.contains(watch)) {
            see(); // also what is over before the next turn counts
        }
        boolean changed = watch.settle(verdict, now);
        Optional<Obligation> obligation = watch.obligation().filter(any -> isWatched(watch));
        if (obligation.isPresent()) {
            stopDesk.raise(watch, obligation.get(), now);
        } else if (watch.isRecovered()) {
            stopDesk.recovered(watch.objective().name());
        }
        if (changed && isWatched(watch)) {
            changed(watch, before);
        }
    }

    /** What a soak requires is measured alike, and decides nothing by itself. */
    private boolean isWatched(Watch watch) {
        return !watch.objective().group().equals(Requirements.GROUP);
    }

    private void changed(Watch watch, Verdict before) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", watch.objective().name());
        data.put("from", before.word());
        data.put("to", watch.verdict().word());
        data.put("why", watch.why());
        Evidence evidence = watch.speaker().record.evidence(loop.now());
        if (watch.verdict() == Verdict.BREACH) {
            data.put("on_breach", watch.consequence(Verdict.BREACH).word());
            setup.timings().detected(watch.objective().name(), evidence.lane(), evidence.took());
        }
        data.putAll(evidence.asData());
        boolean bad = watch.verdict() == Verdict.BREACH || watch.verdict() == Verdict.BLIND;
        loop.tell(bad ? Event.Level.ERROR : Event.Level.INFO, "verdict changed", data);
        if (unseen.isEmpty()) {
            loop.run(this::see);
        }
        unseen.add(watch);
        loop.publish();
    }

    /** Once for all that changed in one turn: with thousands of them the last decision would wait for the sums of all others. */
    private void see() {
        if (!unseen.isEmpty()) {
            unseen.clear();
            Instant now = loop.now();
            greenLight.standing(now, watches); // also what is over before the next beat interrupts the green
            advanceSoak(now);
        }
    }

    /** A clock that is set makes nothing older: neither blindness nor a breach that must last, nor green. */
    private void heedClock() {
        Instant now = loop.now();
        clock.since(now).ifPresent(step -> {
            for (Ticker ticker : tickers) {
                ticker.watches().forEach(watch -> watch.lines().forEach(line -> line.clockSet(step)));
            }
            books.values().forEach(book -> book.clockSet(step));
            greenLight.interrupt();
            soak.clockSet(step);
            stopDesk.clockSet(step);
            answersDue = now.plus(OVERDUE);
            loop.tell(Event.Level.WARN, "clock was set", Map.of("by_s", step.toSeconds()));
        });
    }

    private void beat() {
        Instant now = loop.now();
        Duration away = Duration.between(lastBeat, now);
        boolean stalled = away.compareTo(STALL) > 0;
        lastBeat = now;
        if (stalled) {
            // silence counts only when the answers that waited while we did have had their time
            answersDue = now.plus(OVERDUE);
            loop.tell(
                    Event.Level.WARN,
                    "loop was stalled",
                    Map.of("for_s", SoakDiary.seconds(away), "limit_s", STALL.toSeconds()));
        } else if (!now.isBefore(answersDue)) {
            for (Ticker ticker : tickers) {
                for (Watch watch : ticker.watches()) {
                    watch.lines()
                            .forEach(line ->
                                    line.record.pass(now, ticker.isOverdue(watch.lane(line), now.minus(OVERDUE))));
                    decide(watch, now);
                }
            }
        }
        advanceSoak(now);
        stopDesk.beat(now, greenLight.standing(now, watches), GreenLight.sight(watches));
        loop.publish();
    }

    private void advanceSoak(Instant now) {
        SoakVerdict before = soak.verdict();
        List<String> missing = required.stream()
                .filter(need -> !need.watch().isMet())
                .map(Required::text)
                .toList();
        soak.advance(
                now,
                watches.stream()
                        .filter(watch -> !watch.objective().shadow())
                        .map(Watch::participant)
                        .toList(),
                missing);
        diary.advanced(now, soak, before, watches);
    }

    /** The objectives that oblige to stop at this moment. */
    private Map<String, Obligation> obliging() {
        Map<String, Obligation> obliging = new LinkedHashMap<>();
        for (Watch watch : watches) {
            watch.obligation()
                    .ifPresent(obligation -> obliging.put(watch.objective().name(), obligation));
        }
        return obliging;
    }

    private Board makeBoard(Instant now) {
        Map<Lane, Board.LaneView> lanes = new EnumMap<>(Lane.class);
        books.forEach((lane, book) -> lanes.put(
                lane, new Board.LaneView(book.source().isUp(), book.source().skew())));
        return new Board(
                now,
                lastBeat,
                watches.stream().map(Watch::view).toList(),
                tickers.stream().map(Ticker::view).toList(),
                Map.copyOf(lanes),
                Board.SoakView.of(setup.phase(), soak),
                stopDesk.view());
    }
}
