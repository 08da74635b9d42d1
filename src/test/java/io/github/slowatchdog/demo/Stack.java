package io.github.slowatchdog.demo;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything the demonstration runs, as processes on free loopback ports, in one directory; and how to look at it. */
final class Stack implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final int redisPort = ServerProcess.freePort();
    final URI bot = loopback(ServerProcess.freePort());
    final URI prometheus = loopback(ServerProcess.freePort());
    final URI watchdog = loopback(ServerProcess.freePort());

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<ServerProcess> running = new ArrayList<>();
    private final DemoOptions options;
    private final Path directory;

    Stack(DemoOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    private static URI loopback(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    void startRedis() throws IOException {
        String program = options.redisJar().isPresent()
                ? PackedRedis.unpack(options.redisJar().get(), directory).toString()
                : "redis-server";
        start(redisPort, program, "--port", "" + redisPort, "--bind", HOST, "--save", "", "--appendonly", "no");
    }

    void startBot() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        start(
                bot.getPort(),
                java,
                "-cp",
                System.getProperty("java.class.path"),
                DemoBot.class.getName(),
                "--port",
                "" + bot.getPort(),
                "--redis",
                HOST + ":" + redisPort);
    }

    void startPrometheus() throws IOException {
        Path file = directory.resolve("prometheus.yml");
        Files.writeString(file, """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: vanta-metrics
                    static_configs: [{targets: ['%s']}]
                """.formatted(bot.getAuthority()));
        start(
                prometheus.getPort(),
                "prometheus",
                "--config.file=" + file,
                "--web.listen-address=" + prometheus.getAuthority(),
                "--storage.tsdb.path=" + directory.resolve("prometheus"));
    }

    void startWatchdog() throws IOException {
        Files.writeString(
                config(), """
                name: demo
                rules: ['%s']
                prometheus:
                  url: %s
                  freshness: {selector: 'up{job="vanta-metrics"}', max_age: 5s}
                bot: {metrics: '%s/metrics'}
                stop:
                  redis: {url: 'redis://%s:%d/0'}
                  confirm:
                    probe: {url: '%s/health', json: $.execution_mode.mode}
                    expect: "== DRY"
                    within: 5s
                  when_blind: {after: 30s, then: stop}
                  release: {green_for: 5s}
                http: {listen: '%s'}
                phases:
                  - name: canary-live
                    vars: {mode: LIVE, judged_for: 30s}
                    soak: {window: 60s}
                """.formatted(rules(), prometheus, bot, HOST, redisPort, bot, watchdog.getAuthority()));
        start(watchdog.getPort(), options.launcher().toString(), "run", "--config", config().toString());
    }

    /** The shipped rules; without a Prometheus those of them that the bot's own page can answer. */
    private Path rules() throws IOException {
        Path shipped = options.root().resolve("rules/vanta-bot.yaml");
        if (options.prometheus()) {
            return shipped;
        }
        String all = Files.readString(shipped);
        String onTheBot = all.substring(0, all.indexOf("  - name: process\n"))
                .replace("    via: [bot, prometheus]\n", "    via: [bot]\n")
                .replace("    interval: 5s\n", "    interval: 1s\n    via: [bot]\n");
        return Files.writeString(directory.resolve("rules.yaml"), onTheBot);
    }

    private void start(int port, String... command) {
        running.add(ServerProcess.start(
                List.of(command), port, directory, "on Debian: apt-get install redis-server prometheus"));
    }

    Path config() {
        return directory.resolve("demo.yaml");
    }

    /** A command of slo-watchdog, run to its end. */
    Result command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(options.launcher().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config().toString()));
        Path output = Files.createTempFile(directory, "command", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("no end of: " + String.join(" ", arguments));
        }
        return new Result(process.exitValue(), Files.readAllLines(output));
    }

    /** What a command said, and its exit code. */
    record Result(int exit, List<String> output) {}

    /** The body of a page; empty while it is not there or not well. */
    Optional<String> get(URI page) {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        return send(request).filter(answer -> answer.statusCode() == 200).map(HttpResponse::body);
    }

    void inject(String what) {
        URI page = bot.resolve("/inject?what=" + what);
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = send(request).map(HttpResponse::statusCode).orElse(0);
        if (status != 200) {
            throw new IllegalStateException("the bot answered " + status + " to " + page);
        }
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** LIVE or DRY, as the bot itself says. */
    String botMode() {
        return field(get(bot.resolve("/health")).orElse(""), "mode");
    }

    /** The value of a text field, in JSON that is flat enough. */
    static String field(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** What Prometheus answers to a query, as text. */
    String query(String promql) {
        String body = get(prometheus.resolve(
                        "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)))
                .orElse("");
        Matcher matcher = Pattern.compile("\"value\":\\[[^,]*,\"([^\"]*)\"").matcher(body);
        return matcher.find() ? matcher.group(1) : "nothing";
    }

    /** Series of the watchdog's own metrics. */
    Readings readings() {
        return new Readings(get(watchdog.resolve("/metrics")).orElse(""));
    }

    /** The first line of the watchdog's log that speaks of all this. */
    Optional<String> logLine(String... words) {
        return log().lines()
                .filter(line -> List.of(words).stream().allMatch(line.toLowerCase(Locale.ROOT)::contains))
                .findFirst();
    }

    /** What the watchdog has said so far. */
    String log() {
        try {
            return running.isEmpty()
                    ? ""
                    : Files.readString(running.get(running.size() - 1).log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setFlag(String value) {
        redis("SET", "exec_mode", value);
    }

    String flag() {
        return redis("GET", "exec_mode");
    }

    /** One command to Redis, by hand: the demonstration looks at the real thing, not through the watchdog's own client. */
    String redis(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        command.append("*1\r\n$4\r\nQUIT\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
            List<String> answer = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return answer.get(0).startsWith("$") && !answer.get(0).startsWith("$-1") ? answer.get(1) : answer.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops what was started, the newest first, each kindly if it goes within the time. */
    @Override
    public void close() {
        for (int i = running.size() - 1; i >= 0; i--) {
            ServerProcess process = running.get(i);
            process.signal("TERM");
            try {
                ServerProcess.await("end", PATIENCE, () -> !process.isAlive());
            } catch (AssertionError e) {
                process.kill();
            }
        }
        running.clear();
    }
}
