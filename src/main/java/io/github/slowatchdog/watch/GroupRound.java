package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** One tick of one group: what it asks of each lane, and each answer handed on as soon as it is complete. */
final class GroupRound {

    /** Takes one complete answer. */
    interface Settler {
        /**
         * @param slices oldest first; more than one after an outage
         */
        void settle(Watch watch, Line line, List<Slice> slices);
    }

    private static final int AT_ONCE = 200;
    private static final Future<?> ANSWERED = Future.succeededFuture();
    private static final Future<List<Measurement>> UNCONDITIONAL = Future.succeededFuture(List.of());

    private final Loop loop;
    private final Map<Lane, LaneBook> books;
    private final Instant now;
    private final Settler settler;
    private final Map<Lane, MetricSource.Round> rounds = new EnumMap<>(Lane.class);
    private final Map<Lane, Future<MetricSource.Context>> contexts = new EnumMap<>(Lane.class);
    /** Lanes of which the book is up to date: what is answered on them can be settled as it comes. */
    private final Set<Lane> upToDate = EnumSet.noneOf(Lane.class);

    private final Function<Throwable, Measurement> broken = this::broken;

    GroupRound(Loop loop, Map<Lane, LaneBook> books, Instant now, Settler settler) {
        this.loop = loop;
        this.books = books;
        this.now = now;
        this.settler = settler;
    }

    /** Asks a lane for everything; the future completes when all of it has been answered. */
    Future<?> ask(List<Watch> watches, Lane lane) {
        Future<?> ready = books.containsKey(lane) ? ready(watches, lane) : Future.succeededFuture();
        if (ready.isComplete()) {
            return askEach(watches, lane);
        }
        Promise<Void> answered = Promise.promise();
        loop.on(ready, ignored -> {
            context(lane);
            loop.run(() -> askInTurn(watches, lane, new ArrayList<>(), answered));
        });
        return answered.future();
    }

    /** Some, and the next when these have been settled, so that thousands of answers need not be held at once. */
    private void askInTurn(List<Watch> watches, Lane lane, List<Future<?>> asked, Promise<Void> answered) {
        int from = asked.size() * AT_ONCE;
        int to = Math.min(watches.size(), from + AT_ONCE);
        Promise<Void> some = Promise.promise();
        asked.add(some.future());
        askEach(watches.subList(from, to), lane).onComplete(ignored -> some.complete());
        if (to < watches.size()) {
            loop.run(() -> askInTurn(watches, lane, asked, answered));
        } else {
            Future.join(asked).onComplete(ignored -> answered.complete());
        }
    }

    private Future<?> ready(List<Watch> watches, Lane lane) {
        Instant newest = Instant.MIN;
        for (Watch watch : watches) {
            for (Line line : watch.lines()) {
                boolean newer = watch.lane(line) == lane && line.readUpTo().isAfter(newest);
                newest = newer ? line.readUpTo() : newest;
            }
        }
        Instant since = newest;
        return loop.ask(() -> round(lane).ready(since).map(true), e -> false);
    }

    private Future<?> askEach(List<Watch> watches, Lane lane) {
        List<Future<?>> open = new ArrayList<>();
        for (Watch watch : watches) {
            for (Line line : watch.lines()) {
                Future<?> asked = watch.lane(line) == lane ? ask(watch, line, lane) : ANSWERED;
                if (!asked.isComplete()) {
                    open.add(asked);
                }
            }
        }
        return open.isEmpty() ? ANSWERED : Future.join(open).otherwiseEmpty();
    }

    private Future<?> ask(Watch watch, Line line, Lane lane) {
        if (!books.containsKey(lane)) {
            Measurement none = new Measurement.Failure(
                    now, Reason.UNAVAILABLE, "this configuration cannot read the " + lane.word() + " lane");
            loop.run(() -> settler.settle(watch, line, List.of(new Slice(none, true))));
            return Future.succeededFuture();
        }
        Duration interval = watch.interval();
        boolean behind =
                book(lane).source().remembers() && line.isBehind(now, book(lane).patience(interval));
        Optional<Grid> grid =
                behind ? Optional.of(new Grid(line.readFrom(), line.readUpTo(), now, interval)) : Optional.empty();
        Future<List<Measurement>> data = read(lane, watch.objective().indicator(), line.readFrom(), grid);
        Optional<Condition> when = watch.objective().when();
        Future<List<Measurement>> condition = when.isEmpty()
                ? UNCONDITIONAL
                : when.flatMap(Condition::indicator)
                        .map(asked -> condition(asked, grid))
                        .orElse(UNCONDITIONAL);
        if (upToDate.contains(lane) && data.isComplete() && condition.isComplete()) {
            settle(watch, line, () -> Slice.of(data.result(), when, condition.result()));
            return ANSWERED;
        }
        Future<?> joined = Future.join(data, context(lane), condition);
        loop.on(joined, ignored -> settle(watch, line, () -> Slice.of(data.result(), when, condition.result())));
        return joined;
    }

    /** An answer that judging fails on is as good as none: what was known of it before must not go on to hold. */
    private void settle(Watch watch, Line line, Supplier<List<Slice>> answer) {
        loop.goOn(
                () -> settler.settle(watch, line, answer.get()),
                e -> settler.settle(watch, line, List.of(new Slice(broken("judging", e), true))));
    }

    private Future<List<Measurement>> condition(Indicator asked, Optional<Grid> grid) {
        Lane lane = asked.usualLane();
        return books.containsKey(lane)
                ? read(lane, asked, now, grid)
                : Future.succeededFuture(List.of(new Measurement.Failure(
                        now, Reason.UNAVAILABLE, "the condition needs the " + lane.word() + " lane")));
    }

    /** A source that breaks its promise and throws or fails is a bad answer like any other. */
    private Future<List<Measurement>> read(Lane lane, Indicator indicator, Instant since, Optional<Grid> grid) {
        if (grid.isPresent()) {
            return loop.ask(() -> round(lane).history(indicator, grid.get()), e -> List.of(broken(e)));
        }
        Future<Measurement> answer = loop.ask(() -> round(lane).read(indicator, since), broken);
        return answer.succeeded() ? Future.succeededFuture(List.of(answer.result())) : answer.map(List::of);
    }

    private Measurement.Failure broken(Throwable e) {
        return broken("the lane", e);
    }

    private Measurement.Failure broken(String where, Throwable e) {
        return new Measurement.Failure(now, Reason.ERROR, "a bug in " + where + ": " + e);
    }

    private MetricSource.Round round(Lane lane) {
        return rounds.computeIfAbsent(lane, key -> book(key).source().begin(now));
    }

    private LaneBook book(Lane lane) {
        return Objects.requireNonNull(books.get(lane));
    }

    private Future<MetricSource.Context> context(Lane lane) {
        return contexts.computeIfAbsent(lane, key -> {
            Future<MetricSource.Context> context = loop.ask(
                    () -> round(key).context(book(key).readUpTo()), e -> new MetricSource.Context.Failed(broken(e)));
            // registered before any answer is settled, so the book is up to date when one is
            loop.on(context, read -> {
                book(key).take(read);
                upToDate.add(key);
            });
            return context;
        });
    }
}
