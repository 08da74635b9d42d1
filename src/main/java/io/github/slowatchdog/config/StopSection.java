package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Consequence;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code stop}. */
final class StopSection {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    /** What a stop order leads to. */
    private enum Mode {
        ENFORCE,
        SHADOW
    }

    private StopSection() {}

    static Optional<Settings.Stop> read(Fields in) {
        boolean enforced = in.get("mode", Scalars.oneOf(Mode.class), Mode.ENFORCE) == Mode.ENFORCE;
        Optional<Settings.Redis> redis = in.need("redis", "{url: redis://localhost:6379/0}", Optional::of)
                .flatMap(at -> at.fields(Section.REDIS))
                .flatMap(RedisSection::read);
        Optional<Settings.StopHttp> http = in.fields("http", Section.STOP_HTTP).flatMap(StopSection::http);
        Optional<Settings.Confirm> confirm =
                in.fields("confirm", Section.CONFIRM).flatMap(ConfirmSection::read);
        Optional<Settings.WhenBlind> whenBlind = in.need(
                        "when_blind", "{after: 2m, then: stop}", at -> at.fields(Section.WHEN_BLIND))
                .flatMap(StopSection::whenBlind);
        Duration greenFor = in.fields("release", Section.RELEASE)
                .flatMap(release -> release.get("green_for", Scalars::durationOrZero))
                .orElse(Duration.ofMinutes(1));
        Optional<Settings.Lease> lease = in.fields("lease", Section.LEASE).flatMap(fields -> lease(fields, redis));
        return redis.flatMap(where ->
                whenBlind.map(blind -> new Settings.Stop(enforced, where, http, confirm, blind, greenFor, lease)));
    }

    private static Optional<Settings.StopHttp> http(Fields in) {
        Optional<URI> url = in.need("url", "http://localhost:8090/admin/emergency-stop", Addresses::url);
        Optional<Secret> token = in.get("token_file", Paths::secretFile);
        Settings.Tls tls = TlsSection.read(in, "url", url);
        return url.map(address -> new Settings.StopHttp(address, token, tls));
    }

    static Optional<Settings.WhenBlind> whenBlind(Fields in) {
        Optional<Duration> after = in.need("after", "2m", Scalars::duration);
        Optional<Consequence> then = in.need("then", "stop", Scalars.oneOf(Consequence.class));
        return after.flatMap(duration -> then.map(what -> new Settings.WhenBlind(duration, what)));
    }

    private static Optional<Settings.Lease> lease(Fields in, Optional<Settings.Redis> redis) {
        Duration ttl = in.get("ttl", Scalars.duration(SHORTEST_LEASE), Duration.ofSeconds(15));
        String flag = redis.map(Settings.Redis::key).orElse("");
        String key = in.get("key", Scalars::line, flag + ":lease");
        if (key.equals(flag)) {
            in.wrong(
                    "key", "the lease has the key of the flag", "give it a key of its own, such as " + flag + ":lease");
        }
        // it is renewed each third of its life: one slow answer must not lose it
        Duration timeout = redis.map(Settings.Redis::timeout).orElse(Duration.ZERO);
        if (ttl.compareTo(timeout.multipliedBy(3)) < 0) {
            in.wrong(
                    "ttl",
                    "the lease of " + Durations.text(ttl) + " is shorter than three times stop.redis.timeout ("
                            + Durations.text(timeout) + ")",
                    "write at least " + Durations.text(timeout.multipliedBy(3)) + ", or a shorter timeout");
        }
        return Optional.of(new Settings.Lease(key, ttl));
    }
}
