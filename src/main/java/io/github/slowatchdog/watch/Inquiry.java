package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Target;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One indicator, measured now and then by somebody who asks, and judged as the loop would judge it: the same ledgers, and the same
 * doubts about a lane that is stale. What was counted between two questions is not lost, where the lane remembers it. For one
 * thread at a time.
 */
public final class Inquiry {

    private final MetricSource source;
    private final LaneBook book;
    private final LaneRecord record;
    private final Indicator indicator;
    private final Scope scope;
    private Instant readUpTo;
    private boolean asked;
    private boolean sawBeginning;

    /**
     * What an answer came to.
     *
     * @param newest the newest sample that the outcome rests on, surely no later than this by our clock; empty where the answer
     *     does not show how old it is
     * @param sinceBegin whether it speaks of all that was counted since the beginning: the lane remembers, or was read at the first
     *     question, or the process began later
     */
    public record Told(Assessment assessment, Measurement measurement, Optional<Instant> newest, boolean sinceBegin) {}

    /**
     * @param maxAge how old the newest {@code up} sample may be; empty: not watched
     * @param began what lies before this is baseline
     */
    public Inquiry(
            MetricSource source,
            Optional<Duration> maxAge,
            Indicator indicator,
            Expectation expect,
            NoData noData,
            Instant began) {
        this.source = source;
        this.indicator = indicator;
        this.scope = Scope.since(began);
        this.readUpTo = began.minus(Reckoning.BASELINE);
        this.book = new LaneBook(source, maxAge, readUpTo);
        this.record =
                new LaneRecord(Requirements.silent("", indicator, expect, source.lane(), noData), source.lane(), began);
    }

    /** Asks once. The future never fails: a bad answer is unknown. */
    public Future<Told> ask(Instant now) {
        MetricSource.Round round = source.begin(now);
        Future<MetricSource.Context> context = round.context(book.readUpTo());
        Future<Measurement> answer = round.read(indicator, readUpTo);
        return Future.join(context, answer).map(both -> take(context.result(), answer.result()));
    }

    private Told take(MetricSource.Context context, Measurement answer) {
        book.take(context);
        LaneBook.Known known = book.known(answer.at());
        Assessment assessment = record.take(answer, known.targets(), scope, known.trouble());
        boolean answered = !(answer instanceof Measurement.Failure);
        sawBeginning |= answered && !asked;
        asked = true;
        readUpTo = answered && !record.hasLeft() ? answer.at() : readUpTo;
        Duration skew = source.skew().map(Duration::abs).orElse(Duration.ZERO);
        Optional<Instant> newest = indicator.selectors().isEmpty()
                ? Optional.empty()
                : assessment.newest().or(() -> book.targets().newestUp());
        boolean sinceBegin = source.remembers() || sawBeginning || isYoung(answer);
        return new Told(assessment, answer, newest.map(at -> at.minus(skew)), sinceBegin);
    }

    /** Whether every process in the answer was started after the beginning, so that its counters tell everything. */
    private boolean isYoung(Measurement answer) {
        if (!(answer instanceof Measurement.Samples samples)) {
            return false;
        }
        List<Series> all = samples.bySelector().stream().flatMap(List::stream).toList();
        return !all.isEmpty()
                && all.stream()
                        .allMatch(series -> book.targets()
                                .startAt(Target.of(series.labels()), answer.at())
                                .filter(start -> start.isAfter(scope.began()))
                                .isPresent());
    }
}
