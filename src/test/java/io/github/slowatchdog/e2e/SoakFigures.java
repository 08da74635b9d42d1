package io.github.slowatchdog.e2e;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What {@link SoakRun} sees of the watchdog while it runs, and the table that is made of it. */
final class SoakFigures {

    private record Sample(
            long second, long pid, double rss, double heap, int threads, int files, double clean, double blind) {}

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Integer> harmed = new TreeMap<>();
    private int unanswered;
    private String atTheEnd = "it did not answer";
    private boolean falseStop;

    /** The shipped rules, a phase with real trades, and 25 of 30 minutes as the window. */
    static Path configuration(
            Path home, Duration length, PrometheusServer prometheus, DemoBot bot, RedisServer redis, int port)
            throws IOException {
        return Files.writeString(home.resolve("soak.yaml"), """
                name: soak
                rules: [rules/vanta-bot.yaml, rules/vanta-caps.yaml]
                prometheus:
                  url: %s
                  timeout: 5s
                  freshness: {selector: 'up{job="vanta-metrics"}', max_age: 5s}
                bot: {metrics: '%s/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d', key: %s}
                  confirm:
                    probe: {url: '%s/health', json: '$.execution_mode.mode'}
                    expect: "== DRY"
                  when_blind: {after: 1m, then: stop}
                http: {listen: '127.0.0.1:%d'}
                journal: {path: journal}
                phases:
                  - name: canary-live
                    vars: {mode: LIVE, judged_for: %ds, max_notional: 10, max_leverage: 2, symbols: BTC-USD|ETH-USD, max_users: 5, canary: "== 1"}
                    soak:
                      restart_on_build: {metric: vanta_build_info, label: version}
                      window: %ds
                      deadline: %ds
                      max_gap: 5m
                      require:
                        - {count: vanta_http_requests_total, expect: ">= 1000"}
                        - {count: 'vanta_tx_total{result="success"}', expect: ">= 10"}
                """.formatted(
                        prometheus.url(),
                        bot.url(),
                        redis.port(),
                        Stage.KEY,
                        bot.url(),
                        port,
                        length.toSeconds() * 20 / 30,
                        length.toSeconds() * 25 / 30,
                        length.toSeconds() * 2));
    }

    void harmed(String what) {
        harmed.merge(what, 1, Integer::sum);
    }

    void sample(Instant begin, long pid, Optional<JsonObject> status, Optional<String> metrics) throws IOException {
        if (status.isEmpty() || metrics.isEmpty()) {
            unanswered++;
            return;
        }
        JsonObject soak = status.get().getJsonObject("soak");
        List<String> kernel = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            samples.add(new Sample(
                    Duration.between(begin, Instant.now()).toSeconds(),
                    pid,
                    field(kernel, "VmRSS:") / 1024,
                    field(metrics.get().lines().toList(), "jvm_memory_used_bytes{area=\"heap\"}") / (1 << 20),
                    (int) field(kernel, "Threads:"),
                    (int) files.count(),
                    soak.getDouble("clean_seconds"),
                    soak.getDouble("blind_seconds")));
        }
    }

    static double field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(name.length()).replace("kB", "").strip()))
                .findFirst()
                .orElse(Double.NaN);
    }

    void atTheEnd(Optional<JsonObject> status, boolean stopped) {
        falseStop = stopped;
        atTheEnd = status.map(all -> all.getJsonObject("soak").encode()).orElse(atTheEnd);
    }

    String csv() {
        StringBuilder text = new StringBuilder("second,pid,rss_mib,heap_mib,threads,files,clean_s,blind_s\n");
        samples.forEach(one -> text.append(String.format(
                Locale.ROOT,
                "%d,%d,%.1f,%.1f,%d,%d,%.0f,%.0f%n",
                one.second,
                one.pid,
                one.rss,
                one.heap,
                one.threads,
                one.files,
                one.clean,
                one.blind)));
        return text.toString();
    }

    void print(PrintStream out, Path journal, boolean stopped) throws IOException {
        Map<String, Integer> events = new TreeMap<>();
        int anew = 0;
        try (Stream<JournalEntry> entries = JournalReader.entries(journal, 0)) {
            for (JournalEntry entry : (Iterable<JournalEntry>) entries::iterator) {
                events.merge(entry.event(), 1, Integer::sum);
                anew += entry.event().equals("soak started") && !entry.data().containsKey("left_at") ? 1 : 0;
            }
        }
        Audit audit = JournalReader.audit(journal);
        out.printf("%nkilled: %s; samples without an answer: %d%n", harmed, unanswered);
        out.printf("the soak at the end: %s%n", atTheEnd);
        out.printf("soaks begun: %d; false stop: %s; one duplicate stopped the bot: %s%n", anew, falseStop, stopped);
        out.printf("journal: %s; broken: %s%n%n", events, audit.firstBreak());
        out.println(
                "| the last process, by quarters of its life | RSS, MiB | heap, least to most, MiB | threads | files |");
        out.println("|---|---|---|---|---|");
        long last = samples.get(samples.size() - 1).pid;
        List<Sample> life = samples.stream().filter(one -> one.pid == last).toList();
        for (int quarter = 0; quarter < 4; quarter++) {
            row(out, life.subList(life.size() * quarter / 4, life.size() * (quarter + 1) / 4));
        }
    }

    private static void row(PrintStream out, List<Sample> part) {
        if (part.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "| %d to %d s | %s | %s | %s | %s |%n",
                part.get(0).second,
                part.get(part.size() - 1).second,
                range(part, Sample::rss),
                range(part, Sample::heap),
                range(part, Sample::threads),
                range(part, Sample::files));
    }

    private static String range(List<Sample> part, ToDoubleFunction<Sample> what) {
        double least = part.stream().mapToDouble(what).min().orElse(Double.NaN);
        double most = part.stream().mapToDouble(what).max().orElse(Double.NaN);
        String highest = String.format(Locale.ROOT, "%.0f", most);
        return least == most ? highest : String.format(Locale.ROOT, "%.0f to %s", least, highest);
    }
}
