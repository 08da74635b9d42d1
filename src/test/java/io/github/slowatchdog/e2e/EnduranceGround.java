package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** All that runs in {@link Endurance}: real servers, the bot, the watchdog as installed, and the lines between them. */
final class EnduranceGround implements AutoCloseable {

    static final String COMMAND = "bin/slo-watchdog";
    static final String TOKEN = "endure";

    private final Path home;
    private final RedisServer redis;
    private final BotProcess bot;
    private final PrometheusServer prometheus;
    private final CutLine toRedis;
    private final CutLine toBot;
    private final CutLine toPrometheus;
    private final int port = ServerProcess.freePort();
    private final Path config;
    private final ReentrantLock troubled = new ReentrantLock();
    private volatile Instant calmSince = Instant.now();
    private volatile ServerProcess watchdog;

    EnduranceGround(Path home, Duration length) throws IOException {
        this.home = home;
        redis = RedisServer.start(home);
        bot = BotProcess.start(home, redis.port());
        prometheus = PrometheusServer.in(home)
                .scrape("vanta-metrics", "127.0.0.1:" + bot.port())
                .start();
        toRedis = CutLine.to(redis.port());
        toBot = CutLine.to(bot.port());
        toPrometheus = CutLine.to(prometheus.url().getPort());
        rules(9);
        Files.writeString(home.resolve("admin-token"), "demo-token\n");
        Files.writeString(home.resolve("token"), TOKEN + "\n");
        config = Files.writeString(home.resolve("endure.yaml"), configuration(length));
        watchdog = launch();
    }

    /** The shipped rules, a phase with real trades, both channels. */
    private String configuration(Duration length) {
        return """
                name: endure
                rules: [rules/vanta-bot.yaml, rules/vanta-caps.yaml, extra.yaml]
                prometheus:
                  url: http://127.0.0.1:%d
                  timeout: 3s
                  freshness: {selector: 'up{job="vanta-metrics"}', max_age: 5s}
                bot: {metrics: 'http://127.0.0.1:%3$d/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%2$d', key: exec_mode}
                  http: {url: 'http://127.0.0.1:%3$d/admin/emergency-stop', token_file: admin-token}
                  confirm:
                    probe: {url: 'http://127.0.0.1:%3$d/health', json: '$.execution_mode.mode'}
                    expect: "== DRY"
                  when_blind: {after: %4$ds, then: stop}
                  release: {green_for: 3s}
                http: {listen: '127.0.0.1:%5$d', token_file: token}
                journal: {path: journal}
                phases:
                  - name: canary-live
                    vars: {mode: LIVE, judged_for: 1m, max_notional: 10, max_leverage: 2, symbols: BTC-USD|ETH-USD, max_users: 5, canary: "== 1"}
                    soak: {window: %6$ds, deadline: %7$ds}
                """.formatted(
                        toPrometheus.port(),
                        toRedis.port(),
                        toBot.port(),
                        Offence.BLIND_AFTER.toSeconds(),
                        port,
                        length.toSeconds(),
                        length.toSeconds() * 2);
    }

    /** An objective that has no consequences, with this limit: 0 makes a file that cannot be read. */
    void rules(int limit) throws IOException {
        Files.writeString(home.resolve("extra.yaml"), """
                groups:
                  - name: extra
                    interval: 2s
                    objectives:
                      - {name: users, gauge: vanta_users, expect: "%s", on_breach: warn}
                """.formatted(limit == 0 ? "few" : "<= " + limit));
    }

    ServerProcess launch() {
        List<String> command = List.of(home.resolve(COMMAND).toString(), "run", "--config", config.toString());
        return ServerProcess.start(command, port, home, "build it: mvn -DskipTests package");
    }

    void relaunch() {
        watchdog = launch();
    }

    Path home() {
        return home;
    }

    Path config() {
        return config;
    }

    int port() {
        return port;
    }

    ServerProcess watchdog() {
        return watchdog;
    }

    RedisServer redis() {
        return redis;
    }

    BotProcess bot() {
        return bot;
    }

    PrometheusServer prometheus() {
        return prometheus;
    }

    CutLine toRedis() {
        return toRedis;
    }

    CutLine toBot() {
        return toBot;
    }

    CutLine toPrometheus() {
        return toPrometheus;
    }

    /** A fault; one at a time. */
    interface Harm {
        void run() throws IOException, InterruptedException;
    }

    /** Does harm, and knows when it is over. */
    void harm(Harm harm) throws IOException, InterruptedException {
        troubled.lock();
        try {
            harm.run();
        } finally {
            calmSince = Instant.now();
            troubled.unlock();
        }
    }

    /** Since when nothing has been broken: now, while something is. */
    Instant calmSince() {
        return troubled.isLocked() ? Instant.now() : calmSince;
    }

    static void pause(long ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    Optional<JsonObject> status() {
        return Web.get(at("/api/v1/status")).map(JsonObject::new);
    }

    Optional<String> metrics() {
        return Web.get(at("/metrics"));
    }

    Optional<HttpResponse<String>> post(String path, JsonObject body) {
        return Web.send(HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What Redis says, asked directly; empty if it does not answer as wished. */
    <T> Optional<T> redis(Function<Jedis, T> question) {
        try {
            return Optional.ofNullable(redis.ask(question));
        } catch (JedisException e) {
            return Optional.empty();
        }
    }

    /** The flag as it is in Redis; empty where it is not known, or no object. */
    Optional<JsonObject> flag() {
        try {
            return redis(jedis -> jedis.get(Stage.KEY)).map(JsonObject::new);
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    boolean flagSaysStop() {
        return flag().map(flag -> flag.getBoolean("emergency_stop", false)).orElse(false);
    }

    /** Whether Prometheus has a sample that this expression asks for. */
    boolean stored(String promql) {
        try {
            return InstantQuery.of(prometheus.url(), promql).findsNow();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        prometheus.close();
        bot.close();
        redis.close();
        toRedis.close();
        toBot.close();
        toPrometheus.close();
    }
}
