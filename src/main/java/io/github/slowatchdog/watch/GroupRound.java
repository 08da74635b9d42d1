package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One tick of one group: what it asks of each lane, and each answer handed on as soon as it is complete. */
final class GroupRound {

    /** Takes one complete answer. */
    interface Settler {
        /**
         * @param holds whether the condition of the objective holds just now
         */
        void settle(Watch watch, Watch.Line line, Measurement measurement, boolean holds);
    }

    private final Loop loop;
    private final Map<Lane, LaneBook> books;
    private final Instant now;
    private final Settler settler;
    private final Map<Lane, MetricSource.Round> rounds = new EnumMap<>(Lane.class);
    private final Map<Lane, Future<MetricSource.Context>> contexts = new EnumMap<>(Lane.class);

    GroupRound(Loop loop, Map<Lane, LaneBook> books, Instant now, Settler settler) {
        this.loop = loop;
        this.books = books;
        this.now = now;
        this.settler = settler;
    }

    /** Asks for everything; the future completes when all of it has been answered. */
    Future<?> ask(List<Watch> watches) {
        List<Future<?>> all = new ArrayList<>();
        for (Watch watch : watches) {
            for (Watch.Line line : watch.lines()) {
                all.add(ask(watch, line));
            }
        }
        return Future.join(all).otherwiseEmpty();
    }

    private Future<?> ask(Watch watch, Watch.Line line) {
        Lane lane = watch.lane(line);
        if (!books.containsKey(lane)) {
            Measurement none = new Measurement.Failure(
                    now, Reason.UNAVAILABLE, "this configuration cannot read the " + lane.word() + " lane");
            loop.run(() -> settler.settle(watch, line, none, true));
            return Future.succeededFuture();
        }
        Future<Measurement> data = round(lane).read(watch.objective().indicator(), line.readUpTo);
        Future<Measurement> condition = watch.conditionExpr()
                .map(promql -> books.containsKey(Lane.PROMETHEUS)
                        ? round(Lane.PROMETHEUS).read(new Indicator.Expr(promql), now)
                        : Future.<Measurement>succeededFuture(new Measurement.Failure(
                                now, Reason.UNAVAILABLE, "the condition needs the prometheus lane")))
                .orElseGet(() ->
                        Future.succeededFuture(new Measurement.Vector(now, List.of(), java.util.Optional.empty())));
        Future<?> joined = Future.join(data, context(lane), condition);
        loop.on(joined, ignored -> settle(watch, line, data.result(), condition.result()));
        return joined;
    }

    private void settle(Watch watch, Watch.Line line, Measurement data, Measurement condition) {
        if (condition instanceof Measurement.Failure failure) {
            // not knowing whether it applies is not knowing: nothing is taken in, the samples wait for the next read
            settler.settle(
                    watch,
                    line,
                    new Measurement.Failure(failure.at(), failure.reason(), "condition: " + failure.detail()),
                    true);
            return;
        }
        boolean holds = watch.conditionExpr().isEmpty()
                || (condition instanceof Measurement.Vector vector
                        && vector.elements().stream()
                                .anyMatch(element -> element.value() != 0 && !Double.isNaN(element.value())));
        settler.settle(watch, line, data, holds);
    }

    private MetricSource.Round round(Lane lane) {
        return rounds.computeIfAbsent(lane, key -> book(key).source().begin(now));
    }

    private LaneBook book(Lane lane) {
        return java.util.Objects.requireNonNull(books.get(lane));
    }

    private Future<MetricSource.Context> context(Lane lane) {
        return contexts.computeIfAbsent(lane, key -> {
            Future<MetricSource.Context> context = round(key).context(book(key).readUpTo());
            // registered before any answer is settled, so the book is up to date when one is
            loop.on(context, book(key)::take);
            return context;
        });
    }
}
