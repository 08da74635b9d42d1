package io.github.slowatchdog.e2e;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the sidecar costs: {@code bench/footprint [SECONDS [JAVA_HOME...]]}. The shipped rules, each second on both lanes, on real
 * servers; one run after the other, on each Java and in each way to start it.
 */
public final class Footprint implements AutoCloseable {

    private static final int STARTS = 5;

    /** So long what is not how it is meant to run. */
    private static final Duration GLANCE = Duration.ofMinutes(1);

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup/memory");
    private static final long LIMIT = 64L << 20;

    private final Path home;
    private final RedisServer redis;
    private final DemoBot bot;
    private final PrometheusServer prometheus;
    private final int port = ServerProcess.freePort();
    private final Path config;

    private Footprint(Path home) throws IOException {
        this.home = home;
        redis = RedisServer.start(home);
        bot = DemoBot.start("--redis", "127.0.0.1:" + redis.port());
        prometheus = PrometheusServer.in(home)
                .scrape("vanta-metrics", bot.url().getAuthority())
                .start();
        config = Files.writeString(home.resolve("soak.yaml"), configuration());
    }

    /** The shipped rules, and a phase with real trades. */
    private String configuration() {
        return """
                name: soak
                rules: [rules/vanta-bot.yaml, rules/vanta-caps.yaml]
                prometheus:
                  url: %s
                  timeout: 5s
                  freshness: {selector: 'up{job="vanta-metrics"}', max_age: 5s}
                bot: {metrics: '%2$s/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%3$d', key: %4$s}
                  confirm:
                    probe: {url: '%2$s/health', json: '$.execution_mode.mode'}
                    expect: "== DRY"
                  when_blind: {after: 1m, then: stop}
                http: {listen: '127.0.0.1:%5$d'}
                journal: {path: journal}
                phases:
                  - name: canary-live
                    vars: {mode: LIVE, judged_for: 40m, max_notional: 10, max_leverage: 2, symbols: BTC-USD|ETH-USD, max_users: 5, canary: "== 1"}
                    soak:
                      restart_on_build: {metric: vanta_build_info, label: version}
                      window: 50m
                      deadline: 2h
                      max_gap: 5m
                      require:
                        - {count: vanta_http_requests_total, expect: ">= 1000"}
                        - {count: 'vanta_tx_total{result="success"}', expect: ">= 10"}
                """.formatted(prometheus.url(), bot.url(), redis.port(), Stage.KEY, port);
    }

    /** Arguments: the directory of an installed watchdog, how long each run is looked at, and the directories of JDKs. */
    public static void main(String[] args) throws Exception {
        PrintStream table = System.out;
        System.setOut(System.err); // what the bot says is not of the table
        List<Path> javas = args.length > 2
                ? Stream.of(args).skip(2).map(Path::of).toList()
                : List.of(Path.of(System.getProperty("java.home")));
        try (Footprint footprint = new Footprint(Path.of(args[0]))) {
            footprint.measure(table, javas, Duration.ofSeconds(Long.parseLong(args[1])));
        }
        System.exit(0); // what serves need not end first
    }

    private void measure(PrintStream table, List<Path> javas, Duration each) throws Exception {
        Duration glance = each.compareTo(GLANCE) < 0 ? each : GLANCE;
        table.printf(
                "%nThe shipped rules each second on both lanes; the runs with archive-classes looked at after %d s, the others after %d; the start is the"
                        + " median of %d; %s, load %s%n%n",
                each.toSeconds(), glance.toSeconds(), STARTS, BenchMachine.told(), BenchMachine.load());
        table.println(
                "| Java | how | ready, s (least to most) | RSS, MiB | of it private, MiB | threads | of one core, % | in the last third of the time, % |");
        table.println("|---|---|---|---|---|---|---|---|");
        for (Path java : javas) {
            Files.deleteIfExists(archive(java));
            row(
                    table,
                    java,
                    "java -Xmx64m -jar",
                    List.of(java.resolve("bin/java").toString(), "-Xmx64m", "-jar", jar()),
                    glance);
            row(table, java, "bin/slo-watchdog", List.of(launcher()), glance);
            archiveClasses(java);
            row(table, java, "the same, with archive-classes", List.of(launcher()), each);
        }
        table.printf("%nIn a cgroup of 64 MiB: %s%n", inCgroup(javas.get(0), glance));
        table.printf("Load at the end %s%n", BenchMachine.load());
    }

    private String jar() {
        return home.resolve("lib/slo-watchdog.jar").toString();
    }

    private String launcher() {
        return home.resolve("bin/slo-watchdog").toString();
    }

    private void archiveClasses(Path java) throws IOException, InterruptedException {
        Process making = builder(java, List.of(launcher(), "archive-classes"))
                .inheritIO()
                .start();
        if (making.waitFor() != 0) {
            throw new IOException("no archive; see the log");
        }
    }

    private Path archive(Path java) throws IOException {
        String release = Files.readString(java.resolve("release"));
        String major = release.replaceFirst("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
        return home.resolve("lib/slo-watchdog-java" + major + (Integer.parseInt(major) >= 25 ? ".aot" : ".jsa"));
    }

    private void row(PrintStream table, Path java, String how, List<String> program, Duration each) throws Exception {
        List<Double> ready = new ArrayList<>();
        FootprintRun last = null;
        for (int i = 0; i < STARTS; i++) {
            if (last != null) {
                last.close();
            }
            last = start(java, program);
            ready.add(last.ready().toMillis() / 1000.0);
        }
        try (FootprintRun run = Objects.requireNonNull(last)) {
            ready.sort(null);
            FootprintRun.Cost cost = run.cost(each);
            table.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f (%.2f to %.2f) | %.0f | %.0f | %d | %.2f | %.2f |%n",
                    archive(java).getFileName().toString().replaceAll("\\D", ""),
                    how,
                    ready.get(STARTS / 2),
                    ready.get(0),
                    ready.get(STARTS - 1),
                    cost.rss(),
                    cost.anonymous(),
                    cost.threads(),
                    100 * cost.cores(),
                    100 * cost.settled());
        }
    }

    private FootprintRun start(Path java, List<String> program) throws IOException {
        return FootprintRun.start(builder(java, program), config, port);
    }

    private ProcessBuilder builder(Path java, List<String> program) {
        ProcessBuilder builder = new ProcessBuilder(program).directory(home.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        return builder;
    }

    private String inCgroup(Path java, Duration each) throws Exception {
        Optional<Path> group = cgroup();
        if (group.isEmpty()) {
            return "not tried, since this user cannot make one below " + CGROUPS;
        }
        Path tasks = group.get().resolve("cgroup.procs");
        // the shell joins the group and becomes the launcher, so that every page is charged to it
        String join = "echo $$ >" + tasks + "; exec \"$@\"";
        try (FootprintRun run = start(java, List.of("sh", "-c", join, "sh", launcher()))) {
            run.cost(each);
            return String.format(
                    Locale.ROOT,
                    "ready after %.2f s, %d MiB used, at most %d, limit reached %s times",
                    run.ready().toMillis() / 1000.0,
                    bytes(group.get(), "memory.usage_in_bytes") >> 20,
                    bytes(group.get(), "memory.max_usage_in_bytes") >> 20,
                    bytes(group.get(), "memory.failcnt"));
        } finally {
            Files.delete(group.get());
        }
    }

    private static long bytes(Path group, String file) throws IOException {
        return Long.parseLong(Files.readString(group.resolve(file)).strip());
    }

    private static Optional<Path> cgroup() {
        try {
            Path group = Files.createTempDirectory(CGROUPS, "slo-watchdog");
            Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(LIMIT));
            return Optional.of(group);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        prometheus.close();
        bot.close();
        redis.close();
    }
}
