package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Days of one bot as Prometheus stored them, or as its own page shows them now. Quick: days are to take seconds. */
final class LongSource implements MetricSource {

    private static final Selector UP = Selector.parse("up{job=\"vanta-metrics\"}");
    private static final Selector START = Selector.parse("process_start_time_seconds{job=\"vanta-metrics\"}");
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Lane lane;
    private final LongBot bot;
    private final List<Series> stored;
    private final Predicate<Instant> fails;
    private final Map<Selector, List<Series>> matching = new HashMap<>();
    private Instant shownAt = Instant.MIN;
    private List<Series> shown = List.of();

    private LongSource(Lane lane, LongBot bot, List<Series> stored, Predicate<Instant> fails) {
        this.lane = lane;
        this.bot = bot;
        this.stored = stored;
        this.fails = fails;
    }

    /** @param fails when the server cannot be asked */
    static LongSource prometheus(LongBot bot, List<Series> stored, Predicate<Instant> fails) {
        return new LongSource(Lane.PROMETHEUS, bot, stored, fails);
    }

    static LongSource page(LongBot bot) {
        return new LongSource(Lane.BOT, bot, List.of(), now -> false);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean remembers() {
        return lane == Lane.PROMETHEUS;
    }

    @Override
    public Round begin(Instant now) {
        List<Series> page = remembers() ? List.of() : shown(now);
        boolean down = remembers() ? fails.test(now) : page.size() == 1;
        Measurement.Failure failure = new Measurement.Failure(now, Reason.ERROR, "connection refused");
        return new Round() {
            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                return Future.succeededFuture(down ? failure : measured(page, indicator, since, now));
            }

            @Override
            public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
                return Future.succeededFuture(
                        down
                                ? List.of(failure)
                                : grid.stretches().stream()
                                        .map(stretch -> measured(page, indicator, stretch.after(), stretch.upTo()))
                                        .toList());
            }

            @Override
            public Future<Context> context(Instant since) {
                return Future.succeededFuture(
                        down && remembers()
                                ? new Context.Failed(failure)
                                : new Context.Read(now, some(page, UP, since, now), some(page, START, since, now)));
            }
        };
    }

    private List<Series> shown(Instant now) {
        if (!now.equals(shownAt)) {
            shownAt = now;
            shown = bot.shown(now);
        }
        return shown;
    }

    private Measurement measured(List<Series> page, Indicator indicator, Instant since, Instant now) {
        if (indicator instanceof Indicator.Expr expr) {
            Series up = matching(UP).get(0);
            List<Measurement.Element> elements = new ArrayList<>();
            LongBot.expression(expr.promql(), up, now)
                    .ifPresent(value ->
                            elements.add(new Measurement.Element(up.labels().without(Labels.NAME), now, value)));
            return new Measurement.Vector(now, elements, Optional.empty());
        }
        return new Measurement.Samples(
                now,
                indicator.selectors().stream()
                        .map(selector -> some(page, selector, since, now))
                        .toList(),
                Optional.empty());
    }

    private List<Series> some(List<Series> page, Selector selector, Instant since, Instant now) {
        if (!remembers()) {
            return page.stream().filter(one -> selector.matches(one.labels())).toList();
        }
        return matching(selector).stream()
                .map(one -> one.between(since.minus(OVERLAP), now))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private List<Series> matching(Selector selector) {
        return matching.computeIfAbsent(
                selector,
                these -> stored.stream()
                        .filter(one -> these.matches(one.labels()))
                        .toList());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
