package io.github.slowatchdog.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What the Sentinels know; the first one that answers is believed. */
record Sentinels(List<HostAndPort> nodes, String name, JedisClientConfig config) {

    /**
     * Where they say the master is; empty if they know none of that name.
     *
     * @throws JedisConnectionException if none of them answers
     */
    Optional<HostAndPort> master() {
        return first(sentinel -> Optional.ofNullable(sentinel.sentinelGetMasterAddrByName(name))
                .filter(address -> address.size() == 2)
                .map(address -> new HostAndPort(address.get(0), Integer.parseInt(address.get(1)))));
    }

    /** Servers that were replicas when last seen; one of them may be master by now. */
    List<HostAndPort> replicas() {
        return first(sentinel -> Optional.of(sentinel.sentinelReplicas(name).stream()
                        .flatMap(Sentinels::address)
                        .toList()))
                .orElse(List.of());
    }

    private static Stream<HostAndPort> address(Map<String, String> replica) {
        String host = replica.getOrDefault("ip", "");
        String port = replica.getOrDefault("port", "");
        return host.isEmpty() || port.isEmpty()
                ? Stream.empty()
                : Stream.of(new HostAndPort(host, Integer.parseInt(port)));
    }

    private <T> Optional<T> first(Function<Jedis, Optional<T>> question) {
        boolean answered = false;
        JedisConnectionException silent = new JedisConnectionException("no Sentinel answers: " + nodes);
        for (HostAndPort node : nodes) {
            try (Jedis sentinel = new Jedis(DeadlineSocket.to(node, config), config)) {
                Optional<T> answer = question.apply(sentinel);
                if (answer.isPresent()) {
                    return answer;
                }
                answered = true;
            } catch (JedisDataException e) {
                if (RedisFailure.ofReply(String.valueOf(e.getMessage()))
                        != io.github.slowatchdog.stop.SwitchFailure.OTHER) {
                    throw e;
                }
                // "No such master with that name"
                answered = true;
            } catch (JedisException e) {
                silent.addSuppressed(e);
            }
        }
        if (!answered) {
            throw silent;
        }
        return Optional.empty();
    }
}
