package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The prometheus lane (SPEC 3): raw samples by {@code SELECTOR[d]}, expressions as they are, both as instant queries at the
 * server's own now.
 *
 * <p>A read of raw samples goes back to what has been read before, and an overlap further; at most six hours, so what is older
 * after a longer outage is not in the answer. Equal questions of rounds that begin together go out once, and raw samples of many
 * selectors are asked for together (ADR 0014).
 */
public final class PrometheusSource implements MetricSource {

    /** How late a sample may become visible where neither scrape interval nor {@code max_age} is known. */
    private static final Duration LATE = Duration.ofSeconds(90);

    private final QueryApi api;
    private final Questions questions;
    private final Lookback lookback;
    private final Optional<Settings.Freshness> freshness;
    private final boolean past;
    private final Vertx vertx;
    private final int batch;

    private PrometheusSource(Vertx vertx, QueryApi api, Settings.Prometheus settings, boolean past) {
        this.api = api;
        this.questions = new Questions(vertx, api, settings.batch());
        this.freshness = settings.freshness();
        this.lookback = new Lookback(
                freshness.map(Settings.Freshness::maxAge).orElse(LATE),
                settings.maxSkew().plus(settings.timeout()));
        this.past = past;
        this.vertx = vertx;
        this.batch = settings.batch();
    }

    /** The lane to the server of these settings. Nothing is asked yet. */
    public static PrometheusSource create(Vertx vertx, Settings.Prometheus settings, Timings timings) {
        return create(vertx, settings, timings, InstantSource.system());
    }

    /**
     * With a clock of its own, by which the server's clock is judged.
     *
     * @param clock must be the same that gives the rounds their now
     */
    public static PrometheusSource create(
            Vertx vertx, Settings.Prometheus settings, Timings timings, InstantSource clock) {
        return new PrometheusSource(vertx, new QueryApi(vertx, settings, timings, clock), settings, false);
    }

    /**
     * The lane as it could have been read at any time: each round asks for what the server has of before its own now, and of no later
     * time. For a replay of history.
     */
    public static PrometheusSource past(Vertx vertx, Settings.Prometheus settings, Timings timings) {
        return new PrometheusSource(
                vertx, new QueryApi(vertx, settings, timings, InstantSource.system()), settings, true);
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
        if (!past) {
            return new PrometheusRound(api, questions, lookback, freshness, now);
        }
        QueryApi then = api.at(now);
        return new PrometheusRound(then, new Questions(vertx, then, batch), lookback, freshness, now);
    }

    @Override
    public boolean isUp() {
        return api.isUp();
    }

    @Override
    public Optional<Duration> skew() {
        return api.skew();
    }

    @Override
    public Future<Void> close() {
        return api.close();
    }
}
