package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.SwitchFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** TLS towards Redis: PEM files read at each connect, so that renewed certificates are used without a restart. */
final class RedisTls {

    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private RedisTls() {}

    /**
     * What Jedis wants to know. The server must be who we called, or who {@code server_name} says.
     *
     * @throws RedisFailure if a file cannot be used
     */
    static SslOptions options(Settings.Tls tls) {
        SSLParameters parameters = new SSLParameters();
        tls.serverName().ifPresent(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
        SslOptions.Builder options = SslOptions.builder()
                .sslParameters(parameters)
                .sslVerifyMode(tls.insecureSkipVerify() ? SslVerifyMode.INSECURE : SslVerifyMode.FULL);
        try {
            if (tls.caFile().isPresent()) {
                byte[] store = store(trusting(certificates(tls.caFile().get())));
                options.trustStoreType("PKCS12").truststore(() -> new ByteArrayInputStream(store), IN_MEMORY);
            }
            if (tls.certFile().isPresent() && tls.keyFile().isPresent()) {
                Certificate[] chain = certificates(tls.certFile().get()).toArray(Certificate[]::new);
                KeyStore keys = empty();
                keys.setKeyEntry("client", key(tls.keyFile().get()), IN_MEMORY, chain);
                byte[] store = store(keys);
                options.keyStoreType("PKCS12").keystore(() -> new ByteArrayInputStream(store), IN_MEMORY);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new RedisFailure(SwitchFailure.TLS, "a file of tls_config cannot be used: " + e.getMessage());
        }
        return options.build();
    }

    private static KeyStore trusting(List<Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        return store;
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> all =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (all.isEmpty()) {
                throw new IOException(file + " holds no PEM certificate");
            }
            return all;
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (start < 0 || end < start) {
            throw new IOException(
                    file + " holds no PKCS#8 key without a password; make one with: openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec key =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                // another algorithm then
            }
        }
        throw new IOException(file + " holds a key that is neither RSA, EC nor EdDSA");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static byte[] store(KeyStore store) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, IN_MEMORY);
        return out.toByteArray();
    }
}
