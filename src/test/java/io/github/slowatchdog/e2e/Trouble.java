package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.Jedis;

/** What is broken for some seconds in {@link Endurance}, and that it is over. */
enum Trouble {
    WATCHDOG_KILLED,
    WATCHDOG_FROZEN,
    PROMETHEUS_KILLED,
    PROMETHEUS_FROZEN,
    PROMETHEUS_CUT,
    PROMETHEUS_SWALLOWED,
    PROMETHEUS_GARBLED,
    REDIS_KILLED_EMPTY,
    REDIS_KILLED_WITH_DATA,
    REDIS_FROZEN,
    REDIS_CUT,
    REDIS_SWALLOWED,
    REDIS_FULL,
    REDIS_WITHOUT_REPLICAS,
    REDIS_READ_ONLY,
    BOT_KILLED,
    BOT_FROZEN,
    BOT_PAGE_GARBLED,
    BOT_PAGE_SLOW,
    CLIENTS_HAMMER,
    RELOAD,
    RELOAD_BROKEN;

    private static final int HAMMERS = 16;

    /** In words. */
    String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it needs a bot of which nothing is waited for: what it has not told yet would be lost. */
    boolean isOfTheBot() {
        return this == BOT_KILLED || this == BOT_FROZEN;
    }

    /** Breaks it, waits, mends it; back when it is whole again. */
    void inflict(EnduranceGround ground, int seconds) throws IOException, InterruptedException {
        long ms = seconds * 1000L;
        RedisServer redis = ground.redis();
        switch (this) {
            case WATCHDOG_KILLED -> {
                ground.watchdog().kill();
                EnduranceGround.pause(ms);
                ground.relaunch();
            }
            case WATCHDOG_FROZEN -> frozen(ground.watchdog(), ms);
            case PROMETHEUS_KILLED -> {
                ground.prometheus().process().kill();
                EnduranceGround.pause(ms);
                ground.prometheus().restart();
            }
            case PROMETHEUS_FROZEN -> frozen(ground.prometheus().process(), ms);
            case PROMETHEUS_CUT -> cut(ground.toPrometheus(), ms);
            case PROMETHEUS_SWALLOWED -> bad(ground.toPrometheus(), CutLine.State.SWALLOWS, ms);
            case PROMETHEUS_GARBLED -> bad(ground.toPrometheus(), CutLine.State.GARBLES, ms);
            case REDIS_KILLED_EMPTY, REDIS_KILLED_WITH_DATA -> killed(ground, this == REDIS_KILLED_WITH_DATA, ms);
            case REDIS_FROZEN -> frozen(redis.process(), ms);
            case REDIS_CUT -> cut(ground.toRedis(), ms);
            case REDIS_SWALLOWED -> bad(ground.toRedis(), CutLine.State.SWALLOWS, ms);
            case REDIS_FULL -> set(redis, "maxmemory", "1", "0", ms);
            case REDIS_WITHOUT_REPLICAS -> set(redis, "min-replicas-to-write", "1", "0", ms);
            case REDIS_READ_ONLY -> readOnly(redis, ms);
            case BOT_KILLED -> {
                ground.bot().process().kill();
                EnduranceGround.pause(ms);
                ground.bot().restart();
            }
            case BOT_FROZEN -> frozen(ground.bot().process(), ms);
            case BOT_PAGE_GARBLED -> bad(ground.toBot(), CutLine.State.GARBLES, ms);
            case BOT_PAGE_SLOW -> bad(ground.toBot(), CutLine.State.CRAWLS, ms);
            case CLIENTS_HAMMER -> hammered(ground.port(), ms);
            case RELOAD -> reloaded(ground, 1 + seconds);
            case RELOAD_BROKEN -> {
                reloaded(ground, 0);
                EnduranceGround.pause(ms);
                reloaded(ground, 3 + seconds);
            }
        }
    }

    private static void frozen(ServerProcess process, long ms) throws InterruptedException {
        process.freeze();
        EnduranceGround.pause(ms);
        process.thaw();
    }

    private static void cut(CutLine line, long ms) throws InterruptedException {
        line.cut();
        EnduranceGround.pause(ms);
        line.mend();
    }

    private static void bad(CutLine line, CutLine.State state, long ms) throws InterruptedException {
        line.be(state);
        EnduranceGround.pause(ms);
        line.mend();
    }

    /** It comes back empty, or with what it had when it was killed. */
    private static void killed(EnduranceGround ground, boolean withData, long ms)
            throws IOException, InterruptedException {
        RedisServer redis = ground.redis();
        if (withData) {
            redis.tell(Jedis::save);
        } else {
            Files.deleteIfExists(ground.home().resolve("dump-" + redis.port() + ".rdb"));
        }
        redis.kill();
        EnduranceGround.pause(ms);
        redis.start();
    }

    private static void set(RedisServer redis, String name, String bad, String good, long ms)
            throws InterruptedException {
        redis.config(name, bad);
        EnduranceGround.pause(ms);
        redis.config(name, good);
    }

    /** A replica of a master that is not there keeps what it has, and takes nothing. */
    private static void readOnly(RedisServer redis, long ms) throws InterruptedException {
        redis.tell(jedis -> jedis.replicaof("127.0.0.1", 1));
        EnduranceGround.pause(ms);
        redis.tell(Jedis::replicaofNoOne);
    }

    private static void hammered(int port, long ms) throws InterruptedException {
        BusyClients clients = BusyClients.start(port, HAMMERS);
        EnduranceGround.pause(ms);
        try {
            clients.close();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGHUP, and that it was taken; refused where the file is broken. */
    private static void reloaded(EnduranceGround ground, int limit) throws IOException {
        double before = reloads(ground);
        ground.rules(limit);
        ground.watchdog().signal("HUP");
        BooleanSupplier done = limit == 0 ? () -> successful(ground) == 0 : () -> reloads(ground) > before;
        ServerProcess.await("the reload with " + limit, done);
    }

    private static double successful(EnduranceGround ground) {
        return figure(ground, "slo_watchdog_config_last_reload_successful");
    }

    private static double reloads(EnduranceGround ground) {
        return figure(ground, "slo_watchdog_config_last_reload_success_timestamp_seconds");
    }

    private static double figure(EnduranceGround ground, String name) {
        return ground.metrics()
                .map(page -> EnduranceFigures.field(page.lines().toList(), name))
                .orElse(Double.NaN);
    }
}
