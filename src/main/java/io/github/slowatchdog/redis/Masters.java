package io.github.slowatchdog.redis;

import java.util.Optional;
import redis.clients.jedis.HostAndPort;

/** Where the server that takes writes is. */
interface Masters {

    /**
     * Connects anew; secrets and certificates are read anew too.
     *
     * @throws RuntimeException of Jedis or ours, if there is no master to be had
     */
    Master connect();

    /** Whether another server is the master now than the one connected to; if nobody can say, it is not. */
    boolean elsewhere();

    /** The server connected to last; empty for a cluster, and before the first connection. */
    Optional<HostAndPort> connectedTo();
}
