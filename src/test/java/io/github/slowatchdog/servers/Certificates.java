package io.github.slowatchdog.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of its own for one test, made with the JDK's keytool; everything as PEM files. */
public final class Certificates {

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    private Certificates(Path directory, String name) {
        this.directory = directory;
        this.store = directory.resolve(name + ".p12");
    }

    /** Makes the authority itself. */
    public static Certificates authority(Path directory, String name) {
        Certificates authority = new Certificates(directory, name);
        authority.keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c");
        authority.write("ca", name + ".pem", "");
        return authority;
    }

    /** The authority's own certificate. */
    public Path ca() {
        return directory.resolve(store.getFileName().toString().replace(".p12", ".pem"));
    }

    /**
     * Makes a certificate and its key.
     *
     * @param names as keytool wants them, such as {@code ip:127.0.0.1,dns:localhost}
     * @return certificate file; the key has the same name and ends in {@code .key}
     */
    public Path issue(String name, String names) {
        return issue(name, names, new String[0]);
    }

    /** The same; it was valid until yesterday. */
    public Path issueExpired(String name, String names) {
        return issue(name, names, new String[] {"-startdate", "-3d"});
    }

    private Path issue(String name, String names, String[] more) {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "RSA"));
        command.addAll(List.of("-dname", "CN=" + name, "-signer", "ca", "-ext", "san=" + names));
        command.addAll(List.of(more));
        keytool(command.toArray(String[]::new));
        write(name, name + ".pem", name + ".key");
        return directory.resolve(name + ".pem");
    }

    /** The key that belongs to a certificate file. */
    public static Path keyOf(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-validity", "2"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("keytool of the JDK that runs the tests", e);
        }
    }

    private void write(String alias, String certificate, String key) {
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Files.writeString(
                    directory.resolve(certificate),
                    pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
            if (!key.isEmpty()) {
                byte[] encoded = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
                Files.writeString(directory.resolve(key), pem("PRIVATE KEY", encoded));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        byte[] end = {'\n'};
        String body = Base64.getMimeEncoder(64, end).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
