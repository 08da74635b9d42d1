package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a group measures: each lane in its own rhythm, never twice at once; a tick that could not run is missed, not queued.
 */
final class Ticker {

    private final String name;
    private final Duration interval;
    private final List<Watch> watches;
    private final Map<Lane, Turn> turns = new EnumMap<>(Lane.class);
    private final Overload overload = new Overload();
    private long missed;
    private Duration lag = Duration.ZERO;

    /** One lane of the group. */
    private static final class Turn {
        private final Optional<LaneBook> book;
        private final Rhythm rhythm;
        private Instant due;
        private Instant began;
        private Duration took = Duration.ZERO;

        Turn(Optional<LaneBook> book, Instant due) {
            this.book = book;
            this.rhythm = new Rhythm(
                    book.map(LaneBook::targets).orElseGet(Targets::new),
                    book.map(LaneBook::delays).orElseGet(Delays::new));
            this.due = due;
            this.began = due;
        }

        Instant next(Instant now, Duration interval) {
            return book.flatMap(known -> known.targets().failingSince())
                    .map(since -> rhythm.afterFailure(since, began, now, interval))
                    .orElseGet(() -> rhythm.next(began, now, interval));
        }
    }

    /**
     * @param books what is known of the lanes; a lane without one has no scrapes to wait for
     */
    Ticker(String name, Duration interval, List<Watch> watches, Map<Lane, LaneBook> books, Instant due) {
        this.name = name;
        this.interval = interval;
        this.watches = watches;
        for (Watch watch : watches) {
            for (Lane lane : watch.objective().lanes()) {
                turns.computeIfAbsent(lane, key -> new Turn(Optional.ofNullable(books.get(lane)), due));
            }
        }
    }

    List<Watch> watches() {
        return watches;
    }

    Set<Lane> lanes() {
        return turns.keySet();
    }

    /** The lane is asked now. */
    void begin(Lane lane, Instant now) {
        Turn turn = turn(lane);
        Duration late = Duration.between(turn.due, now);
        lag = late.isNegative() ? Duration.ZERO : late;
        turn.began = now;
    }

    /** Everything that was asked of the lane has been answered; says when to ask it again. */
    Instant end(Lane lane, Instant now) {
        Turn turn = turn(lane);
        turn.took = Duration.between(turn.began, now);
        // also a loop that comes to it late has missed it
        Instant began = turn.due.isBefore(turn.began) ? turn.due : turn.began;
        missed += Math.max(0, Duration.between(began, now).toNanos() / interval.toNanos());
        turn.due = lane == Lane.PROMETHEUS ? turn.next(now, interval) : later(now, turn.due);
        return turn.due;
    }

    /** The lines that should have been answered before this time; hardly ever is there one. */
    static Set<Line> overdue(List<Ticker> tickers, Instant time) {
        Set<Line> overdue = new HashSet<>();
        tickers.forEach(ticker -> ticker.addOverdue(time, overdue));
        return overdue;
    }

    private void addOverdue(Instant time, Collection<Line> overdue) {
        turns.forEach((lane, turn) -> {
            if (turn.due.isBefore(time)) {
                watches.stream()
                        .flatMap(watch -> watch.lines().stream())
                        .filter(line -> line.record.lane() == lane)
                        .forEach(overdue::add);
            }
        });
    }

    /** A lane without a store has no scrapes of others to wait for: it keeps its own beat, so that groups stay in step. */
    private Instant later(Instant now, Instant due) {
        Instant next = due.plus(interval);
        // a clock that has been set back must not make the next tick far off
        boolean far = next.isAfter(now.plus(interval));
        return far ? now.plus(interval) : next.isAfter(now) ? next : now;
    }

    /** The clock was set by so much: nothing is late for that. */
    void clockSet(Duration by) {
        turns.values().forEach(turn -> {
            turn.due = turn.due.plus(by);
            turn.began = turn.began.plus(by);
        });
    }

    /** That it does not keep up, as data for an event, when that is to be told. */
    Optional<Map<String, Object>> trouble(Instant now) {
        return overload.due(missed, now).map(newly -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("group", name);
            data.put("missed", newly);
            data.put("interval_s", SoakDiary.seconds(interval));
            data.put("took_s", SoakDiary.seconds(took()));
            data.put("objectives", watches.size());
            return data;
        });
    }

    private Duration took() {
        return turns.values().stream()
                .map(turn -> turn.took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Turn turn(Lane lane) {
        return java.util.Objects.requireNonNull(turns.get(lane));
    }

    Board.GroupView view() {
        return new Board.GroupView(name, missed, lag, took());
    }
}
