package io.github.slowatchdog.client;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificates of the settings, read again when their files have changed, as a rotated certificate does. */
final class TlsFiles {

    private static final long LIMIT = 4L * 1024 * 1024;

    private final Settings.Tls settings;
    private List<String> seen = List.of("never read");

    TlsFiles(Settings.Tls settings) {
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

    /** Makes the next call read the files again: what was read did not work. */
    synchronized void forget() {
        seen = List.of("not usable");
    }

    private ClientSSLOptions options() throws IOException {
        ClientSSLOptions options = new ClientSSLOptions()
                .setTrustAll(settings.insecureSkipVerify())
                .setHostnameVerificationAlgorithm(settings.insecureSkipVerify() ? "" : "HTTPS");
        if (settings.caFile().isPresent()) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertValue(read(settings.caFile().get())));
        }
        if (settings.certFile().isPresent() && settings.keyFile().isPresent()) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertValue(read(settings.certFile().get()))
                    .setKeyValue(read(settings.keyFile().get())));
        }
        return options;
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
