package io.github.slowatchdog.config;

import io.github.slowatchdog.config.RedisAddress.Kind;
import io.github.slowatchdog.stop.FlagDocument;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code stop.redis}. */
final class RedisSection {

    private RedisSection() {}

    static Optional<Settings.Redis> read(Fields in) {
        Optional<RedisUrl> url = in.need("url", "redis://localhost:6379/0", RedisUrl::read);
        Optional<String> username = in.get("username", Scalars::line);
        Optional<Secret> password = HttpClientKeys.secret(in, "password", "password_file");
        if (url.flatMap(RedisUrl::username).isPresent() && in.has("username")) {
            in.wrong("username", "the user is named in `url`, too", "keep one of the two");
        }
        for (String key : new String[] {"password", "password_file"}) {
            if (url.flatMap(RedisUrl::password).isPresent() && in.has(key)) {
                in.wrong(key, "a password stands in `url`, too", "keep " + key + " and take it out of `url`");
            }
        }
        boolean anyPassword = in.has("password")
                || in.has("password_file")
                || url.flatMap(RedisUrl::password).isPresent();
        if (in.has("username") && !anyPassword) {
            in.wrong("username", "a user without a password", "add `password_file: FILE`");
        }
        Settings.Tls tls = TlsSection.read(in);
        String key = in.get("key", Scalars::line, "exec_mode");
        FlagDocument flag = FlagKeys.read(in);
        Duration timeout = in.get("timeout", Scalars.duration(Duration.ofMillis(10)), Duration.ofMillis(500));
        return url.map(found -> new Settings.Redis(
                address(in, found.address()),
                username.or(found::username),
                password.or(() -> found.password().map(Secret::of)),
                tls,
                key,
                flag,
                timeout));
    }

    private static RedisAddress address(Fields in, RedisAddress address) {
        String scheme = address.kind() == Kind.SINGLE
                ? "rediss://"
                : address.kind() == Kind.SENTINEL ? "rediss-sentinel://" : "rediss-cluster://";
        TlsSection.refuseWithoutTls(in, "url", address.tls(), scheme);
        return address;
    }
}
