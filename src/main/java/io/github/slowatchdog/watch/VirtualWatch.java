package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.soak.SoakRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@link Reckoning} of one process in virtual time: asks its lanes in the order of {@link Watchdog}, without a thread. The lanes must
 * answer at once; one that does not is silent.
 */
final class VirtualWatch {

    static final Duration BEAT = Duration.ofSeconds(1);

    private final Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
    private final Map<WatchdogSetup.Group, List<Watch>> groups = new LinkedHashMap<>();
    private final Instant begin;
    private final Reckoning reckoning;

    /**
     * @param maxAge of the {@code up} series of the prometheus lane
     * @param begin ticks come at multiples of the interval from here on
     */
    VirtualWatch(
            SoakRules soak,
            List<WatchdogSetup.Group> groups,
            List<MetricSource> sources,
            Optional<Duration> maxAge,
            Instant begin,
            Instant now,
            Consequences listener) {
        this.begin = begin;
        for (MetricSource source : sources) {
            Optional<Duration> age = source.lane() == Lane.PROMETHEUS ? maxAge : Optional.empty();
            books.put(source.lane(), new LaneBook(source, age, now.minus(Reckoning.BASELINE)));
        }
        this.reckoning = new Reckoning(soak, books, now, listener);
        groups.forEach(group -> this.groups.put(group, reckoning.watch(group.objectives(), group.interval(), now)));
    }

    Reckoning reckoning() {
        return reckoning;
    }

    List<Watch> watches() {
        return reckoning.watches();
    }

    void tickAll(Instant now) {
        groups.values().forEach(watches -> tick(now, watches));
        tick(now, reckoning.required());
    }

    /** A second, or a few. */
    void beat(Instant now) {
        reckoning.beat(now, (watch, line) -> isOverdue(watch, line, now));
        groups.forEach((group, watches) -> tickIfDue(now, group.interval(), watches));
        tickIfDue(now, Requirements.INTERVAL, reckoning.required());
    }

    private void tickIfDue(Instant now, Duration interval, List<Watch> some) {
        long sinceBegin = Duration.between(begin, now).toMillis();
        if (sinceBegin / interval.toMillis() > (sinceBegin - BEAT.toMillis()) / interval.toMillis()) {
            tick(now, some);
        }
    }

    private void tick(Instant now, List<Watch> some) {
        for (Map.Entry<Lane, LaneBook> lane : books.entrySet()) {
            LaneBook book = lane.getValue();
            MetricSource.Round round = book.source().begin(now);
            List<Runnable> answers = new ArrayList<>();
            for (Watch watch : some) {
                for (Line line : watch.lines()) {
                    if (watch.lane(line) == lane.getKey()) {
                        answers.add(ask(now, round, book, watch, line));
                    }
                }
            }
            if (answers.isEmpty()) {
                continue;
            }
            Future<MetricSource.Context> context = round.context(book.readUpTo());
            if (context.succeeded()) {
                book.take(context.result());
                answers.forEach(Runnable::run);
            }
        }
    }

    private Runnable ask(Instant now, MetricSource.Round round, LaneBook book, Watch watch, Line line) {
        boolean behind = book.source().remembers() && line.isBehind(now, book.patience(watch.interval()));
        Optional<Grid> grid = behind
                ? Optional.of(new Grid(line.readFrom(), line.readUpTo(), now, watch.interval()))
                : Optional.empty();
        List<Measurement> data = answer(round, watch.objective().indicator(), line.readFrom(), grid);
        Optional<Condition> when = watch.objective().when();
        List<Measurement> condition = when.flatMap(Condition::indicator)
                .map(asked -> condition(now, asked, grid))
                .orElse(List.of());
        return () -> {
            if (!data.isEmpty()) {
                reckoning.settle(watch, line, Slice.of(data, when, condition), now);
            }
        };
    }

    private List<Measurement> condition(Instant now, Indicator asked, Optional<Grid> grid) {
        Lane lane = asked.usualLane();
        return Optional.ofNullable(books.get(lane))
                .map(book -> answer(book.source().begin(now), asked, now, grid))
                .filter(answers -> !answers.isEmpty())
                .orElseGet(() -> List.of(new Measurement.Failure(
                        now, Reason.UNAVAILABLE, "the condition needs the " + lane.word() + " lane")));
    }

    /** Empty where there is no answer at all. */
    private static List<Measurement> answer(
            MetricSource.Round round, Indicator indicator, Instant since, Optional<Grid> grid) {
        Future<List<Measurement>> answer = grid.map(past -> round.history(indicator, past))
                .orElseGet(() -> round.read(indicator, since).map(List::of));
        return answer.succeeded() ? answer.result() : List.of();
    }

    private static boolean isOverdue(Watch watch, Line line, Instant now) {
        Duration late = watch.interval().plus(Reckoning.OVERDUE);
        return line.record
                .last()
                .filter(last -> last.at().plus(late).isBefore(now))
                .isPresent();
    }
}
