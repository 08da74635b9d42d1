package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A certificate authority of its own for one test, made with openssl, which takes a tenth of the time of keytool; PEM files. */
public final class Certificates {

    /** Without it the defaults of the machine would have a say. */
    private static final String CONFIGURATION = "[req]\ndistinguished_name = none\n[none]\n";

    private final Path directory;
    private final String name;

    private Certificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Makes the authority itself. */
    public static Certificates authority(Path directory, String name) {
        Certificates authority = new Certificates(directory, name);
        authority.request(name, authority.ca(), "basicConstraints=critical,CA:TRUE", "-x509", "-days", "2");
        return authority;
    }

    /** The authority's own certificate. */
    public Path ca() {
        return directory.resolve(name + ".pem");
    }

    /**
     * Makes a certificate and its key.
     *
     * @param names such as {@code IP:127.0.0.1,DNS:localhost}
     * @return certificate file; the key has the same name and ends in {@code .key}
     */
    public Path issue(String certificate, String names) {
        return issue(certificate, names, "2");
    }

    /** The same; it was valid until yesterday. */
    public Path issueExpired(String certificate, String names) {
        return issue(certificate, names, "-1");
    }

    private Path issue(String certificate, String names, String days) {
        Path file = directory.resolve(certificate + ".pem");
        Path request = directory.resolve(certificate + ".csr");
        request(certificate, request, "subjectAltName=" + names, "-new");
        openssl(
                "x509",
                "-req",
                "-in",
                request,
                "-copy_extensions",
                "copy",
                "-days",
                days,
                "-CA",
                ca(),
                "-CAkey",
                keyOf(ca()),
                "-out",
                file);
        return file;
    }

    /** The key that belongs to a certificate file. */
    public static Path keyOf(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    /** Makes a key, and what is asked for of it. */
    private void request(String certificate, Path out, String extension, String... what) {
        Path configuration = directory.resolve("openssl.cnf");
        try {
            Files.writeString(configuration, CONFIGURATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Object> arguments =
                new ArrayList<>(List.of("req", "-config", configuration, "-subj", "/CN=" + certificate));
        arguments.addAll(List.of("-newkey", "rsa:2048", "-nodes", "-addext", extension));
        arguments.addAll(List.of("-out", out, "-keyout", directory.resolve(certificate + ".key")));
        arguments.addAll(List.of(what));
        openssl(arguments.toArray());
    }

    private static void openssl(Object... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException("openssl makes the certificates: apt-get install openssl", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
