package io.github.slowatchdog.config;

import java.net.URI;
import java.util.Optional;

/** Reads {@code tls_config}, as in Prometheus. */
final class TlsSection {

    private TlsSection() {}

    /**
     * Reads it beside an HTTP address.
     *
     * @param key of the address
     */
    static Settings.Tls read(Fields parent, String key, Optional<URI> url) {
        url.ifPresent(address -> refuseWithoutTls(parent, key, isEncrypted(address), "https://"));
        return read(parent);
    }

    static boolean isEncrypted(URI url) {
        return "https".equals(url.getScheme());
    }

    static Settings.Tls read(Fields parent) {
        return parent.fields("tls_config", Section.TLS_CONFIG)
                .map(TlsSection::of)
                .orElse(Settings.Tls.STANDARD);
    }

    private static Settings.Tls of(Fields in) {
        if (in.has("cert_file") != in.has("key_file")) {
            String there = in.has("cert_file") ? "cert_file" : "key_file";
            String missing = in.has("cert_file") ? "key_file" : "cert_file";
            in.wrong(there, there + " is there without " + missing, "a client certificate needs both files");
        }
        boolean unchecked = in.get("insecure_skip_verify", Scalars::bool, false);
        if (unchecked && in.has("ca_file")) {
            in.wrong(
                    "insecure_skip_verify",
                    "insecure_skip_verify contradicts ca_file: no certificate is checked",
                    "remove one of the two");
        }
        return new Settings.Tls(
                in.get("ca_file", Paths::file),
                in.get("cert_file", Paths::file),
                in.get("key_file", Paths::file),
                in.get("server_name", Scalars::line),
                unchecked);
    }

    /**
     * TLS settings beside an address that is not encrypted would make a person believe that it is.
     *
     * @param key of the address
     * @param scheme with which it would be encrypted
     */
    static void refuseWithoutTls(Fields in, String key, boolean tls, String scheme) {
        Optional<Cursor> settings = in.at("tls_config");
        if (settings.isPresent() && !tls) {
            in.wrong(
                    "tls_config",
                    "tls_config is there, but the connection is not encrypted",
                    "write " + scheme + " in `" + key + "`, or remove tls_config");
        }
    }
}
