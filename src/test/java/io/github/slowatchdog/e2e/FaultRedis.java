package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.servers.SentinelServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/** The Redis of one side, what stands before it, and who looks at the flag in it. */
final class FaultRedis implements AutoCloseable {

    static final String KEY = Stage.KEY;

    private static final String STOP = "\"emergency_stop\":true";
    private static final Duration STEP = Duration.ofMillis(10);
    /** Who looks and repairs is not shut out by what shuts out the others. */
    private static final String[] PERSON = {"--user", "bench", "on", "nopass", "~*", "&*", "+@all"};

    private static final JedisClientConfig AS_PERSON = DefaultJedisClientConfig.builder()
            .user("bench")
            .password("any")
            .serverDefaultProtocol()
            .build();

    private static final JedisClientConfig AS_PEER = DefaultJedisClientConfig.builder()
            .timeoutMillis(2000)
            .serverDefaultProtocol()
            .build();

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final RedisServer server;
    private final FlagProbe probe;
    private final int port;
    private final OptionalInt sentinel;
    private final AtomicReference<Optional<Runnable>> ambush = new AtomicReference<>(Optional.empty());
    private volatile boolean swallowing;

    FaultRedis(Path directory, Set<FaultRow.Trait> traits) throws IOException {
        Files.createDirectories(directory);
        this.server = with(RedisServer.start(directory, PERSON));
        RedisServer looked = server;
        if (traits.contains(FaultRow.Trait.SENTINEL)) {
            looked = with(RedisServer.replicaOf(server, directory, PERSON));
            SentinelServer asked = with(SentinelServer.start(directory, server, 1));
            sentinel = OptionalInt.of(asked.address().nodes().get(1).port());
        } else {
            sentinel = OptionalInt.empty();
        }
        port = traits.contains(FaultRow.Trait.RELAY) ? with(relay()).port() : server.port();
        probe = with(FlagProbe.at(looked.port(), AS_PERSON, STEP, KEY));
    }

    private <T extends AutoCloseable> T with(T other) {
        running.push(other);
        return other;
    }

    /** Once it swallows, a connection that has lost something is not mended: the rest of it would not fit. */
    private Relay relay() {
        Set<Socket> broken = ConcurrentHashMap.newKeySet();
        Relay.Way answers = (bytes, length, to) -> {
            if (swallowing || broken.contains(to)) {
                broken.add(to);
            } else {
                to.getOutputStream().write(bytes, 0, length);
            }
        };
        Relay.Way questions = (bytes, length, to) -> {
            Optional<Runnable> caught = saysStop(bytes, length) ? ambush.getAndSet(Optional.empty()) : Optional.empty();
            if (caught.isPresent()) {
                broken.add(to);
                caught.get().run();
            } else {
                answers.pass(bytes, length, to);
            }
        };
        return Relay.start(server.port(), questions, answers);
    }

    private static boolean saysStop(byte[] bytes, int length) {
        String said = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return said.contains("\r\n" + KEY + "\r\n") && said.contains(STOP);
    }

    RedisServer server() {
        return server;
    }

    /** Where the pollers and hooks connect. */
    int port() {
        return port;
    }

    /** As a configuration names it. */
    String url() {
        return sentinel.isPresent()
                ? "redis-sentinel://127.0.0.1:" + sentinel.getAsInt() + "/" + SentinelServer.MASTER
                : "redis://127.0.0.1:" + port;
    }

    /** A connection as a careful webhook makes it: to the master that Sentinel names, where there is one. */
    Jedis connect() {
        if (sentinel.isEmpty()) {
            return new Jedis(new HostAndPort("127.0.0.1", port), AS_PEER);
        }
        try (Jedis asked = new Jedis(new HostAndPort("127.0.0.1", sentinel.getAsInt()), AS_PEER)) {
            List<String> master = asked.sentinelGetMasterAddrByName(SentinelServer.MASTER);
            return new Jedis(new HostAndPort(master.get(0), Integer.parseInt(master.get(1))), AS_PEER);
        }
    }

    <T> T ask(Function<Jedis, T> question) {
        return server.ask(AS_PERSON, question);
    }

    /** Whether the flag says stop now. */
    boolean saysStop() {
        return Optional.ofNullable(ask(jedis -> jedis.get(KEY))).orElse("").contains(STOP);
    }

    void tell(Consumer<Jedis> order) {
        ask(jedis -> {
            order.accept(jedis);
            return true;
        });
    }

    /** Whether everything that is said to it, or by it, gets lost on the way, and no connection ends. */
    void swallow(boolean all) {
        swallowing = all;
    }

    /** The next write that makes the flag say stop does not arrive, and this is done instead. */
    void ambush(Runnable deed) {
        ambush.set(Optional.of(deed));
    }

    /** What was seen so far does not count any more. */
    void forget() {
        probe.arm();
    }

    /** When the flag was first seen to say stop. */
    Optional<Instant> seen() {
        return probe.seen(KEY);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }
}
