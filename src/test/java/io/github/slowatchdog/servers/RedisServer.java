package io.github.slowatchdog.servers;

import io.github.slowatchdog.config.RedisAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A real redis-server on a loopback port of its own, without persistence unless an option says otherwise, so that a restart
 * is a restart empty.
 */
public final class RedisServer implements AutoCloseable {

    private static final String INSTALL = "install redis-server (Debian: apt-get install redis-server redis-sentinel)";

    private final Path directory;
    private final int port;
    private final List<String> options;
    private ServerProcess process;

    private RedisServer(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
        this.process = launch();
    }

    /**
     * Starts a server.
     *
     * @param options as on the command line, such as {@code --requirepass secret}
     */
    public static RedisServer start(Path directory, String... options) {
        return new RedisServer(directory, ServerProcess.freePort(), List.of(options));
    }

    /** Starts a replica of another server, and waits until it has what the other has. */
    public static RedisServer replicaOf(RedisServer master, Path directory, String... options) {
        List<String> all = new ArrayList<>(List.of("--replicaof", "127.0.0.1", Integer.toString(master.port)));
        all.addAll(List.of("--repl-diskless-load", "swapdb"));
        all.addAll(List.of(options));
        RedisServer replica = start(directory, all.toArray(String[]::new));
        ServerProcess.await("replica in step", replica::isInStep);
        return replica;
    }

    /** No answer is as good as "not yet": while it takes over what the other has, it may drop who asks. */
    private boolean isInStep() {
        try {
            return ask(jedis -> jedis.info("replication")).contains("master_link_status:up");
        } catch (JedisConnectionException e) {
            return false;
        }
    }

    /** Starts a cluster of one server that owns all slots. */
    public static RedisServer cluster(Path directory) {
        String bus = Integer.toString(ServerProcess.freePort());
        RedisServer server = start(directory, "--cluster-enabled", "yes", "--cluster-port", bus);
        server.tell(jedis -> jedis.clusterAddSlotsRange(0, 16383));
        ServerProcess.await(
                "cluster in order",
                () -> server.ask(jedis -> jedis.clusterInfo()).contains("cluster_state:ok"));
        return server;
    }

    private ServerProcess launch(String... more) {
        List<String> command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", directory.toString(), "--dbfilename", "dump-" + port + ".rdb"));
        command.addAll(List.of("--cluster-config-file", "nodes-" + port + ".conf"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(options);
        command.addAll(List.of(more));
        return ServerProcess.start(command, port, directory, INSTALL);
    }

    public int port() {
        return port;
    }

    public ServerProcess process() {
        return process;
    }

    public RedisAddress address() {
        RedisAddress.Node node = new RedisAddress.Node("127.0.0.1", port);
        return new RedisAddress(RedisAddress.Kind.SINGLE, List.of(node), "", 0, false);
    }

    /** Asks it something, over a connection of its own. */
    public <T> T ask(Function<Jedis, T> question) {
        return ask(DefaultJedisClientConfig.builder().serverDefaultProtocol().build(), question);
    }

    /** The same with a password or a user. */
    public <T> T ask(JedisClientConfig config, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", port), config)) {
            return question.apply(jedis);
        }
    }

    public void tell(Consumer<Jedis> order) {
        ask(jedis -> {
            order.accept(jedis);
            return true;
        });
    }

    public Optional<String> get(String key) {
        return ask(jedis -> Optional.ofNullable(jedis.get(key)));
    }

    public void set(String key, String value) {
        tell(jedis -> jedis.set(key, value));
    }

    public void config(String name, String value) {
        tell(jedis -> jedis.configSet(name, value));
    }

    /** How many commands of a name it has carried out. */
    public long calls(String command) {
        String stats = ask(jedis -> jedis.info("commandstats"));
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .map(line -> line.replaceAll(".*:calls=(\\d+),.*", "$1"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /** Starts it again on the same port, with these options on top. */
    public void start(String... more) {
        process = launch(more);
    }

    @Override
    public void close() {
        process.close();
    }
}
