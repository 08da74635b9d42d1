package io.github.slowatchdog.http;

import io.github.slowatchdog.client.PemFiles;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the server shows, and whose certificates it wants to see. Its files are looked at every few seconds: a rotated
 * certificate counts without a restart, and one that cannot be used leaves the one before in force.
 */
final class ServedTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServedTls.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final int HANDSHAKE_SECONDS = 5;

    private final Settings.ServerTls settings;
    private final PemFiles files;
    private List<String> seen;

    private ServedTls(Vertx vertx, Settings.ServerTls settings) throws IOException {
        this.settings = settings;
        this.files = new PemFiles(vertx);
        this.seen = stamps();
    }

    /**
     * Has the server speak TLS and nothing else.
     *
     * @throws IOException if a file cannot be read or used; the message names it
     */
    static ServedTls applyTo(HttpServerOptions options, Vertx vertx, Settings.ServerTls settings) throws IOException {
        ServedTls tls = new ServedTls(vertx, settings);
        options.setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setKeyCertOptions(tls.files.key(settings.certFile(), settings.keyFile()))
                .setClientAuth(tls.clients());
        if (settings.clientCaFile().isPresent()) {
            options.setTrustOptions(tls.files.trust(settings.clientCaFile().get()));
        }
        return tls;
    }

    private ClientAuth clients() {
        return settings.clientCaFile().isPresent() ? ClientAuth.REQUIRED : ClientAuth.NONE;
    }

    void follow(Vertx vertx, HttpServer server) {
        vertx.setPeriodic(
                LOOK.toMillis(),
                ignored -> vertx.executeBlocking(this::changed, false)
                        .onSuccess(changed -> changed.ifPresent(options -> replace(server, options)))
                        .onFailure(why -> LOG.error("the certificate before stays in force: {}", why.getMessage())));
    }

    private static void replace(HttpServer server, ServerSSLOptions options) {
        server.updateSSLOptions(options)
                .onSuccess(ignored -> LOG.info("another certificate is served from now on"))
                .onFailure(why -> LOG.error("the certificate before stays in force: {}", why.getMessage()));
    }

    /** The new options, once after each change of the files. */
    private synchronized Optional<ServerSSLOptions> changed() throws IOException {
        List<String> now = stamps();
        if (now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        ServerSSLOptions options = new ServerSSLOptions()
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(files.key(settings.certFile(), settings.keyFile()))
                .setClientAuth(clients());
        if (settings.clientCaFile().isPresent()) {
            options.setTrustOptions(files.trust(settings.clientCaFile().get()));
        }
        return Optional.of(options);
    }

    private List<String> stamps() throws IOException {
        return PemFiles.stamps(
                Stream.of(Optional.of(settings.certFile()), Optional.of(settings.keyFile()), settings.clientCaFile()));
    }
}
