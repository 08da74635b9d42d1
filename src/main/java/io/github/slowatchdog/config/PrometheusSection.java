package io.github.slowatchdog.config;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code prometheus}. */
final class PrometheusSection {

    private static final long KIB = 1024;
    private static final Set<String> OURS = Set.of("query", "time", "start", "end", "step", "limit");

    private PrometheusSection() {}

    static Optional<Settings.Prometheus> read(Fields in) {
        Optional<URI> url = in.need("url", "http://localhost:9090", Addresses::base);
        Duration timeout = in.get("timeout", Scalars::duration, Duration.ofSeconds(5));
        long maxResponse =
                in.get("max_response", Scalars.size(KIB, KIB * KIB * KIB, "between 1KiB and 1GiB"), 16 * KIB * KIB);
        Optional<Settings.Freshness> freshness =
                in.fields("freshness", Section.FRESHNESS).flatMap(PrometheusSection::freshness);
        Duration maxSkew = in.get("max_skew", Scalars::duration, Duration.ofSeconds(2));
        Map<String, String> params =
                in.at("params").map(PrometheusSection::params).orElse(Map.of());
        int batch = in.get(
                "batch", Scalars.whole(1, Settings.Prometheus.MOST_IN_A_BATCH), Settings.Prometheus.MOST_IN_A_BATCH);
        Settings.HttpClient client = HttpClientKeys.read(in, "url", url);
        return url.map(address ->
                new Settings.Prometheus(address, timeout, maxResponse, freshness, maxSkew, params, batch, client));
    }

    private static Optional<Settings.Freshness> freshness(Fields in) {
        Duration maxAge = in.get("max_age", Scalars::duration, Duration.ofSeconds(90));
        return in.need("selector", "'up{job=\"vanta-metrics\"}'", Scalars::selector)
                .map(selector -> new Settings.Freshness(selector, maxAge));
    }

    private static Map<String, String> params(Cursor at) {
        Map<String, String> params = new LinkedHashMap<>();
        at.freeKeys().forEach((name, entry) -> {
            if (OURS.contains(name)) {
                entry.key().wrong("the parameter " + Quote.of(name) + " is set by each query", "leave it out");
            }
            entry.value().text().ifPresent(value -> params.put(name, value));
        });
        return params;
    }
}
