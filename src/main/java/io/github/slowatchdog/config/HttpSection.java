package io.github.slowatchdog.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code http}: where the watchdog listens, and whom it serves. */
final class HttpSection {

    private static final Addresses.Listen USUAL = new Addresses.Listen("127.0.0.1", 9911);
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9._-]{0,251}[a-zA-Z0-9])?");
    private static final int MOST_CONNECTIONS = 65_000;
    /** Fewer would not do for a scraper, a probe and a person at the same time. */
    private static final int LEAST_CONNECTIONS = 8;

    private HttpSection() {}

    static Settings.Http read(Fields root) {
        Optional<Fields> in = root.fields("http", Section.HTTP);
        Addresses.Listen listen =
                in.flatMap(fields -> fields.get("listen", Addresses::listen)).orElse(USUAL);
        return new Settings.Http(
                listen.host(),
                listen.port(),
                in.flatMap(fields -> fields.get("token_file", Paths::secretFile)),
                in.map(HttpSection::serving).orElse(Settings.Serving.STANDARD),
                in.flatMap(fields -> fields.get("external_url", Addresses::base)));
    }

    private static Settings.Serving serving(Fields in) {
        Settings.Serving usual = Settings.Serving.STANDARD;
        int connections =
                in.get("max_connections", Scalars.whole(LEAST_CONNECTIONS, MOST_CONNECTIONS), usual.connections());
        int listeners = in.get(
                "max_listeners", Scalars.whole(0, MOST_CONNECTIONS), Math.min(usual.listeners(), connections / 2));
        if (listeners >= connections) {
            in.wrong(
                    in.has("max_listeners") ? "max_listeners" : "max_connections",
                    "max_listeners (" + listeners + ") leaves no connection of max_connections (" + connections
                            + ") for anything else",
                    "leave some for scrapers and probes: each listener keeps a connection");
        }
        List<String> hosts = in.at("hosts").stream()
                .flatMap(at -> at.items("[status.example.org]").stream())
                .flatMap(item -> host(item).stream())
                .toList();
        return new Settings.Serving(
                hosts,
                connections,
                listeners,
                in.fields("tls_config", Section.HTTP_TLS).flatMap(HttpSection::tls));
    }

    private static Optional<String> host(Cursor item) {
        return item.parse(
                "the name of a host",
                "write it without scheme and port, for example status.example.org",
                text -> Optional.of(text).filter(HOST.asMatchPredicate()));
    }

    private static Optional<Settings.ServerTls> tls(Fields in) {
        Optional<Path> cert = in.need("cert_file", "tls.crt", Paths::file);
        Optional<Path> key = in.need("key_file", "tls.key", Paths::file);
        Optional<Path> clients = in.get("client_ca_file", Paths::file);
        return cert.flatMap(file -> key.map(secret -> new Settings.ServerTls(file, secret, clients)));
    }
}
