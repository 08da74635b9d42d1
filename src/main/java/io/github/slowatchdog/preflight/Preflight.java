package io.github.slowatchdog.preflight;

import io.github.slowatchdog.bot.PageFacts;
import io.github.slowatchdog.bot.PageInspection;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.prometheus.StoreInspection;
import io.github.slowatchdog.redis.RedisFacts;
import io.github.slowatchdog.redis.RedisInspection;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code check --live}: asks every server of a configuration what the configuration takes for granted, and judges the answers (SPEC 9).
 */
public final class Preflight {

    private final Vertx vertx;
    private final Settings settings;
    private final Places places;
    private final Map<Lane, MetricSource> lanes;
    private final List<Asked> all;
    private final Instant now = Instant.now();

    private Preflight(Vertx vertx, Settings settings, Places places, List<MetricSource> lanes) {
        this.vertx = vertx;
        this.settings = settings;
        this.places = places;
        this.lanes = new HashMap<>();
        lanes.forEach(lane -> this.lanes.put(lane.lane(), lane));
        this.all = Inventory.of(settings, places);
    }

    /**
     * Looks at everything. Takes some of the timeouts of the settings at most for each thing that is asked for; the future never fails
     * for what a server does.
     *
     * @param lanes all that the configuration reads on
     */
    public static Future<Report> look(Vertx vertx, Settings settings, Places places, List<MetricSource> lanes) {
        return new Preflight(vertx, settings, places, lanes).look();
    }

    private Future<Report> look() {
        Future<Optional<StoreFacts>> store = store();
        Future<Optional<PageFacts>> page = settings.bot()
                .map(bot -> PageInspection.create(vertx, bot).inspect().map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
        Future<Map<Indicator, Measurement>> bot = answers(Lane.BOT);
        Future<Map<Indicator, Measurement>> probes = answers(Lane.DIRECT);
        Future<RedisFacts> redis = vertx.executeBlocking(
                () -> RedisInspection.of(settings.stop().redis())
                        .inspect(settings.stop().enforced()),
                false);
        Future<TellingLook> telling = TellingLook.at(vertx, settings);
        return Future.all(store, page, bot, probes, redis, telling)
                .map(done -> new Judging(settings, places, all)
                        .report(
                                store.result(),
                                page.result(),
                                bot.result(),
                                probes.result(),
                                redis.result(),
                                telling.result()));
    }

    private Future<Optional<StoreFacts>> store() {
        MetricSource lane = lanes.get(Lane.PROMETHEUS);
        if (lane == null || all.stream().noneMatch(asked -> asked.isOn(Lane.PROMETHEUS))) {
            return Future.succeededFuture(Optional.empty());
        }
        StoreInspection inspection = StoreInspection.create(vertx, settings.prometheus());
        return StoreLook.at(settings.prometheus(), all, lane, inspection, now).map(Optional::of);
    }

    /** What a lane answers that is asked once for everything. */
    private Future<Map<Indicator, Measurement>> answers(Lane on) {
        MetricSource lane = lanes.get(on);
        if (lane == null) {
            return Future.succeededFuture(Map.of());
        }
        Set<Indicator> indicators = new LinkedHashSet<>();
        all.stream().filter(asked -> asked.isOn(on)).forEach(asked -> indicators.add(asked.indicator()));
        MetricSource.Round round = lane.begin(now);
        return Each.atOnce(indicators, indicator -> round.read(indicator, Instant.MIN));
    }

    /** Where the address of the bot stands. */
    static Place botPlace(Places places) {
        return places.setting("bot", "metrics");
    }
}
