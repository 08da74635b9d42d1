package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The strongest simple peer, the script that anybody would write: each second it asks Prometheus whether the counter has gone
 * up within five minutes, and as long as it has, sets a flag of its own. Level-triggered, so it writes a lost flag again.
 */
final class NaivePoller implements AutoCloseable {

    static final String KEY = "naive_mode";

    private static final JedisClientConfig CONFIG = DefaultJedisClientConfig.builder()
            .timeoutMillis(2000)
            .serverDefaultProtocol()
            .build();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private NaivePoller() {}

    static NaivePoller start(URI prometheus, String counter, int redisPort) {
        NaivePoller poller = new NaivePoller();
        InstantQuery question = InstantQuery.of(prometheus, "increase(" + counter + "[5m]) > 0");
        Future<?> unused =
                poller.thread.scheduleWithFixedDelay(() -> poll(question, redisPort), 0, 1, TimeUnit.SECONDS);
        return poller;
    }

    private static void poll(InstantQuery question, int redisPort) {
        try {
            if (question.finds()) {
                try (Jedis redis = new Jedis(new HostAndPort("127.0.0.1", redisPort), CONFIG)) {
                    redis.set(KEY, "{\"mode\":\"DRY\",\"emergency_stop\":true}");
                }
            }
        } catch (IOException | JedisException e) {
            // the next second will do
        }
    }

    /** As kill -9 ends a script. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
