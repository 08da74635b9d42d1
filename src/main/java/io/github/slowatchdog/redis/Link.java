package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.SwitchFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * A connection to the master: made when it is first used, thrown away at any sign that it may be broken, and made anew at once
 * where an old connection may suffer from what a new one does not. For one thread.
 */
final class Link implements AutoCloseable {

    /** The server is there and understood us: the connection is as good as before. */
    private static final Set<SwitchFailure> CONNECTION_STAYS = EnumSet.of(
            SwitchFailure.OOM,
            SwitchFailure.NOREPLICAS,
            SwitchFailure.MISCONF,
            SwitchFailure.NOPERM,
            SwitchFailure.LOADING,
            SwitchFailure.BUSY,
            SwitchFailure.WRONGTYPE,
            SwitchFailure.READBACK);

    /** What an old connection may suffer although there is a good master to connect to. */
    private static final Set<SwitchFailure> WORTH_ANOTHER_CONNECTION =
            EnumSet.of(SwitchFailure.RESET, SwitchFailure.READONLY, SwitchFailure.CLUSTER, SwitchFailure.NOAUTH);

    private static final Duration SENTINEL_ASKED = Duration.ofSeconds(2);

    private final Settings.Redis settings;
    private final Masters finder;
    private @Nullable Master master;
    private long connections;
    private final Elapsed sentinelAsked = new Elapsed(System::nanoTime);

    Link(Settings.Redis settings) {
        this(settings, new MasterFinder(settings));
    }

    Link(Settings.Redis settings, Masters finder) {
        this.settings = settings;
        this.finder = finder;
    }

    /** How many connections there have been: the number of the one in use. */
    long number() {
        return connections;
    }

    /**
     * Makes sure that the server is still the one that takes writes, by its own word, and now and then by that of Sentinel.
     *
     * @throws RedisFailure if it is not
     */
    void requireMaster(Master on, String key) {
        List<String> role = on.role(key);
        if (!role.isEmpty() && !role.get(0).equals("master")) {
            throw new RedisFailure(SwitchFailure.READONLY, "the server has become a " + role.get(0));
        }
        if (!sentinelAsked.isWithin(SENTINEL_ASKED)) {
            sentinelAsked.now();
            if (finder.elsewhere()) {
                throw new RedisFailure(SwitchFailure.READONLY, "Sentinel names another server as master");
            }
        }
    }

    /** The server connected to last; empty for a cluster, and before the first connection. */
    Optional<HostAndPort> connectedTo() {
        return finder.connectedTo();
    }

    /** Whether the connection is as good as before after such a failure. */
    static boolean stays(SwitchFailure failure) {
        return CONNECTION_STAYS.contains(failure);
    }

    /**
     * Does some work with the master.
     *
     * @throws RedisFailure whatever went wrong; it names the servers
     */
    <T> T ask(Function<Master, T> work) {
        boolean old = master != null;
        try {
            return once(work);
        } catch (RedisFailure failure) {
            if (old && WORTH_ANOTHER_CONNECTION.contains(failure.code())) {
                return once(work);
            }
            throw failure;
        }
    }

    private <T> T once(Function<Master, T> work) {
        try {
            return work.apply(connected());
        } catch (RuntimeException e) {
            RedisFailure failure = RedisFailure.of(e);
            if (!stays(failure.code())) {
                close();
            }
            throw failure.at(settings.address().nodes().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(",", "redis at ", "")));
        } catch (Error e) {
            close(); // half an answer may be left in it, and would be taken for the next
            throw e;
        }
    }

    private Master connected() {
        Master now = master;
        if (now == null) {
            now = finder.connect();
            master = now;
            connections++;
        }
        return now;
    }

    /** Lets go of the connection; the next question makes another. */
    @Override
    public void close() {
        if (master != null) {
            master.close();
            master = null;
        }
    }
}
