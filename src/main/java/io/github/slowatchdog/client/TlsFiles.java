package io.github.slowatchdog.client;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificates of the settings, read again when their files have changed, as a rotated certificate does. */
final class TlsFiles {

    private final PemFiles files;
    private final Settings.Tls settings;
    private List<String> seen = List.of("never read");

    TlsFiles(Vertx vertx, Settings.Tls settings) {
        this.files = new PemFiles(vertx);
        this.settings = settings;
    }

    /**
     * The options, if the files are not those of the last call; empty if they are.
     *
     * @throws IOException if a file cannot be read; the message names it
     */
    synchronized Optional<ClientSSLOptions> changed() throws IOException {
        List<String> now = PemFiles.stamps(Stream.of(settings.caFile(), settings.certFile(), settings.keyFile()));
        if (now.equals(seen)) {
            return Optional.empty();
        }
        ClientSSLOptions options = options();
        seen = now;
        return Optional.of(options);
    }

    private ClientSSLOptions options() throws IOException {
        ClientSSLOptions options = new ClientSSLOptions()
                .setTrustAll(settings.insecureSkipVerify())
                .setHostnameVerificationAlgorithm(settings.insecureSkipVerify() ? "" : "HTTPS");
        if (settings.caFile().isPresent()) {
            options.setTrustOptions(files.trust(settings.caFile().get()));
        }
        if (settings.certFile().isPresent() && settings.keyFile().isPresent()) {
            options.setKeyCertOptions(
                    files.key(settings.certFile().get(), settings.keyFile().get()));
        }
        return options;
    }
}
