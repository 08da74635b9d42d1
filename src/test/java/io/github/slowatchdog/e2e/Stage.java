package io.github.slowatchdog.e2e;

import io.github.slowatchdog.cli.Wiring;
import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One bot with its Redis, and a watchdog that watches it through a Prometheus: all real, on ports of their own. */
final class Stage implements AutoCloseable {

    /** Long enough for a busy machine; nothing is asserted about how long things take. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final String KEY = "exec_mode";

    /** Rules with one objective: no duplicate intent. */
    static final String DUPLICATES = """
            groups:
              - name: intents
                interval: 500ms
                objectives:
                  - {name: duplicate_intents, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop}
            """;

    private final Path directory;
    private final RedisServer redis;
    private final DemoBot bot;
    private @Nullable Wiring watchdog;
    private @Nullable Settings settings;
    private final List<AutoCloseable> others = new ArrayList<>();

    private Stage(Path directory, RedisServer redis, DemoBot bot) {
        this.directory = directory;
        this.redis = redis;
        this.bot = bot;
    }

    /** A bot that is LIVE, and its Redis. The watchdog comes with {@link #watch}. */
    static Stage open(Path directory) {
        RedisServer redis = RedisServer.start(directory);
        // below the ports of connections: a test that starts the bot again where it was finds its port free
        String port = Integer.toString(ServerProcess.freePort());
        DemoBot bot = DemoBot.start("--port", port, "--redis", "127.0.0.1:" + redis.port());
        return new Stage(directory, redis, bot);
    }

    RedisServer redis() {
        return redis;
    }

    DemoBot bot() {
        return bot;
    }

    Path directory() {
        return directory;
    }

    /** Ends this, too, when the stage is closed. */
    <T extends AutoCloseable> T with(T other) {
        others.add(other);
        return other;
    }

    /** A Prometheus that scrapes the bot each second, and has done so at least once; ends with the stage. */
    PrometheusServer prometheus() {
        PrometheusServer prometheus = with(PrometheusServer.in(directory)
                .scrape("vanta-metrics", bot.url().getAuthority())
                .start());
        await("the first scrape", InstantQuery.of(prometheus.url(), "up == 1")::findsNow);
        return prometheus;
    }

    /** Writes the configuration, loads it as {@code run} does, and starts to watch. */
    Stage watch(int prometheusPort, String rules, String stop) {
        return watch(settings(prometheusPort, rules, stop));
    }

    Stage watch(Settings settings) {
        this.settings = settings;
        watchdog = Wiring.start(settings);
        return this;
    }

    /** The file of a configuration with these rules and this policy for blindness. */
    Path configuration(int prometheusPort, String rules, String stop) {
        Path file = directory.resolve("watchdog.yaml");
        try {
            Files.writeString(directory.resolve("rules.yaml"), rules);
            Files.writeString(file, """
                    name: stage
                    rules: [rules.yaml]
                    prometheus:
                      url: http://127.0.0.1:%d
                      timeout: 2s
                      freshness: {selector: 'up{job="vanta-metrics"}', max_age: 5s}
                    bot: {metrics: '%s/metrics'}
                    stop:
                      mode: enforce
                      redis: {url: 'redis://127.0.0.1:%d', key: %s}
                      confirm:
                        probe: {url: '%s/health', json: '$.execution_mode.mode'}
                        expect: "== DRY"
                        within: 5s
                    %s
                    http: {listen: '127.0.0.1:0'}
                    phases:
                      - name: canary
                        vars: {mode: LIVE}
                        soak: {window: 5s}
                    phase: canary
                    """.formatted(
                            prometheusPort,
                            bot.url(),
                            redis.port(),
                            KEY,
                            bot.url(),
                            stop.indent(2).stripTrailing()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    Settings settings(int prometheusPort, String rules, String stop) {
        return load(configuration(prometheusPort, rules, stop));
    }

    static Settings load(Path file) {
        Loaded loaded = ConfigLoader.load(file, Optional.empty(), name -> Optional.empty());
        if (loaded instanceof Loaded.Ok ok) {
            return ok.settings();
        }
        throw new AssertionError(loaded.toString());
    }

    /** What the watchdog was started with. */
    Settings settings() {
        return java.util.Objects.requireNonNull(settings, "nobody watches yet");
    }

    Wiring watchdog() {
        if (watchdog == null) {
            throw new IllegalStateException("nobody watches yet");
        }
        return watchdog;
    }

    Board board() {
        return watchdog().board();
    }

    Verdict verdict(String slo) {
        return view(slo).verdict();
    }

    Board.ObjectiveView view(String slo) {
        return board().objectives().stream()
                .filter(view -> view.objective().name().equals(slo))
                .findFirst()
                .orElseThrow();
    }

    void awaitVerdict(String slo, Verdict verdict) {
        await(slo + " " + verdict + ", was " + verdict(slo), () -> verdict(slo) == verdict);
    }

    /** All objectives known and good, and so the watch really on. */
    void awaitAllPass() {
        await(
                "all objectives pass",
                () -> board().objectives().stream()
                        .allMatch(view -> view.verdict() == Verdict.PASS || view.verdict() == Verdict.IDLE));
    }

    /** Ordered, written, and the bot seen in DRY. */
    void awaitStopped() {
        await("stop confirmed", () -> board().stop().state() == StopState.CONFIRMED);
    }

    void await(String what, java.util.function.BooleanSupplier condition) {
        try {
            ServerProcess.await(what, PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + describe(), e);
        }
    }

    private String describe() {
        StringBuilder text =
                new StringBuilder("bot " + bot.mode() + ", stop " + (watchdog == null ? "-" : board().stop()));
        if (watchdog != null) {
            board().objectives()
                    .forEach(view -> text.append('\n')
                            .append(view.objective().name())
                            .append(' ')
                            .append(view.verdict())
                            .append(' ')
                            .append(view.readings()));
        }
        return text.toString();
    }

    /** The flag in Redis; empty if there is none. */
    Optional<JsonObject> flag() {
        return redis.get(KEY).map(JsonObject::new);
    }

    boolean flagSaysStop() {
        return flag().map(flag ->
                        "DRY".equals(flag.getString("mode")) && Boolean.TRUE.equals(flag.getBoolean("emergency_stop")))
                .orElse(false);
    }

    @Override
    public void close() throws Exception {
        if (watchdog != null) {
            watchdog.close();
        }
        for (AutoCloseable other : others) {
            other.close();
        }
        bot.close();
        redis.close();
    }
}
