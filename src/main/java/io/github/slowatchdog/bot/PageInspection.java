package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.ClockSkew;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the whole of the bot's page once, for what it says of itself: the types of its metrics, and how many series there are. */
public final class PageInspection {

    private final Vertx vertx;
    private final Scraper scraper;
    private final InstantSource clock = InstantSource.system();

    private PageInspection(Vertx vertx, Scraper scraper) {
        this.vertx = vertx;
        this.scraper = scraper;
    }

    /** An inspection of the page of these settings. Nothing is asked yet. */
    public static PageInspection create(Vertx vertx, Settings.Bot settings) {
        return new PageInspection(vertx, new Scraper(vertx, settings, Map.of(), Duration.ZERO, Timings.NONE));
    }

    /** What the page is like. The future never fails. */
    public Future<PageFacts> inspect() {
        Instant asked = clock.instant();
        return scraper.fetch()
                .compose(answer -> {
                    Instant answered = clock.instant();
                    return scraper.trouble(answer)
                            .map(failed -> Future.succeededFuture(
                                    PageFacts.failed(answer instanceof Answer.Ok, failed.detail())))
                            .orElseGet(() ->
                                    vertx.executeBlocking(() -> read((Answer.Ok) answer, asked, answered), false));
                })
                .otherwise(bug -> PageFacts.failed(true, "the page could not be taken in"));
    }

    private static PageFacts read(Answer.Ok ok, Instant asked, Instant answered) {
        Counting counting = new Counting();
        try {
            Roster roster = new Roster();
            roster.begin();
            ExpositionParser.parse(ok.body().getBytes(), Scraper.format(ok), Map.of(), roster, counting);
        } catch (MalformedExposition e) {
            return PageFacts.failed(true, "the page is not in the format of Prometheus: " + e.getMessage());
        }
        return new PageFacts(
                true,
                Optional.empty(),
                counting.types,
                counting.series,
                ClockSkew.of(ok.headers().get("Date"), asked, answered));
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return scraper.close();
    }

    /** Counts series, and keeps none. */
    private static final class Counting implements ExpositionParser.Sink {

        private final Map<String, String> types = new HashMap<>();
        private final Map<String, Integer> series = new HashMap<>();

        @Override
        public boolean isNeeded(byte[] text, int from, int to) {
            return true;
        }

        @Override
        public void take(KnownSeries one, double value, OptionalLong millis, int line) {
            series.merge(one.labels().get(Labels.NAME), 1, Integer::sum);
        }

        @Override
        public void typed(byte[] text, int from, int to, String type) {
            types.put(new String(text, from, to - from, StandardCharsets.UTF_8), type);
        }
    }
}
