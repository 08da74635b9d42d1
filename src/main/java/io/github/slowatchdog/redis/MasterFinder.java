package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.SwitchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisClusterInfoCache;

/**
 * Connects to the server that takes writes. A server is believed only after it has said itself that it is master (ROLE):
 * a replica names its master, and we go there.
 *
 * <p>Sentinel is asked at each connect. Jedis's own client for it is not used: it listens on threads of its own, which
 * stay behind when it is closed early, and here a client is thrown away at the first sign of trouble.
 */
final class MasterFinder implements Masters {

    /** A chain of replicas is not longer, and a circle must end. */
    private static final int MOST_SERVERS = 6;

    private final Settings.Redis settings;
    private @Nullable HostAndPort lastMaster;

    MasterFinder(Settings.Redis settings) {
        this.settings = settings;
    }

    @Override
    public Master connect() {
        JedisClientConfig config = config();
        if (settings.address().kind() == RedisAddress.Kind.CLUSTER) {
            return new Master(ClusterLine.by(
                    nodes(),
                    new JedisClusterInfoCache(config, pool(), Set.copyOf(nodes())),
                    server -> connections(server, config)));
        }
        return settings.address().kind() == RedisAddress.Kind.SENTINEL
                ? first(bySentinel(), config)
                : first(nodes(), config);
    }

    /** By the word of Sentinel; an unreachable one says nothing. */
    @Override
    public boolean elsewhere() {
        if (settings.address().kind() != RedisAddress.Kind.SENTINEL) {
            return false;
        }
        try {
            return new Sentinels(nodes(), settings.address().master(), sentinelConfig())
                    .master()
                    .filter(named -> !named.equals(lastMaster))
                    .isPresent();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public Optional<HostAndPort> connectedTo() {
        return Optional.ofNullable(lastMaster);
    }

    private List<HostAndPort> bySentinel() {
        Sentinels sentinels = new Sentinels(nodes(), settings.address().master(), sentinelConfig());
        try {
            Set<HostAndPort> candidates = new LinkedHashSet<>();
            sentinels.master().ifPresent(candidates::add);
            candidates.addAll(sentinels.replicas());
            if (candidates.isEmpty()) {
                throw new RedisFailure(
                        SwitchFailure.NOMASTER,
                        "Sentinel knows no master called " + settings.address().master());
            }
            return List.copyOf(candidates);
        } catch (redis.clients.jedis.exceptions.JedisConnectionException e) {
            // without Sentinel the last master is still a master, if it says so
            if (lastMaster == null) {
                throw e;
            }
            return List.of(lastMaster);
        }
    }

    /** The first of these servers, or of those that they call their master, that is master. */
    private Master first(List<HostAndPort> candidates, JedisClientConfig config) {
        Deque<HostAndPort> open = new ArrayDeque<>(candidates);
        Set<HostAndPort> asked = new HashSet<>();
        Optional<RuntimeException> trouble = Optional.empty();
        while (!open.isEmpty() && asked.size() < MOST_SERVERS) {
            HostAndPort server = open.removeFirst();
            if (!asked.add(server)) {
                continue;
            }
            Master master = new Master(new Line.Single(connections(server, config)));
            try {
                List<String> role = master.role(settings.key());
                if (role.isEmpty() || role.get(0).equals("master")) {
                    lastMaster = server;
                    return master;
                }
                replicated(role).ifPresent(open::addFirst);
                trouble = trouble.or(() -> Optional.of(notMaster(server, role)));
            } catch (RuntimeException e) {
                trouble = trouble.or(() -> Optional.of(e));
            }
            master.close();
        }
        throw trouble.orElseThrow();
    }

    private static Optional<HostAndPort> replicated(List<String> role) {
        return role.get(0).equals("slave") && role.size() > 2
                ? Optional.of(new HostAndPort(role.get(1), Integer.parseInt(role.get(2))))
                : Optional.empty();
    }

    private static RedisFailure notMaster(HostAndPort server, List<String> role) {
        return role.get(0).equals("slave")
                ? new RedisFailure(
                        SwitchFailure.READONLY,
                        server + " is a replica of " + role.get(1) + ":" + role.get(2) + ", which cannot be used")
                : new RedisFailure(
                        SwitchFailure.OTHER, server + " is a " + role.get(0) + "; for Sentinel use redis-sentinel://");
    }

    private List<HostAndPort> nodes() {
        return settings.address().nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(Collectors.toList());
    }

    private JedisClientConfig config() {
        DefaultJedisClientConfig.Builder config = sentinelConfigBuilder();
        if (settings.username().isPresent() || settings.password().isPresent()) {
            config.credentials(new DefaultRedisCredentials(settings.username().orElse(null), password()));
        }
        if (settings.address().kind() != RedisAddress.Kind.CLUSTER) {
            config.database(settings.address().database());
        }
        return config.build();
    }

    private JedisClientConfig sentinelConfig() {
        return sentinelConfigBuilder().build();
    }

    private DefaultJedisClientConfig.Builder sentinelConfigBuilder() {
        int timeout = Math.toIntExact(Math.max(1, settings.timeout().toMillis()));
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                // no HELLO, no CLIENT: neither every server nor every user may
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.address().tls()) {
            config.sslOptions(RedisTls.options(settings.tls()));
        }
        return config;
    }

    private String password() {
        Optional<Secret> secret = settings.password();
        try {
            return secret.isPresent() ? secret.get().reveal() : "";
        } catch (IOException e) {
            throw new RedisFailure(SwitchFailure.NOAUTH, "the password file cannot be read: " + e.getMessage());
        }
    }

    /** One at a time, on which each answer has its deadline. */
    private ConnectionPool connections(HostAndPort server, JedisClientConfig config) {
        return new ConnectionPool(new ConnectionFactory(DeadlineSocket.to(server, config), config), pool());
    }

    private GenericObjectPoolConfig<Connection> pool() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(1);
        pool.setJmxEnabled(false);
        pool.setMaxWait(settings.timeout().compareTo(Duration.ZERO) > 0 ? settings.timeout() : Duration.ofSeconds(1));
        return pool;
    }
}
