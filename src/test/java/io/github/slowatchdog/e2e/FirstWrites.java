package io.github.slowatchdog.e2e;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.FileLimit;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** A watchdog as a process, a page of metrics that it watches, a Redis, and the moment at which each stop reached that Redis. */
final class FirstWrites implements AutoCloseable {

    private static final String KEY = "exec_mode";
    /** A script whose first key is the flag, with a value that says stop. */
    private static final Pattern WRITE =
            Pattern.compile("\"EVAL\" .*\" \"\\d+\" \"" + KEY + "\" .*emergency_stop\\\\\":true");

    private static final Duration SEEN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private String journal = "";
    private String http = "";
    private String heap = "";
    private final String rules;
    private final RedisServer redis;
    private final FakeExporter bot = FakeExporter.start();
    private final int port = ServerProcess.freePort();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Jedis monitor;
    private int prometheusPort = ServerProcess.freePort();
    private final Random random = new Random(1);
    private int events;
    private boolean flapped;
    private @Nullable WatchdogProcess watchdog;

    /** One stop: from the decision, and from when the page said so, to the write. */
    record Trial(Instant said, Instant decided, Optional<Instant> written) {
        @Override
        public String toString() {
            return written.map(at -> String.format(
                            Locale.ROOT,
                            "%.1f (%.0f since the page said so)",
                            Duration.between(decided, at).toNanos() / 1e6,
                            Duration.between(said, at).toNanos() / 1e6))
                    .orElse("written, and not seen by MONITOR");
        }
    }

    private FirstWrites(Path directory, String rules) {
        this.directory = directory;
        this.rules = rules;
        this.redis = RedisServer.start(directory);
        JedisClientConfig config =
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build();
        this.monitor = new Jedis(new HostAndPort("127.0.0.1", redis.port()), config);
    }

    static FirstWrites of(Path directory, String rules) {
        FirstWrites writes = new FirstWrites(directory, rules);
        writes.listen();
        writes.say(0);
        return writes;
    }

    FirstWrites prometheus(int port) {
        prometheusPort = port;
        return this;
    }

    /** With further keys of {@code http}, and this heap. */
    FirstWrites serving(String keys, String most) {
        http = ", " + keys;
        heap = most;
        return this;
    }

    /** With a journal there. */
    FirstWrites journal(Path path) {
        journal = "journal: {path: '" + path + "'}\n";
        return this;
    }

    /** From now on the process cannot write to any file. */
    void fillTheDisk() {
        FileLimit.set(pid(), 0);
    }

    double journalErrors() {
        return metric("slo_watchdog_journal_errors_total", "");
    }

    void watch() throws IOException {
        String most = noises() > 2000 ? "-Xmx400m" : heap;
        begin(WatchdogProcess.start(
                directory,
                most.isEmpty() ? Map.of() : Map.of("_JAVA_OPTIONS", most),
                "run",
                "-c",
                configuration().toString()));
    }

    void watchUnread() throws IOException {
        begin(WatchdogProcess.unread(directory, "run", "-c", configuration().toString()));
    }

    private void begin(WatchdogProcess process) {
        watchdog = process;
        await("it watches", () -> noises() == 0 ? measured() : page("/-/ready").isPresent());
    }

    /** The port that it serves on. */
    int port() {
        return port;
    }

    private int noises() {
        return rules.split("name: noise_", -1).length - 1;
    }

    private Path configuration() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), rules);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: first
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:%d', timeout: 2s}
                bot: {metrics: 'http://%s/metrics'}
                stop:
                  mode: enforce
                  redis: {url: 'redis://127.0.0.1:%d', key: %s}
                  when_blind: {after: 5m, then: warn}
                http: {listen: '127.0.0.1:%d'%s}
                phases:
                  - name: canary
                    soak: {window: 1h}
                phase: canary
                %s""".formatted(
                        prometheusPort, bot.address(), redis.port(), KEY, port, http, journal));
    }

    /** Stops, one after the other, each released before the next. */
    List<Trial> trials(int count) throws IOException {
        Settings.Redis settings =
                Stage.load(directory.resolve("watchdog.yaml")).stop().redis();
        List<Trial> trials = new ArrayList<>();
        try (FlagStore person = FlagStore.open("first", settings)) {
            for (int i = 0; i < count; i++) {
                // at any moment between two looks at the page
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
                commands.clear();
                Instant said = Instant.now();
                say(++events);
                trials.add(trial(said, person));
                // a release in the middle of the write would leave a flag that says stop, which is then adopted
                await("it has seen its own write", () -> metric("slo_watchdog_stop{state=\"written\"", "") == 1);
                StopOrder order = person.order().orElseThrow();
                person.release(new Release(order.id(), "ann", "next", Instant.now(), true));
                // what happens before it has seen the release belongs to the order that is released
                await("it has seen the release", () -> metric("slo_watchdog_stop{state=\"clear\"", "") == 1);
            }
        }
        return trials;
    }

    /** All noise at once. */
    Trial allAtOnce() throws IOException {
        Settings.Redis settings =
                Stage.load(directory.resolve("watchdog.yaml")).stop().redis();
        try (FlagStore person = FlagStore.open("first", settings)) {
            commands.clear();
            Instant said = Instant.now();
            flapped = true;
            say(events);
            Trial trial = trial(said, person);
            await("all are seen", () -> metric("slo_watchdog_verdict{", "verdict=\"breach\"") >= noises());
            return trial;
        }
    }

    private Trial trial(Instant said, FlagStore person) {
        await("the flag says stop", () -> redis.get(KEY).orElse("").contains("\"emergency_stop\":true"));
        await("the order is kept", () -> person.order().isPresent());
        Instant decided = person.order().orElseThrow().at();
        try {
            ServerProcess.await("MONITOR tells of it", SEEN, () -> written(said).isPresent());
        } catch (AssertionError e) {
            // the flag says stop, which is what counts; only its time is lost
            return new Trial(said, decided, Optional.empty());
        }
        return new Trial(said, decided, written(said));
    }

    /** Turns all noise over, and waits until that has been seen. */
    void flap() {
        flapped = !flapped;
        say(events);
        String verdict = flapped ? "verdict=\"breach\"" : "verdict=\"pass\"";
        await("all are " + verdict, () -> metric("slo_watchdog_verdict{slo=\"noise", verdict) >= noises());
    }

    long pid() {
        return Objects.requireNonNull(watchdog).pid();
    }

    double dropped() {
        return metric("slo_watchdog_log_lines_dropped", "");
    }

    private boolean measured() {
        return metric("slo_watchdog_measurements_total{", "lane=\"bot\",outcome=\"met\"") > 0;
    }

    /** The sum of the values of all lines of the page that begin and go on so; 0 while it does not answer. */
    double metric(String begin, String part) {
        return page("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(begin) && line.contains(part))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What it serves there; empty while it does not. Not asked too often: some pages are large. */
    private Optional<String> page(String path) {
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return Optional.of(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void say(int count) {
        StringBuilder page = new StringBuilder();
        page.append("first_total ").append(count).append('\n');
        for (int i = 0; i < noises(); i++) {
            page.append("noise_").append(i).append(' ').append(flapped ? 1 : 0).append('\n');
        }
        bot.say(page.toString());
    }

    /**
     * When the first command after this moment arrived that makes the flag say stop, by Redis's own clock and word. Other commands name the same words: those
     * on the probe's key, and a release, which tells what it replaces and of which MONITOR may tell late.
     */
    private Optional<Instant> written(Instant said) {
        return commands.stream()
                .filter(command -> WRITE.matcher(command).find())
                .map(command -> command.split(" ", 2)[0].split("\\.", 2))
                .map(time -> Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong(time[1]) * 1000))
                .filter(at -> at.isAfter(said))
                .findFirst();
    }

    private void listen() {
        Thread reader = new Thread(() -> {
            try {
                monitor.monitor(new JedisMonitor() {
                    @Override
                    public void onCommand(String command) {
                        commands.add(command);
                    }
                });
            } catch (JedisException e) {
                // closed: that is how it ends
            }
        });
        reader.setDaemon(true);
        reader.start();
        ServerProcess.await("MONITOR to listen", () -> {
            redis.set("monitored", "1");
            return !commands.isEmpty();
        });
    }

    private void await(String what, java.util.function.BooleanSupplier condition) {
        try {
            ServerProcess.await(what, PATIENCE, condition);
        } catch (AssertionError e) {
            String log = watchdog == null ? "" : watchdog.log();
            throw new AssertionError(e.getMessage() + "\n" + log.substring(Math.max(0, log.length() - 4000)), e);
        }
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.close();
        }
        bot.close();
        monitor.close();
        redis.close();
    }
}
