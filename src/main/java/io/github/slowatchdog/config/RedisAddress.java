package io.github.slowatchdog.config;

import java.util.List;

/**
 * Where Redis is, as {@code stop.redis.url} says it: {@code redis://}, {@code rediss://}, {@code redis-sentinel://h1,h2/master/db}
 * or {@code redis-cluster://h1,h2}.
 *
 * @param nodes the servers to ask; at least one
 * @param master the name Sentinel knows the master by; empty for the other kinds
 * @param database 0 for a cluster
 */
public record RedisAddress(Kind kind, List<Node> nodes, String master, int database, boolean tls) {

    public RedisAddress {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no Redis server named");
        }
    }

    /** How the servers are joined. */
    public enum Kind {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /** One server. */
    public record Node(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
