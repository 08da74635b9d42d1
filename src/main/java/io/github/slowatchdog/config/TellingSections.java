package io.github.slowatchdog.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Reads {@code alertmanager} and {@code grafana}: where people are told. */
final class TellingSections {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String ALERTMANAGERS = "[http://localhost:9093]";

    private TellingSections() {}

    static Optional<Settings.Alertmanager> alertmanager(Fields root) {
        return root.fields("alertmanager", Section.ALERTMANAGER).flatMap(TellingSections::alertmanagerOf);
    }

    private static Optional<Settings.Alertmanager> alertmanagerOf(Fields in) {
        Set<URI> urls = new LinkedHashSet<>();
        in.need("urls", ALERTMANAGERS, Optional::of)
                .ifPresent(at -> at.items(ALERTMANAGERS)
                        .forEach(item -> Addresses.base(item).ifPresent(urls::add)));
        Duration timeout = in.get("timeout", Scalars::duration, TIMEOUT);
        Duration resend = in.get("resend", Scalars.duration(Duration.ofSeconds(1)), Duration.ofMinutes(1));
        SortedMap<String, String> labels =
                in.at("labels").map(ObjectiveReader::labels).orElseGet(Collections::emptySortedMap);
        boolean encrypted = urls.isEmpty() || urls.stream().anyMatch(TlsSection::isEncrypted);
        TlsSection.refuseWithoutTls(in, "urls", encrypted, "https://");
        Settings.HttpClient client = HttpClientKeys.read(in, TlsSection.read(in));
        return urls.isEmpty()
                ? Optional.empty()
                : Optional.of(new Settings.Alertmanager(List.copyOf(urls), timeout, resend, labels, client));
    }

    static Optional<Settings.Grafana> grafana(Fields root) {
        return root.fields("grafana", Section.GRAFANA).flatMap(TellingSections::grafanaOf);
    }

    private static Optional<Settings.Grafana> grafanaOf(Fields in) {
        Optional<URI> url = in.need("url", "http://localhost:3000", Addresses::base);
        Duration timeout = in.get("timeout", Scalars::duration, TIMEOUT);
        Optional<String> dashboard = in.get("dashboard_uid", Scalars::line);
        Settings.HttpClient client = withToken(in, HttpClientKeys.read(in, "url", url));
        List<String> tags = new ArrayList<>();
        in.at("tags")
                .ifPresent(at -> at.items("[slo-watchdog]")
                        .forEach(item -> Scalars.line(item).ifPresent(tags::add)));
        return url.map(address -> new Settings.Grafana(address, timeout, tags, dashboard, client));
    }

    /** A token of a service account is what Grafana wants; the longer forms are for what stands before it. */
    private static Settings.HttpClient withToken(Fields in, Settings.HttpClient client) {
        Optional<Secret> token = in.get("token_file", Paths::secretFile);
        for (String other : List.of("basic_auth", "authorization")) {
            if (in.has("token_file") && in.has(other)) {
                in.wrong(
                        other, "both token_file and " + other + " set the Authorization header", "keep one of the two");
            }
        }
        return token.map(secret -> new Settings.HttpClient(
                        Optional.empty(),
                        Optional.of(new Settings.Authorization("Bearer", secret)),
                        Map.copyOf(client.headers()),
                        client.tls()))
                .orElse(client);
    }
}
