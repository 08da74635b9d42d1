package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The prometheus lane over a stretch of history that has been read, and answers of it what would have been answered at each time in it:
 * raw samples up to then, an expression as it was then. Holds one stretch at a time.
 */
final class HistoryLane implements MetricSource {

    /** So far a read goes back beyond what it has to, as on a live lane whose scrape interval is not known. */
    static final Duration OVERLAP = Duration.ofSeconds(90);

    private final Map<Indicator, Duration> questions;
    private final Instant origin;
    private Map<Indicator, Measurement> samples = Map.of();
    private Map<Indicator, TreeMap<Instant, Measurement>> values = Map.of();
    private Context context = new Context.Read(Instant.MIN, List.of(), List.of());

    /**
     * One stretch.
     *
     * @param samples by indicator: all raw samples of the stretch, or why there are none
     * @param values by expression and time
     */
    record Stretch(
            Context context,
            Map<Indicator, Measurement> samples,
            Map<Indicator, TreeMap<Instant, Measurement>> values) {

        /** The failures in it, by what was asked. */
        Map<Indicator, Measurement.Failure> failures() {
            Map<Indicator, Measurement.Failure> failures = new HashMap<>();
            samples.forEach((asked, answer) -> note(asked, answer, failures));
            values.forEach((asked, answers) -> answers.values().forEach(answer -> note(asked, answer, failures)));
            return failures;
        }

        private static void note(Indicator asked, Measurement answer, Map<Indicator, Measurement.Failure> failures) {
            if (answer instanceof Measurement.Failure failure) {
                failures.putIfAbsent(asked, failure);
            }
        }

        /** How many numbers are held. */
        long size() {
            long raw = samples.values().stream().mapToLong(Stretch::size).sum();
            long evaluated = values.values().stream()
                    .flatMap(answers -> answers.values().stream())
                    .mapToLong(Stretch::size)
                    .sum();
            return raw
                    + evaluated
                    + (context instanceof Context.Read read ? size(read.ups()) + size(read.starts()) : 0);
        }

        private static long size(Measurement answer) {
            return answer instanceof Measurement.Samples raw
                    ? raw.bySelector().stream().mapToLong(Stretch::size).sum()
                    : answer instanceof Measurement.Vector vector
                            ? vector.elements().size()
                            : 0;
        }

        private static long size(List<Series> all) {
            return all.stream().mapToLong(Series::size).sum();
        }
    }

    /**
     * @param questions what will be asked, and how often an expression is evaluated
     * @param origin the time of the first measurement, from which on those moments are counted
     */
    HistoryLane(Map<Indicator, Duration> questions, Instant origin) {
        this.questions = Map.copyOf(questions);
        this.origin = origin;
    }

    /** Whether every question failed. */
    boolean isUnanswered(Stretch stretch) {
        return stretch.failures().keySet().containsAll(questions.keySet());
    }

    /** From now on this stretch is answered of. */
    void hold(Stretch stretch) {
        context = stretch.context();
        samples = stretch.samples();
        values = stretch.values();
    }

    @Override
    public Lane lane() {
        return Lane.PROMETHEUS;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Round begin(Instant now) {
        return new Reading(now);
    }

    private final class Reading implements Round {

        private final Instant now;

        Reading(Instant now) {
            this.now = now;
        }

        @Override
        public Future<Measurement> read(Indicator indicator, Instant since) {
            if (indicator instanceof Indicator.Expr) {
                return Future.succeededFuture(Optional.ofNullable(
                                values.getOrDefault(indicator, new TreeMap<>()).floorEntry(now))
                        .map(entry -> at(now, entry.getValue()))
                        .orElseGet(this::unread));
            }
            Measurement all = samples.getOrDefault(indicator, unread());
            return Future.succeededFuture(
                    all instanceof Measurement.Samples raw
                            ? raw.between(now, since.minus(OVERLAP), now)
                            : at(now, all));
        }

        @Override
        public Future<Context> context(Instant since) {
            if (context instanceof Context.Read read) {
                Instant from = since.minus(OVERLAP);
                return Future.succeededFuture(new Context.Read(
                        now, Series.between(read.ups(), from, now), Series.between(read.starts(), from, now)));
            }
            Measurement.Failure failure = ((Context.Failed) context).failure();
            return Future.succeededFuture(
                    new Context.Failed(new Measurement.Failure(now, failure.reason(), failure.detail())));
        }

        private Measurement unread() {
            return new Measurement.Failure(now, Reason.UNAVAILABLE, "history was not read for this time");
        }
    }

    /** The same as of another time; a grid may lie between two ticks. */
    private static Measurement at(Instant now, Measurement answer) {
        return answer instanceof Measurement.Failure failure
                ? new Measurement.Failure(now, failure.reason(), failure.detail())
                : answer instanceof Measurement.Vector vector
                        ? new Measurement.Vector(now, vector.elements(), vector.partial())
                        : answer;
    }

    /** Asks a store for a stretch. */
    Future<Stretch> read(MetricSource store, Instant after, Instant upTo) {
        Round round = store.begin(upTo);
        Instant from = after.minus(OVERLAP);
        Future<Context> context = round.context(from);
        Map<Indicator, Future<List<Measurement>>> answers = new HashMap<>();
        questions.forEach((asked, interval) -> answers.put(
                asked,
                asked instanceof Indicator.Expr
                        ? round.history(asked, new Grid(before(after, interval), upTo, interval))
                        : round.read(asked, from).map(List::of)));
        return Future.join(List.copyOf(answers.values()))
                .transform(ignored -> context)
                .map(known -> {
                    Map<Indicator, Measurement> raw = new HashMap<>();
                    Map<Indicator, TreeMap<Instant, Measurement>> evaluated = new HashMap<>();
                    answers.forEach((asked, answer) -> {
                        if (asked instanceof Indicator.Expr) {
                            TreeMap<Instant, Measurement> byTime = new TreeMap<>();
                            answer.result().forEach(one -> byTime.put(one.at(), one));
                            evaluated.put(asked, byTime);
                        } else {
                            raw.put(asked, answer.result().get(0));
                        }
                    });
                    return new Stretch(known, raw, evaluated);
                });
    }

    /** The moments of an expression must not depend on where stretches begin; the last one before this is needed, too. */
    private Instant before(Instant after, Duration interval) {
        long since = Math.max(0, Duration.between(origin, after).toMillis());
        return origin.plusMillis((since / interval.toMillis() - 1) * interval.toMillis());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
