package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The bot lane: its page as it is when the request gets there, under the labels by which the store would know it. */
final class PageLane implements MetricSource {

    private static final long YOUNG = 20_000_000;
    private static final Labels UP = Labels.of(Labels.NAME, Store.UP, "job", "bot", "instance", "page");

    private final VirtualTime time;
    private final VirtualTime.Owner world;
    private final Bot bot;
    private final Weather weather;
    private final Dice dice;
    private final Consumer<Shown> seen;
    private Instant newestAt = Instant.EPOCH;
    private long newestAsked = Long.MIN_VALUE;
    private Optional<Scrape> newest = Optional.empty();
    private boolean up = true;

    /** One request; no page if it failed. */
    private record Page(Optional<List<Series>> series, Optional<Reason> failure, Shown shown) {}

    /** What the page showed of what matters most. */
    record Shown(double at, OptionalDouble start, Map<String, Double> duplicates) {}

    private record Scrape(Instant at, Future<Page> page) {}

    /** @param seen told when a page was shown */
    PageLane(VirtualTime time, VirtualTime.Owner world, Bot bot, Weather weather, Dice dice, Consumer<Shown> seen) {
        this.time = time;
        this.world = world;
        this.bot = bot;
        this.weather = weather;
        this.dice = dice;
        this.seen = seen;
    }

    @Override
    public Lane lane() {
        return Lane.BOT;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    private Scrape scrape(Instant now, Instant since) {
        boolean young = newest.filter(one -> !one.page.isComplete() || time.getAsLong() - newestAsked < YOUNG)
                .filter(one -> one.at.isAfter(since))
                .isPresent();
        if (young) {
            return newest.orElseThrow();
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        newestAt = at.isAfter(newestAt) ? at : newestAt.plusMillis(1);
        newestAsked = time.getAsLong();
        Scrape scrape = new Scrape(newestAt, ask(newestAt));
        newest = Optional.of(scrape);
        return scrape;
    }

    private Future<Page> ask(Instant at) {
        Promise<Page> answer = Promise.promise();
        time.after(latency(), world, () -> {
            Page page = answered(at);
            up = page.failure.isEmpty();
            long back = page.failure.filter(Reason.TIMEOUT::equals).isPresent()
                    ? Math.round(Weather.DEADLINE * 1e9)
                    : latency();
            time.after(back, world, () -> {
                if (page.series.isPresent()) {
                    seen.accept(page.shown);
                }
                answer.complete(page);
            });
        });
        return answer.future();
    }

    private Page answered(Instant at) {
        Optional<Reason> trouble = weather.failing
                .or(() -> bot.life.isEmpty() ? Optional.of(Reason.ERROR) : Optional.empty())
                .or(() -> bot.hangs ? Optional.of(Reason.TIMEOUT) : Optional.empty());
        if (trouble.isPresent()) {
            return new Page(Optional.empty(), trouble, new Shown(0, OptionalDouble.empty(), Map.of()));
        }
        List<Series> series = new ArrayList<>();
        bot.page("page").forEach((labels, value) -> series.add(Series.of(labels, at.toEpochMilli(), value)));
        Shown shown = new Shown(
                (at.toEpochMilli() - VirtualTime.BEGIN.toEpochMilli()) / 1000.0, bot.start(), bot.duplicatesShown());
        return new Page(Optional.of(series), Optional.empty(), shown);
    }

    @Override
    public Round begin(Instant now) {
        return new Asking(now);
    }

    private final class Asking implements Round {
        private final Instant now;
        private Optional<Scrape> scrape = Optional.empty();

        Asking(Instant now) {
            this.now = now;
        }

        private Scrape scrape(Instant since) {
            Scrape known = scrape.orElseGet(() -> PageLane.this.scrape(now, since));
            scrape = Optional.of(known);
            return known;
        }

        @Override
        public Future<?> ready(Instant since) {
            return scrape(since).page();
        }

        @Override
        public Future<Measurement> read(Indicator indicator, Instant since) {
            Future<Page> page = scrape(since).page();
            return page.map(shown -> shown.series
                    .<Measurement>map(series -> new Measurement.Samples(
                            now,
                            indicator.selectors().stream()
                                    .map(selector -> some(series, selector))
                                    .toList(),
                            Optional.empty()))
                    .orElseGet(() -> new Measurement.Failure(
                            now, shown.failure.orElse(Reason.ERROR), "as the simulation wants it")));
        }

        @Override
        public Future<Context> context(Instant since) {
            Scrape known = scrape(Instant.MIN);
            return known.page()
                    .map(shown -> new Context.Read(
                            now,
                            List.of(Series.of(UP, known.at().toEpochMilli(), shown.series.isPresent() ? 1 : 0)),
                            shown.series
                                    .map(series -> some(series, StoreLane.STARTS))
                                    .orElse(List.of())));
        }

        private static List<Series> some(List<Series> series, Selector selector) {
            return series.stream().filter(one -> selector.matches(one.labels())).toList();
        }
    }

    private long latency() {
        return weather.slow ? dice.nanos(0.1, 0.8) : dice.nanos(0.0005, 0.01);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
