package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions of one tick: all answered by one scrape. */
final class BotRound implements MetricSource.Round {

    private final BotSource source;
    private final Scraper scraper;
    private final Instant now;
    private @Nullable Scrape scrape;

    BotRound(BotSource source, Scraper scraper, Instant now) {
        this.source = source;
        this.scraper = scraper;
        this.now = now;
    }

    @Override
    public Future<?> ready(Instant since) {
        return scrape(since, List.of()).result();
    }

    @Override
    public Future<Measurement> read(Indicator indicator, Instant since) {
        List<Selector> selectors = indicator.selectors();
        if (selectors.isEmpty()) {
            return Future.succeededFuture(new Measurement.Failure(
                    now, Reason.UNAVAILABLE, "a " + indicator.kind() + " cannot be read on the bot lane"));
        }
        for (Selector selector : selectors) {
            Optional<String> unmatchable = scraper.unmatchable(selector);
            if (unmatchable.isPresent()) {
                // empty would be wrong: it could stand for something good
                return Future.succeededFuture(new Measurement.Failure(now, Reason.UNAVAILABLE, unmatchable.get()));
            }
        }
        Future<Scrape.Result> result = scrape(since, selectors).result();
        if (result.succeeded() && !isReadBefore(result.result(), selectors)) {
            return Future.succeededFuture(measurement(result.result(), selectors));
        }
        return result.compose(early -> {
            Future<Scrape.Result> answer =
                    isReadBefore(early, selectors) ? scrape(since, selectors).result() : Future.succeededFuture(early);
            return answer.map(complete -> measurement(complete, selectors));
        });
    }

    /** Whether the page was read before these were asked for: what is missing on it means nothing then. */
    private static boolean isReadBefore(Scrape.Result result, List<Selector> selectors) {
        return result instanceof Scrape.Result.Read read && !read.page().covers(selectors);
    }

    @Override
    public Future<MetricSource.Context> context(Instant since) {
        Scrape scrape = scrape(Instant.MIN, List.of());
        return scrape.result().map(result -> context(result, scrape.at()));
    }

    private synchronized Scrape scrape(Instant since, List<Selector> selectors) {
        scraper.need(selectors);
        Scrape known = scrape;
        if (known == null || !known.covers(selectors)) {
            known = source.scrape(now, since, selectors);
            scrape = known;
        }
        return known;
    }

    private Measurement measurement(Scrape.Result result, List<Selector> selectors) {
        if (result instanceof Scrape.Result.Read read) {
            List<List<Series>> found = new ArrayList<>(selectors.size());
            for (Selector selector : selectors) {
                found.add(read.page().series(selector));
            }
            return new Measurement.Samples(now, found, Optional.empty());
        }
        Scrape.Result.Failed failed = (Scrape.Result.Failed) result;
        return new Measurement.Failure(now, failed.reason(), failed.detail());
    }

    /** A bot that cannot be read has been asked all the same: its up is 0. */
    private MetricSource.Context context(Scrape.Result result, Instant at) {
        if (result instanceof Scrape.Result.Read read) {
            return new MetricSource.Context.Read(
                    now, read.page().named(Needs.UP), read.page().named(Needs.START));
        }
        Scrape.Result.Failed failed = (Scrape.Result.Failed) result;
        return new MetricSource.Context.Read(now, failed.ups(at), List.of());
    }
}
