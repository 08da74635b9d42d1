package io.github.slowatchdog.watch;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The {@link Reckoning} of one process in virtual time: asks written lanes in the order of {@link Watchdog}, without a thread. */
final class VirtualWatch {

    static final Duration BEAT = Duration.ofSeconds(1);

    private final Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
    private final Map<Settings.Group, List<Watch>> groups = new LinkedHashMap<>();
    private final Instant begin;
    private final Reckoning reckoning;

    /** @param begin ticks come at multiples of the interval from here on */
    VirtualWatch(
            Settings settings,
            Optional<Duration> maxAge,
            Function<Lane, ? extends MetricSource> sources,
            Instant begin,
            Instant now,
            Consequences listener) {
        this.begin = begin;
        for (Lane lane : List.of(Lane.PROMETHEUS, Lane.BOT)) {
            Optional<Duration> age = lane == Lane.PROMETHEUS ? maxAge : Optional.empty();
            books.put(lane, new LaneBook(sources.apply(lane), age, now.minus(Reckoning.BASELINE)));
        }
        this.reckoning = new Reckoning(settings.phase().soak(), books, now, listener);
        settings.groups()
                .forEach(group -> groups.put(group, reckoning.watch(group.objectives(), group.interval(), now)));
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
        if (Duration.between(begin, now).toMillis() % interval.toMillis() == 0) {
            tick(now, some);
        }
    }

    private void tick(Instant now, List<Watch> some) {
        for (Lane lane : List.of(Lane.PROMETHEUS, Lane.BOT)) {
            LaneBook book = book(lane);
            MetricSource.Round round = book.source().begin(now);
            List<Runnable> answers = new ArrayList<>();
            for (Watch watch : some) {
                for (Line line : watch.lines()) {
                    if (watch.lane(line) == lane) {
                        answers.add(ask(now, round, watch, line));
                    }
                }
            }
            Future<MetricSource.Context> context = round.context(book.readUpTo());
            if (context.succeeded() && !answers.isEmpty()) {
                book.take(context.result());
                answers.forEach(Runnable::run);
            }
        }
    }

    private Runnable ask(Instant now, MetricSource.Round round, Watch watch, Line line) {
        LaneBook book = book(watch.lane(line));
        boolean behind = book.source().remembers() && line.isBehind(now, book.patience(watch.interval()));
        Optional<Grid> grid = behind ? Optional.of(new Grid(line.readUpTo(), now, watch.interval())) : Optional.empty();
        List<Measurement> data = answer(round, watch.objective().indicator(), line.readUpTo(), grid);
        Optional<Condition> when = watch.objective().when();
        List<Measurement> condition = when.flatMap(Condition::indicator)
                .map(asked -> answer(book(Lane.PROMETHEUS).source().begin(now), asked, now, grid))
                .orElse(List.of());
        return () -> reckoning.settle(watch, line, Slice.of(data, when, condition), now);
    }

    /** Empty where there is no answer at all. */
    private static List<Measurement> answer(
            MetricSource.Round round, Indicator indicator, Instant since, Optional<Grid> grid) {
        Future<List<Measurement>> answer = grid.map(past -> round.history(indicator, past))
                .orElseGet(() -> round.read(indicator, since).map(List::of));
        return answer.succeeded() ? answer.result() : List.of();
    }

    private LaneBook book(Lane lane) {
        return Objects.requireNonNull(books.get(lane));
    }

    private static boolean isOverdue(Watch watch, Line line, Instant now) {
        Duration late = watch.interval().plus(Reckoning.OVERDUE);
        return line.record
                .last()
                .filter(last -> last.at().plus(late).isBefore(now))
                .isPresent();
    }
}
