package io.github.slowatchdog.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers of HTTP addresses, and of the one to listen on. */
final class Addresses {

    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[a-zA-Z0-9._-]*):(\\d{1,5})");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String EXAMPLE = "write for example http://localhost:9090";

    /** Where to listen. */
    record Listen(String host, int port) {}

    private Addresses() {}

    /** An address to which paths are appended: no query. */
    static Optional<URI> base(Cursor value) {
        return url(value)
                .flatMap(url -> url.getRawQuery() == null
                        ? Optional.of(url)
                        : value.wrong(
                                "the address has a query (?...)", "leave it out; query parameters belong in `params`"));
    }

    /** An absolute {@code http} or {@code https} address. Messages do not repeat it: it may hold a token. */
    static Optional<URI> url(Cursor value) {
        return Scalars.line(value).flatMap(text -> {
            try {
                return checked(value, new URI(text));
            } catch (URISyntaxException e) {
                // where it breaks off depends on the version of Java
                return value.wrong("it is not an address", EXAMPLE);
            }
        });
    }

    /** An address for people, as {@link #url} but with a fragment allowed. */
    static Optional<URI> link(Cursor value) {
        return value.parse("an http or https address", "write for example https://example.org/runbooks/x", text -> {
            try {
                URI url = new URI(text);
                return Optional.of(url)
                        .filter(link -> link.getScheme() != null && SCHEMES.contains(link.getScheme()))
                        .filter(link -> link.getHost() != null);
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<URI> checked(Cursor value, URI url) {
        if (url.getScheme() == null || !url.isAbsolute() || url.isOpaque()) {
            return value.wrong("the address has no scheme", EXAMPLE);
        }
        if (!SCHEMES.contains(url.getScheme())) {
            return value.wrong("the scheme is neither http nor https", EXAMPLE);
        }
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return value.wrong(
                    "the address holds credentials, which would be shown",
                    "take them out; basic_auth, authorization or token_file are for them");
        }
        if (url.getHost() == null) {
            return value.wrong(
                    "the address has no host name, or one with a character that host names do not have", EXAMPLE);
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            return value.wrong("the port is not between 1 and 65535", EXAMPLE);
        }
        if (url.getRawFragment() != null) {
            return value.wrong("the address has a fragment (#...)", "leave it out");
        }
        return Optional.of(url);
    }

    /** {@code HOST:PORT}; without a host all interfaces, port 0 any free one. */
    static Optional<Listen> listen(Cursor value) {
        return value.parse(
                "an address to listen on",
                "write HOST:PORT, for example 127.0.0.1:9911, or :9911 for all interfaces; port at most 65535",
                text -> {
                    Matcher form = LISTEN.matcher(text);
                    if (!form.matches() || Integer.parseInt(form.group(2)) > 65_535) {
                        return Optional.empty();
                    }
                    String host = form.group(1).isEmpty() ? "0.0.0.0" : form.group(1);
                    return Optional.of(new Listen(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(form.group(2))));
                });
    }
}
