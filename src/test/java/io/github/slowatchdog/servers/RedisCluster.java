package io.github.slowatchdog.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A real cluster of masters on loopback, the slots spread evenly over them; slots can be moved as an operator does it. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    /** Starts so many nodes, and waits until all of them agree who owns what. */
    public static RedisCluster start(Path directory, int count) {
        RedisCluster cluster = new RedisCluster();
        List<Integer> buses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int bus = ServerProcess.freePort();
            buses.add(bus);
            RedisServer node =
                    RedisServer.start(directory, "--cluster-enabled", "yes", "--cluster-port", Integer.toString(bus));
            cluster.nodes.add(node);
            int from = SLOTS * i / count;
            int to = SLOTS * (i + 1) / count - 1;
            int epoch = i + 1;
            node.tell(jedis -> {
                jedis.clusterSetConfigEpoch(epoch);
                jedis.clusterAddSlotsRange(from, to);
            });
        }
        for (int i = 1; i < count; i++) {
            RedisServer other = cluster.nodes.get(i);
            String bus = Integer.toString(buses.get(i));
            cluster.nodes
                    .get(0)
                    .tell(jedis -> jedis.sendCommand(
                            redis.clients.jedis.Protocol.Command.CLUSTER,
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(other.port()),
                            bus));
        }
        ServerProcess.await("cluster in order", () -> cluster.nodes.stream().allMatch(node -> isWell(node, count)));
        return cluster;
    }

    private static boolean isWell(RedisServer node, int count) {
        String info = node.ask(jedis -> jedis.clusterInfo());
        return info.contains("cluster_state:ok") && info.contains("cluster_size:" + count);
    }

    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** The node that says that it owns the slot of this key. */
    public RedisServer owner(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        return nodes.stream().filter(node -> owns(node, slot)).findFirst().orElseThrow();
    }

    private static boolean owns(RedisServer node, int slot) {
        String myself = node.ask(jedis -> jedis.clusterNodes())
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        return java.util.Arrays.stream(myself.split(" ", -1))
                .skip(8)
                .filter(range -> !range.startsWith("["))
                .map(range -> range.split("-", -1))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    /** A move of the slot of this key from its owner to the next node, not begun yet. */
    public Move move(String key) {
        RedisServer source = owner(key);
        RedisServer target = nodes.get((nodes.indexOf(source) + 1) % nodes.size());
        return new Move(source, target, JedisClusterCRC16.getSlot(key));
    }

    /** The steps of a move, in their order. */
    public final class Move {
        private final RedisServer source;
        private final RedisServer target;
        private final int slot;

        private Move(RedisServer source, RedisServer target, int slot) {
            this.source = source;
            this.target = target;
            this.slot = slot;
        }

        public RedisServer target() {
            return target;
        }

        /** From now on the source asks clients to look at the target for what it has not. */
        public void begin() {
            target.tell(jedis -> jedis.clusterSetSlotImporting(slot, id(source)));
            source.tell(jedis -> jedis.clusterSetSlotMigrating(slot, id(target)));
        }

        /** Hands keys over. */
        public void keys(String... keys) {
            source.tell(jedis -> jedis.migrate(
                    "127.0.0.1",
                    target.port(),
                    5000,
                    MigrateParams.migrateParams().replace(),
                    keys));
        }

        /** The target gets what is left, owns the slot now, and all know. */
        public void end() {
            // a key may still be born at the source until the last has been handed over
            ServerProcess.await("an empty slot at the source", () -> {
                List<String> rest = source.ask(jedis -> jedis.clusterGetKeysInSlot(slot, 100));
                if (!rest.isEmpty()) {
                    keys(rest.toArray(String[]::new));
                }
                return rest.isEmpty();
            });
            String owner = id(target);
            target.tell(jedis -> jedis.clusterSetSlotNode(slot, owner));
            nodes.stream()
                    .filter(node -> node != target)
                    .forEach(node -> node.tell(jedis -> jedis.clusterSetSlotNode(slot, owner)));
        }

        /** All of it. */
        public void whole(String... keys) {
            begin();
            keys(keys);
            end();
        }
    }

    private static String id(RedisServer node) {
        return node.ask(jedis -> jedis.clusterMyId());
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
