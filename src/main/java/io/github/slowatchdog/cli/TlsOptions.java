package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that asks a watchdog over https knows it, and shows itself. */
final class TlsOptions {

    private static final int DNS_NAME = 2;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates to trust (default: http.tls_config.cert_file of the configuration itself;"
                    + " with --url those of the system).")
    private @Nullable Path caFile;

    @Option(
            names = "--cert-file",
            paramLabel = "FILE",
            description = "Certificate to show, where the watchdog wants to see one (http.tls_config.client_ca_file).")
    private @Nullable Path certFile;

    @Option(names = "--key-file", paramLabel = "FILE", description = "Its key.")
    private @Nullable Path keyFile;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "The name in the watchdog's certificate, where it is not that of the address.")
    private @Nullable String serverName;

    /** What is wrong with the options; empty if nothing is. */
    Optional<String> trouble() {
        return (certFile == null) == (keyFile == null)
                ? Optional.empty()
                : Optional.of("--cert-file and --key-file go together");
    }

    /**
     * As these options and the configuration say.
     *
     * @param served empty: no configuration was read, or it has none
     */
    Settings.Tls tls(Optional<Settings.ServerTls> served) {
        Optional<Path> own = served.map(Settings.ServerTls::certFile);
        return new Settings.Tls(
                Optional.ofNullable(caFile).or(() -> own),
                Optional.ofNullable(certFile),
                Optional.ofNullable(keyFile),
                Optional.ofNullable(serverName).or(() -> own.flatMap(TlsOptions::name)),
                false);
    }

    /** The configuration asks 127.0.0.1, for which certificates are seldom made out; the file says for whom it is. */
    private static Optional<String> name(Path certFile) {
        try (InputStream in = Files.newInputStream(certFile)) {
            X509Certificate first =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Collection<List<?>> names =
                    Optional.ofNullable(first.getSubjectAlternativeNames()).orElse(List.of());
            return names.stream()
                    .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)).replaceFirst("^\\*\\.", "any."))
                    .findFirst();
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty(); // whoever uses the file says what is wrong with it
        }
    }
}
