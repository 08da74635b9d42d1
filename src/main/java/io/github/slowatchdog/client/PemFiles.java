package io.github.slowatchdog.client;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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

/** Certificates and keys in PEM files, checked as they are read: a handshake that fails for one does not say which file it was. */
public final class PemFiles {

    private static final long LIMIT = 4L * 1024 * 1024;

    private final Vertx vertx;

    public PemFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * A certificate with what leads to its authority, and its key.
     *
     * @throws IOException if they cannot be read or used; the message names the file
     */
    public KeyCertOptions key(Path certFile, Path keyFile) throws IOException {
        KeyCertOptions key =
                new PemKeyCertOptions().setCertValue(read(certFile)).setKeyValue(read(keyFile));
        usable(certFile, () -> key.getKeyManagerFactory(vertx));
        return key;
    }

    /**
     * Certificates that are trusted.
     *
     * @throws IOException likewise
     */
    public TrustOptions trust(Path caFile) throws IOException {
        TrustOptions trust = new PemTrustOptions().addCertValue(read(caFile));
        usable(caFile, () -> trust.getTrustManagerFactory(vertx));
        return trust;
    }

    /**
     * What changes when one of these files does.
     *
     * @throws IOException if one cannot be looked at; the message names it
     */
    public static List<String> stamps(Stream<Optional<Path>> files) throws IOException {
        List<String> stamps = new ArrayList<>();
        for (Path file : files.flatMap(Optional::stream).toList()) {
            try {
                stamps.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            } catch (IOException e) {
                throw new IOException("cannot read the certificate file " + file, e);
            }
        }
        return stamps;
    }

    private static void usable(Path file, Callable<?> use) throws IOException {
        try {
            use.call();
        } catch (Exception e) {
            throw new IOException(file + " is no certificate, or its key does not belong to it: " + e.getMessage(), e);
        }
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
