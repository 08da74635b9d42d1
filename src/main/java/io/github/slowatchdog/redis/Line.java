package io.github.slowatchdog.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;

/** The way to the servers that take writes. Each answer on it is whole within the timeout, or there is none. */
interface Line extends AutoCloseable {

    /** A connection of one's own to the server that owns the key, to be given back by closing it. */
    Connection toOwnerOf(String key);

    /** Whether one command may name both keys. */
    boolean together(String one, String other);

    /** The answer of the server that owns this key, which is the first that the command names. */
    default @Nullable Object ask(String key, CommandArguments command) {
        try (Connection own = toOwnerOf(key)) {
            return own.executeCommand(command);
        }
    }

    @Override
    void close();

    /** To one server, which owns all keys. */
    record Single(ConnectionPool connections) implements Line {

        @Override
        public Connection toOwnerOf(String key) {
            return connections.getResource();
        }

        @Override
        public boolean together(String one, String other) {
            return true;
        }

        @Override
        public void close() {
            connections.close();
        }
    }
}
