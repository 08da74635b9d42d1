package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The strongest simple peer, the script that anybody would write: again and again it asks Prometheus whether the counter has gone
 * up within five minutes, and as long as it has, sets a flag of its own. Level-triggered, so it writes a lost flag again.
 */
final class NaivePoller implements AutoCloseable {

    private static final JedisClientConfig CONFIG = DefaultJedisClientConfig.builder()
            .timeoutMillis(2000)
            .serverDefaultProtocol()
            .build();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong asked = new AtomicLong();
    private final int redisPort;
    private volatile Task task;

    /** What it asks, and the flag that it sets while the answer is not empty. */
    record Task(InstantQuery question, String flag) {}

    private NaivePoller(int redisPort, Task task) {
        this.redisPort = redisPort;
        this.task = task;
    }

    /** @param pause between an answer and the next question */
    static NaivePoller start(Task task, Duration pause, int redisPort) {
        NaivePoller poller = new NaivePoller(redisPort, task);
        Future<?> unused =
                poller.thread.scheduleWithFixedDelay(poller::poll, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return poller;
    }

    /** From now on it looks at something else. */
    void turnTo(Task next) {
        task = next;
    }

    /** How many questions it has asked. */
    long asked() {
        return asked.get();
    }

    private void poll() {
        Task now = task;
        asked.incrementAndGet();
        try {
            if (now.question().finds()) {
                try (Jedis redis = new Jedis(new HostAndPort("127.0.0.1", redisPort), CONFIG)) {
                    redis.set(now.flag(), "{\"mode\":\"DRY\",\"emergency_stop\":true}");
                }
            }
        } catch (IOException | JedisException e) {
            // the next time will do
        }
    }

    /** As kill -9 ends a script. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
