package io.github.slowatchdog.client;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The certificates of the settings, read again when their files have changed, as a rotated certificate does. */
final class TlsFiles {

    private static final long LIMIT = 4L * 1024 * 1024;

    private final Vertx vertx;
    private final Settings.Tls settings;
    private List<String> seen = List.of("never read");

    TlsFiles(Vertx vertx, Settings.Tls settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * The options, if the files are not those of the last call; empty if they are.
     *
     * @throws IOException if a file cannot be read; the message names it
     */
    synchronized Optional<ClientSSLOptions> changed() throws IOException {
        List<String> now = stamps();
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
            Path file = settings.caFile().get();
            TrustOptions trust = new PemTrustOptions().addCertValue(read(file));
            usable(file, () -> trust.getTrustManagerFactory(vertx));
            options.setTrustOptions(trust);
        }
        if (settings.certFile().isPresent() && settings.keyFile().isPresent()) {
            Path file = settings.certFile().get();
            KeyCertOptions key = new PemKeyCertOptions()
                    .setCertValue(read(file))
                    .setKeyValue(read(settings.keyFile().get()));
            usable(file, () -> key.getKeyManagerFactory(vertx));
            options.setKeyCertOptions(key);
        }
        return options;
    }

    /** Asked here, where it is known which file it is; a handshake that fails for it does not say. */
    private static void usable(Path file, Callable<?> use) throws IOException {
        try {
            use.call();
        } catch (Exception e) {
            throw new IOException(file + " is no certificate, or its key does not belong to it: " + e.getMessage(), e);
        }
    }

    private List<String> stamps() throws IOException {
        List<String> stamps = new ArrayList<>();
        for (Path file : Stream.of(settings.caFile(), settings.certFile(), settings.keyFile())
                .flatMap(Optional::stream)
                .toList()) {
            try {
                stamps.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            } catch (IOException e) {
                throw new IOException("cannot read the certificate file " + file, e);
            }
        }
        return stamps;
    }

    private static Buffer read(Path file) throws IOException {
        if (Files.size(file) > LIMIT) {
            throw new IOException(file + " is larger than any certificate (4 MiB)");
        }
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException("cannot read the certificate file " + file, e);
        }
    }
}
