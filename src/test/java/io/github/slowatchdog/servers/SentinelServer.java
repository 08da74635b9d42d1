package io.github.slowatchdog.servers;

import io.github.slowatchdog.config.RedisAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A real Sentinel that watches over one master alone, and fails over by itself after a second. */
public final class SentinelServer implements AutoCloseable {

    public static final String MASTER = "bots";

    private static final String INSTALL = "install redis-sentinel (Debian: apt-get install redis-sentinel)";

    private final int port;
    private final ServerProcess process;

    private SentinelServer(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts it, and waits until it knows the master and as many replicas. */
    public static SentinelServer start(Path directory, RedisServer master, int replicas) {
        int port = ServerProcess.freePort();
        Path file = directory.resolve("sentinel-" + port + ".conf");
        List<String> lines = List.of(
                "port " + port,
                "bind 127.0.0.1",
                "dir " + directory,
                "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds " + MASTER + " 1000",
                "sentinel failover-timeout " + MASTER + " 3000");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of("redis-sentinel", file.toString());
        SentinelServer sentinel = new SentinelServer(port, ServerProcess.start(command, port, directory, INSTALL));
        ServerProcess.await("Sentinel to know " + replicas + " replicas", () -> sentinel.replicas() == replicas);
        return sentinel;
    }

    public RedisAddress address() {
        RedisAddress.Node dead = new RedisAddress.Node("127.0.0.1", ServerProcess.freePort());
        RedisAddress.Node node = new RedisAddress.Node("127.0.0.1", port);
        return new RedisAddress(RedisAddress.Kind.SENTINEL, List.of(dead, node), MASTER, 0, false);
    }

    /** The port of the server that it calls master. */
    public int masterPort() {
        try (Jedis jedis = connect()) {
            return Integer.parseInt(jedis.sentinelGetMasterAddrByName(MASTER).get(1));
        }
    }

    /** Fails over although the master is well; as soon as it finds a replica good enough. */
    public void failover() {
        ServerProcess.await("the beginning of a failover", () -> {
            try (Jedis jedis = connect()) {
                jedis.sentinelFailover(MASTER);
                return true;
            } catch (JedisDataException e) {
                return false;
            }
        });
    }

    /** From now on it calls another server master, whatever the servers think. */
    public void monitor(RedisServer master) {
        try (Jedis jedis = connect()) {
            jedis.sentinelRemove(MASTER);
            jedis.sentinelMonitor(MASTER, "127.0.0.1", master.port(), 1);
        }
    }

    private int replicas() {
        try (Jedis jedis = connect()) {
            return jedis.sentinelReplicas(MASTER).size();
        }
    }

    private Jedis connect() {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
