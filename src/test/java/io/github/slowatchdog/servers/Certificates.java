package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of a test, made by openssl: {@code NAME.pem} and {@code NAME.key} for each certificate. */
public final class Certificates {

    private final Path directory;
    private final String name;

    private Certificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Stands where an authority will be. */
    public static Certificates none() {
        return new Certificates(Path.of(""), "none");
    }

    /** A new authority of this name. */
    public static Certificates authority(Path directory, String name) {
        Certificates authority = new Certificates(directory, name);
        authority.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name
                + " -keyout " + name + ".key -out " + name + ".pem");
        return authority;
    }

    /** Its own certificate, which whoever trusts it names as {@code ca_file}. */
    public Path file() {
        return pem(name);
    }

    /**
     * A certificate.
     *
     * @param alternative as openssl writes it, such as {@code DNS:localhost} or {@code IP:127.0.0.1}
     */
    public Certificates issue(String subject, String alternative) {
        try {
            Files.writeString(directory.resolve(subject + ".ext"), "subjectAltName=" + alternative + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + subject + " -keyout "
                + subject + ".key -out " + subject + ".csr");
        openssl("x509 -req -days 2 -in " + subject + ".csr -CA " + name + ".pem -CAkey " + name
                + ".key -CAcreateserial -extfile " + subject + ".ext -out " + subject + ".pem");
        return this;
    }

    public Path pem(String subject) {
        return directory.resolve(subject + ".pem");
    }

    public Path key(String subject) {
        return directory.resolve(subject + ".key");
    }

    private void openssl(String arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        try {
            Path log = directory.resolve("openssl.log");
            Process openssl = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!openssl.waitFor(30, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
                openssl.destroyForcibly();
                throw new IllegalStateException("openssl failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("openssl cannot be started; install openssl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
