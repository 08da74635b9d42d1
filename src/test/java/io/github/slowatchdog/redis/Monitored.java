package io.github.slowatchdog.redis;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** What goes over the wire while something is done. */
final class Monitored {

    private Monitored() {}

    /** One line a command, as MONITOR prints them. */
    static String commands(RedisServer redis, Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Jedis jedis = new Jedis(
                new HostAndPort("127.0.0.1", redis.port()),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
        Thread reader = new Thread(() -> read(jedis, lines), "monitor");
        reader.setDaemon(true);
        reader.start();
        ServerProcess.await("MONITOR to listen", () -> {
            redis.set("monitored", "begin");
            return lines.stream().anyMatch(line -> line.contains("begin"));
        });
        redis.set("monitored", "last");
        ServerProcess.await("all before", () -> lines.stream().anyMatch(line -> line.contains("last")));
        lines.clear();
        work.run();
        redis.set("monitored", "end");
        ServerProcess.await("all commands", () -> lines.stream().anyMatch(line -> line.contains("monitored")));
        jedis.close();
        return String.join(
                "\n", lines.stream().filter(line -> !line.contains("monitored")).toList());
    }

    private static void read(Jedis jedis, List<String> lines) {
        try {
            jedis.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String command) {
                    lines.add(command);
                }
            });
        } catch (JedisException e) {
            // closed: that is how it ends
        }
    }
}
