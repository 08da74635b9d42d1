package io.github.slowatchdog.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the HTTP client keys that Prometheus users know, from the mapping they stand in. */
final class HttpClientKeys {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "content-type",
            "host",
            "transfer-encoding",
            "user-agent");

    private HttpClientKeys() {}

    /**
     * Reads them beside one address.
     *
     * @param key of the address
     */
    static Settings.HttpClient read(Fields in, String key, Optional<URI> url) {
        return read(in, TlsSection.read(in, key, url));
    }

    /** Reads them beside addresses of which at least one is encrypted, or none could be read. */
    static Settings.HttpClient read(Fields in, Settings.Tls tls) {
        in.atMostOne(List.of("basic_auth", "authorization"), "both set the Authorization header");
        boolean authorized = in.has("basic_auth") || in.has("authorization");
        return new Settings.HttpClient(
                in.fields("basic_auth", Section.BASIC_AUTH).flatMap(HttpClientKeys::basicAuth),
                in.fields("authorization", Section.AUTHORIZATION).flatMap(HttpClientKeys::authorization),
                in.at("headers").map(at -> headers(at, authorized)).orElse(Map.of()),
                tls);
    }

    private static Optional<Settings.BasicAuth> basicAuth(Fields in) {
        Optional<String> username = in.need("username", "NAME", Scalars::line);
        Optional<Secret> password = secret(in, "password", "password_file");
        if (username.filter(name -> name.contains(":")).isPresent()) {
            return in.wrong(
                    "username",
                    "a user name must not hold a colon",
                    "use one without: HTTP ends the name at the colon");
        }
        return username.map(name -> new Settings.BasicAuth(name, password.orElse(Secret.of(""))));
    }

    private static Optional<Settings.Authorization> authorization(Fields in) {
        String type = in.get("type", Scalars::line, "Bearer");
        if (type.equalsIgnoreCase("basic")) {
            in.wrong("type", "the type Basic needs a user name and a password", "use basic_auth instead");
        }
        Optional<Secret> credentials = secret(in, "credentials", "credentials_file");
        if (!in.has("credentials") && !in.has("credentials_file")) {
            in.wrong("neither credentials nor credentials_file is there", "add `credentials_file: FILE`");
        }
        return credentials.map(secret -> new Settings.Authorization(type, secret));
    }

    /** A secret given in place or in a file, not both. */
    static Optional<Secret> secret(Fields in, String inPlace, String inFile) {
        in.atMostOne(List.of(inPlace, inFile), "there is one secret");
        Optional<Secret> given = in.get(inPlace, Paths::secret);
        Optional<Secret> file = in.get(inFile, Paths::secretFile);
        return given.or(() -> file);
    }

    /** The name of a header. */
    static Optional<String> headerName(Cursor at) {
        return at.parse(
                "the name of a header",
                "write for example X-Scope-OrgID",
                text -> Optional.of(text).filter(HEADER.asMatchPredicate()));
    }

    private static Map<String, Secret> headers(Cursor at, boolean authorized) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        at.freeKeys().forEach((name, entry) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (headerName(entry.key()).isPresent() && RESERVED.contains(lower)) {
                entry.key().wrong("the header " + Quote.of(name) + " is set by each request", "leave it out");
            } else if (lower.equals("authorization") && authorized) {
                entry.key()
                        .wrong(
                                "the Authorization header is set by basic_auth or authorization, too",
                                "keep one of them");
            }
            Paths.secret(entry.value()).ifPresent(value -> headers.put(name, value));
        });
        return headers;
    }
}
