package io.github.slowatchdog.client;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Puts the credentials of the settings on a request. Secrets are read anew each time, so that a rotated one is used at once. */
final class Credentials {

    private static final String AUTHORIZATION = "Authorization";
    private static final String BASIC = "Basic ";

    private final Settings.HttpClient settings;

    Credentials(Settings.HttpClient settings) {
        this.settings = settings;
    }

    /**
     * Sets the headers; those of the settings win over what is there.
     *
     * @throws IOException if a secret cannot be read; the message names the file
     */
    void putOn(MultiMap headers, URI url) throws IOException {
        String userInfo = url.getRawUserInfo();
        if (userInfo != null) {
            headers.set(AUTHORIZATION, basic(URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8)));
        }
        if (settings.basicAuth().isPresent()) {
            Settings.BasicAuth basic = settings.basicAuth().get();
            headers.set(
                    AUTHORIZATION,
                    basic(basic.username() + ":" + oneLine(basic.password(), "the password of basic_auth")));
        }
        if (settings.authorization().isPresent()) {
            Settings.Authorization given = settings.authorization().get();
            headers.set(
                    AUTHORIZATION,
                    given.type() + " " + oneLine(given.credentials(), "the credentials of authorization"));
        }
        for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
            headers.set(header.getKey(), oneLine(header.getValue(), "the header " + header.getKey()));
        }
    }

    /** What of these headers is secret, the longest form of each first. */
    List<String> secretsOn(MultiMap headers) {
        List<String> secrets = new ArrayList<>();
        String authorization = headers.get(AUTHORIZATION);
        if (authorization != null) {
            String value = authorization.substring(authorization.indexOf(' ') + 1);
            secrets.add(value);
            secrets.addAll(authorization.startsWith(BASIC) ? password(value) : List.of());
        }
        settings.headers().keySet().forEach(name -> secrets.add(headers.get(name)));
        return secrets;
    }

    private static List<String> password(String encoded) {
        try {
            String plain = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return List.of(plain, plain.substring(plain.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return List.of(); // a header that somebody wrote by hand
        }
    }

    private static String basic(String userAndPassword) {
        return BASIC + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** A line end inside a header value would let a secret's file write headers of its own. */
    private static String oneLine(Secret secret, String what) throws IOException {
        String value = secret.reveal();
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            throw new IOException(what + " has a line end or another control character in it");
        }
        return value;
    }
}
