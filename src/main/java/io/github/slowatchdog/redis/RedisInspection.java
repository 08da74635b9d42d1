package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.SwitchFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;

/**
 * Tries what a stop would need, as the user that a stop would use, and on a key of its own: it is written as the flag would be, read
 * back, renamed, and deleted. It expires by itself where deleting is denied. The flag is never written: whether it might be is asked by
 * a script that does nothing with it, or by a transaction that is thrown away.
 *
 * <p>Blocks for some of the timeouts of the settings. Trouble is a fact, never an exception.
 */
public final class RedisInspection {

    private static final Duration GONE = Duration.ofMillis(1);
    private static final byte[] DOES_NOTHING = "return 1".getBytes(StandardCharsets.UTF_8);

    private final Settings.Redis settings;
    private final InstantSource clock;
    private final String probeKey;

    private RedisInspection(Settings.Redis settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        String own = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        this.probeKey = OrderKey.beside(settings.key(), "probe:" + own);
    }

    /** An inspection of the Redis of these settings. Nothing is asked yet. */
    public static RedisInspection of(Settings.Redis settings) {
        return new RedisInspection(settings, InstantSource.system());
    }

    /**
     * Finds out what there is to know.
     *
     * @param writing whether the probe key may be written; without it only questions are asked
     */
    public RedisFacts inspect(boolean writing) {
        try (Link link = new Link(settings)) {
            return link.ask(on -> facts(on, link, writing));
        } catch (RedisFailure e) {
            return RedisFacts.unknown(e);
        }
    }

    private RedisFacts facts(Master on, Link link, boolean writing) {
        Optional<RedisFacts.Trouble> write = writing ? tried(() -> probe(on)) : Optional.empty();
        Optional<RedisFacts.Trouble> rename = writing && write.isEmpty() ? tried(() -> rename(on)) : Optional.empty();
        return new RedisFacts(
                Optional.empty(),
                write,
                writing ? tried(() -> flag(on)) : Optional.empty(),
                rename,
                on.scripts(),
                !on.role(settings.key()).isEmpty(),
                link.connectedTo().filter(this::isElsewhere).map(HostAndPort::toString),
                allowed(() -> info(on)).orElse(Map.of()),
                allowed(() -> skew(on)));
    }

    private boolean isElsewhere(HostAndPort master) {
        return settings.address().kind() == RedisAddress.Kind.SINGLE
                && settings.address().nodes().stream()
                        .noneMatch(node -> node.host().equals(master.getHost()) && node.port() == master.getPort());
    }

    private void probe(Master on) {
        Content first = Content.text("slo-watchdog check, written " + clock.instant());
        Content second = Content.text("slo-watchdog check, written again " + clock.instant());
        try {
            on.set(probeKey, first, settings.timeout().multipliedBy(20));
            Swap swap = on.swap(List.of(Change.of(probeKey, first, second)));
            if (!swap.done() || !on.get(probeKey).equals(second)) {
                throw new RedisFailure(
                        SwitchFailure.READBACK,
                        "the probe key was written, and read back as "
                                + swap.first().shown());
            }
        } finally {
            remove(on, probeKey);
        }
    }

    private void rename(Master on) {
        String other = probeKey + ":renamed";
        if (!on.together(probeKey, other)) {
            return;
        }
        on.set(probeKey, Content.text(""), settings.timeout().multipliedBy(20));
        try {
            on.rename(probeKey, other);
        } finally {
            remove(on, probeKey);
            remove(on, other);
        }
    }

    /** By the right that is there in any case; after a failure there may be nothing to remove, and no way to do it. */
    private static void remove(Master on, String key) {
        if (tried(() -> deleted(on, key)).isPresent()) {
            tried(() -> on.set(key, Content.text(""), GONE));
        }
    }

    private static void deleted(Master on, String key) {
        try (Connection own = on.connection(key)) {
            own.executeCommand(new CommandArguments(Command.DEL).key(key));
        }
    }

    /** Whether the flag might be read and written; it is not. */
    private void flag(Master on) {
        on.get(settings.key());
        try (Connection own = on.connection(settings.key())) {
            if (on.scripts()) {
                own.executeCommand(new CommandArguments(Command.EVAL)
                        .add(DOES_NOTHING)
                        .add(1)
                        .key(settings.key()));
                return;
            }
            try {
                own.executeCommand(Command.MULTI);
                own.executeCommand(
                        new CommandArguments(Command.SET).key(settings.key()).add(""));
            } finally {
                // the connection is closed with the transaction open, which throws it away; nothing was set
                own.setBroken();
            }
        }
    }

    private Map<String, String> info(Master on) {
        Map<String, String> info = new HashMap<>();
        try (Connection own = on.connection(settings.key())) {
            Object reply = own.executeCommand(Command.INFO);
            String text = reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
            text.lines()
                    .map(line -> line.split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> info.put(pair[0], pair[1].strip()));
        }
        return info;
    }

    private Duration skew(Master on) {
        Instant asked = clock.instant();
        try (Connection own = on.connection(settings.key())) {
            List<?> reply = (List<?>) own.executeCommand(Command.TIME);
            Instant answered = clock.instant();
            Instant server = Instant.ofEpochSecond(number(reply.get(0))).plusNanos(1_000 * number(reply.get(1)));
            // it was that time at some moment in between
            return server.isAfter(answered)
                    ? Duration.between(answered, server)
                    : server.isBefore(asked) ? Duration.between(asked, server) : Duration.ZERO;
        }
    }

    private static long number(Object reply) {
        return Long.parseLong(new String((byte[]) reply, StandardCharsets.US_ASCII));
    }

    private static Optional<RedisFacts.Trouble> tried(Runnable what) {
        try {
            what.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(RedisFacts.Trouble.of(kept(e)));
        }
    }

    /** What the server answers to a question that not everybody may ask. */
    private static <T> Optional<T> allowed(java.util.function.Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException e) {
            kept(e);
            return Optional.empty();
        }
    }

    /** A refusal is a fact; a connection that is gone ends the inspection. */
    private static RedisFailure kept(RuntimeException e) {
        RedisFailure failure = RedisFailure.of(e);
        if (!Link.stays(failure.code())
                && failure.code() != SwitchFailure.OTHER
                && failure.code() != SwitchFailure.READONLY) {
            throw failure;
        }
        return failure;
    }
}
