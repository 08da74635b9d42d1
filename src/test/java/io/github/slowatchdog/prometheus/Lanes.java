package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of the lane share: settings and counting. */
final class Lanes {

    private Lanes() {}

    static Settings.Prometheus settings(URI url) {
        return new Settings.Prometheus(
                url,
                Duration.ofSeconds(5),
                16L * 1024 * 1024,
                Optional.of(new Settings.Freshness(Selector.parse("up{job=\"bot\"}"), Duration.ofSeconds(90))),
                Duration.ofSeconds(2),
                Map.of(),
                Settings.HttpClient.PLAIN);
    }

    static Settings.Prometheus settings(URI url, Duration timeout, long maxResponse) {
        Settings.Prometheus standard = settings(url);
        return new Settings.Prometheus(
                url, timeout, maxResponse, standard.freshness(), standard.maxSkew(), Map.of(), standard.client());
    }

    static Settings.Prometheus settings(URI url, Settings.HttpClient client, Map<String, String> params) {
        Settings.Prometheus standard = settings(url);
        return new Settings.Prometheus(
                url,
                standard.timeout(),
                standard.maxResponse(),
                standard.freshness(),
                standard.maxSkew(),
                params,
                client);
    }

    /** The failure that an answer must be. */
    static Measurement.Failure failure(Future<Measurement> future) {
        Measurement got = Awaited.result(future);
        if (got instanceof Measurement.Failure failure) {
            return failure;
        }
        throw new AssertionError("not a failure: " + got);
    }

    /** Counts requests. */
    static final class Requests implements Timings {
        final AtomicInteger count = new AtomicInteger();

        @Override
        public void detected(String slo, Lane lane, Duration took) {}

        @Override
        public void stopWritten(String channel, Duration took) {}

        @Override
        public void stopConfirmed(Duration took) {}

        @Override
        public void sourceRequest(Lane lane, Duration took) {
            count.incrementAndGet();
        }
    }
}
