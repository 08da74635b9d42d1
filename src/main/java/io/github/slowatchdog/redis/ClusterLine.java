package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.SwitchFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClusterInfoCache;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * To the servers of a cluster: to the one that owns the slot of a key, and after it where it moves (MOVED, ASK).
 *
 * <p>Jedis's own client for a cluster is not used: it makes its sockets itself, so that an answer that trickles would hold us up.
 * Its map of the slots is, filled over connections of ours.
 */
final class ClusterLine implements Line {

    /** A slot that has moved, and is about to move again; whoever sends us further sends us in circles. */
    private static final int MOST_SERVERS = 3;

    private final Function<HostAndPort, ConnectionPool> connecting;
    private final Map<HostAndPort, ConnectionPool> connections = new HashMap<>();
    private final JedisClusterInfoCache slots;

    private ClusterLine(Function<HostAndPort, ConnectionPool> connecting, JedisClusterInfoCache slots) {
        this.connecting = connecting;
        this.slots = slots;
    }

    /**
     * Asks one of the servers who owns what.
     *
     * @param servers some of the cluster, at least one
     * @param slots knows nothing yet
     * @param connecting makes the connections to a server; at most one of each is used at a time
     * @throws RuntimeException of Jedis or ours, of the first that was asked, if none of them answers
     */
    static ClusterLine by(
            List<HostAndPort> servers, JedisClusterInfoCache slots, Function<HostAndPort, ConnectionPool> connecting) {
        ClusterLine line = new ClusterLine(connecting, slots);
        Optional<RuntimeException> trouble = Optional.empty();
        for (HostAndPort server : servers) {
            try (Connection own = line.to(server)) {
                slots.discoverClusterNodesAndSlots(own);
                return line;
            } catch (RuntimeException e) {
                trouble = trouble.or(() -> Optional.of(e));
            }
        }
        line.close();
        throw trouble.orElseThrow();
    }

    @Override
    public Connection toOwnerOf(String key) {
        return to(owner(key));
    }

    @Override
    public @Nullable Object ask(String key, CommandArguments command) {
        HostAndPort server = owner(key);
        boolean asking = false;
        for (int asked = 1; ; asked++) {
            try (Connection own = to(server)) {
                if (asking) {
                    own.executeCommand(Command.ASKING);
                }
                return own.executeCommand(command);
            } catch (JedisRedirectionException e) {
                if (asked == MOST_SERVERS) {
                    throw e;
                }
                server = e.getTargetNode();
                asking = e instanceof JedisAskDataException;
                if (!asking) {
                    slots.assignSlotToNode(e.getSlot(), server);
                }
            }
        }
    }

    @Override
    public boolean together(String one, String other) {
        return JedisClusterCRC16.getSlot(one) == JedisClusterCRC16.getSlot(other);
    }

    @Override
    public void close() {
        connections.values().forEach(ConnectionPool::close);
        slots.close();
    }

    private HostAndPort owner(String key) {
        return Optional.ofNullable(slots.getSlotNode(JedisClusterCRC16.getSlot(key)))
                .orElseThrow(() -> new RedisFailure(SwitchFailure.CLUSTER, "no server owns the slot of " + key));
    }

    private Connection to(HostAndPort server) {
        return connections.computeIfAbsent(server, connecting).getResource();
    }
}
