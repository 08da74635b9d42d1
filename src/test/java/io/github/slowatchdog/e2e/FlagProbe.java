package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** Looks at flags in Redis all the time, whatever becomes of that Redis, and keeps when each was first seen to say stop. */
final class FlagProbe implements AutoCloseable {

    private static final String STOP = "\"emergency_stop\":true";
    private static final long AGAIN = Duration.ofMillis(5).toNanos();

    private final HostAndPort redis;
    private final JedisClientConfig config;
    private final List<String> keys;
    private final Map<String, Instant> seen = new HashMap<>();
    private Instant since = Instant.MAX;
    private volatile boolean closed;

    private FlagProbe(int port, JedisClientConfig config, List<String> keys) {
        this.redis = new HostAndPort("127.0.0.1", port);
        this.config = config;
        this.keys = keys;
    }

    /**
     * Begins to look; nothing counts before {@link #arm}.
     *
     * @param step between two looks
     */
    static FlagProbe at(int port, JedisClientConfig config, Duration step, String... keys) {
        FlagProbe probe = new FlagProbe(port, config, List.of(keys));
        Thread thread = new Thread(() -> probe.run(step), "probe");
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    /** Forgets what was seen. What was asked before this moment does not count. */
    synchronized void arm() {
        seen.clear();
        since = Instant.now();
    }

    /** When this flag was first seen to say stop since it was armed. */
    synchronized Optional<Instant> seen(String key) {
        return Optional.ofNullable(seen.get(key));
    }

    private void run(Duration step) {
        while (!closed) {
            try (Jedis jedis = new Jedis(redis, config)) {
                while (!closed) {
                    Instant asked = Instant.now();
                    note(asked, jedis.mget(keys.toArray(String[]::new)));
                    LockSupport.parkNanos(step.toNanos());
                }
            } catch (JedisException e) {
                LockSupport.parkNanos(AGAIN); // that is what happens here to a Redis
            }
        }
    }

    private synchronized void note(Instant asked, List<String> values) {
        Instant now = Instant.now();
        for (int i = 0; i < values.size() && !asked.isBefore(since); i++) {
            String value = values.get(i);
            if (value != null && value.contains(STOP)) {
                seen.putIfAbsent(keys.get(i), now);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
