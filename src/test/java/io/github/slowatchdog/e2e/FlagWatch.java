package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Is told by Redis of each write to a flag, and keeps when each was first found to say stop. It asks nothing meanwhile, so that
 * looking at several does not slow down what is measured.
 */
final class FlagWatch implements AutoCloseable {

    /** All flags of the bench begin so. */
    static final String KEY = "exec_mode";

    private static final String CHANNEL = "__keyspace@0__:";
    private static final String STOP = "\"emergency_stop\":true";

    private final Map<String, Instant> seen = new HashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Jedis told;
    private final Jedis asking;

    private FlagWatch(RedisServer redis) {
        this.told = connect(redis);
        this.asking = connect(redis);
    }

    static FlagWatch of(RedisServer redis) {
        redis.config("notify-keyspace-events", "K$");
        FlagWatch watch = new FlagWatch(redis);
        Thread thread = new Thread(watch::listen, "flags");
        thread.setDaemon(true);
        thread.start();
        ServerProcess.await("word of writes to Redis", () -> watch.listening.getCount() == 0);
        return watch;
    }

    private static Jedis connect(RedisServer redis) {
        return new Jedis(
                new HostAndPort("127.0.0.1", redis.port()),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    /** Forgets what was seen of this flag. */
    synchronized void arm(String key) {
        seen.remove(key);
    }

    /** When this flag was first found to say stop since it was armed. */
    synchronized Optional<Instant> seen(String key) {
        return Optional.ofNullable(seen.get(key));
    }

    private void listen() {
        try {
            told.psubscribe(
                    new JedisPubSub() {
                        @Override
                        public void onPSubscribe(String pattern, int channels) {
                            listening.countDown();
                        }

                        @Override
                        public void onPMessage(String pattern, String channel, String message) {
                            written(channel.substring(CHANNEL.length()), Instant.now());
                        }
                    },
                    CHANNEL + KEY + "*");
        } catch (JedisException e) {
            // closed
        }
    }

    /** The value may be a later one already; a flag that says stop is not taken back within a trial. */
    private void written(String key, Instant now) {
        String value = asking.get(key);
        if (value != null && value.contains(STOP)) {
            synchronized (this) {
                seen.putIfAbsent(key, now);
            }
        }
    }

    @Override
    public void close() {
        told.disconnect();
        asking.disconnect();
    }
}
