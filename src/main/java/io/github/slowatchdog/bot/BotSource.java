package io.github.slowatchdog.bot;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bot lane (SPEC 3.4): the bot's own /metrics, read directly, independent of any store. One scrape answers all questions of a
 * round, and those of a round that begins while it is under way or just after it. Each series has one sample, at the time of the scrape; what a bot does
 * between two scrapes is seen by its counters alone.
 *
 * <p>Nothing is kept but which metrics are asked for and by which metrics the process would be known again: the counting is done by
 * who asks.
 */
public final class BotSource implements MetricSource {

    /** A scrape this young is as good as a new one. Far less than the shortest interval, so that it costs no latency to speak of. */
    private static final Duration YOUNG = Duration.ofMillis(20);

    private final Scraper scraper;
    private Instant newestAt = Instant.EPOCH;
    private @Nullable Scrape newest;

    private BotSource(Scraper scraper) {
        this.scraper = scraper;
    }

    /**
     * The lane to the bot of these settings. Nothing is asked yet.
     *
     * @param target labels that every series gets: those by which the store knows the bot, so that one selector works on both
     *     lanes. Unless they are among them, {@code job} is {@code bot} and {@code instance} is host and port
     * @param maxSkew how far a time on the page may be in the future of our clock
     */
    public static BotSource create(
            Vertx vertx, Settings.Bot settings, Map<String, String> target, Duration maxSkew, Timings timings) {
        return new BotSource(new Scraper(vertx, settings, target, maxSkew, timings));
    }

    @Override
    public Lane lane() {
        return Lane.BOT;
    }

    @Override
    public void announce(Collection<Indicator> indicators) {
        scraper.need(indicators.stream()
                .flatMap(indicator -> indicator.selectors().stream())
                .toList());
    }

    @Override
    public Round begin(Instant now) {
        return new BotRound(this, scraper, now);
    }

    /**
     * A scrape that will answer about these: one that has just begun, or a new one.
     *
     * @param since the scrape must be later than this
     */
    synchronized Scrape scrape(Instant now, Instant since, Collection<Selector> selectors) {
        scraper.need(selectors);
        Scrape last = newest;
        if (last != null
                && (last.isUnderWay()
                        || Duration.between(last.asked(), now).abs().compareTo(YOUNG) < 0)
                && last.at().isAfter(since)
                && last.covers(selectors)) {
            return last;
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        // whoever counts takes a sample only if it is newer than the last: a clock that is set back must not hide any
        newestAt = at.isAfter(newestAt) ? at : newestAt.plusMillis(1);
        Scrape scrape = new Scrape(now, newestAt, scraper.scrape(newestAt));
        newest = scrape;
        return scrape;
    }

    @Override
    public boolean isUp() {
        return scraper.isUp();
    }

    @Override
    public Future<Void> close() {
        return scraper.close();
    }
}
