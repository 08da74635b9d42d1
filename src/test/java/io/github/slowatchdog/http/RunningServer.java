package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.metrics.About;
import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.metrics.MetricsPage;
import io.github.slowatchdog.metrics.TimingHistograms;
import io.github.slowatchdog.metrics.Vitals;
import io.github.slowatchdog.page.PageSetup;
import io.github.slowatchdog.page.Recent;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The real server on a free port, with a board that the test can change. */
public final class RunningServer implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(10);

    volatile Supplier<Board> boards;
    volatile Instant now = Boards.NOW;
    /** What the page's timeline shows. */
    public final Recent recent = new Recent();

    private final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(
            Board board,
            Limits limits,
            Optional<Entries> entries,
            Optional<Secret> token,
            Hands hands,
            Reloading reloading)
            throws Exception {
        this.boards = () -> board;
        this.server = get(
                listen(new Settings.Http("127.0.0.1", 0, token), api(entries, hands, reloading), limits, () -> now));
    }

    private Api api(Optional<Entries> entries, Hands hands, Reloading reloading) {
        PageSetup page = new PageSetup(recent, " --config watchdog.yaml");
        return api(() -> boards.get(), () -> now, entries, hands, reloading, page);
    }

    private static Api api(
            Supplier<Board> boards,
            InstantSource clock,
            Optional<Entries> entries,
            Hands hands,
            Reloading reloading,
            PageSetup page) {
        return new Api(
                "vanta-canary",
                new BuildInfo("1.2.3", "abc123"),
                boards,
                Boards::rollout,
                clock,
                entries,
                hands,
                reloading,
                page);
    }

    /** A server with a journal. */
    static RunningServer start(Board board, Limits limits, Entries entries) throws Exception {
        return new RunningServer(
                board, limits, Optional.of(entries), Optional.empty(), new NoHands(), RunningServer::noReload);
    }

    /** A server with everything. */
    static RunningServer start(
            Board board, Limits limits, Entries entries, Secret token, Hands hands, Reloading reloading)
            throws Exception {
        return new RunningServer(board, limits, Optional.of(entries), Optional.of(token), hands, reloading);
    }

    private static Future<Reloading.Outcome> noReload() {
        throw new AssertionError("a reload came through");
    }

    /** A server that takes orders and reloads. */
    static RunningServer start(Board board, Secret token, Hands hands, Reloading reloading) throws Exception {
        return new RunningServer(board, Limits.STANDARD, Optional.empty(), Optional.of(token), hands, reloading);
    }

    /** A server that takes orders. */
    public static RunningServer start(Board board, Secret token, Hands hands) throws Exception {
        return start(board, token, hands, RunningServer::noReload);
    }

    public static RunningServer start(Board board) throws Exception {
        return start(board, Limits.STANDARD);
    }

    static RunningServer start(Board board, Limits limits) throws Exception {
        return new RunningServer(
                board, limits, Optional.empty(), Optional.empty(), new NoHands(), RunningServer::noReload);
    }

    /** Without token, journal and hands. */
    static Future<ApiServer> listen(
            Settings.Http settings, Supplier<Board> boards, InstantSource clock, Limits limits) {
        PageSetup page = new PageSetup(new Recent(), "");
        return listen(
                settings,
                api(boards, clock, Optional.empty(), new NoHands(), RunningServer::noReload, page),
                limits,
                clock);
    }

    private static Future<ApiServer> listen(Settings.Http settings, Api api, Limits limits, InstantSource clock) {
        About about = new About(BuildInfo.read(), "vanta-canary", "hash", true, Boards.NOW);
        MetricsPage page = new MetricsPage(api.boards(), new TimingHistograms(), () -> about, () -> Vitals.NONE, clock);
        Health health = new Health(api.boards(), () -> Duration.ofSeconds(5), clock);
        return ApiServer.start(settings, health, page, api, limits);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    public int port() {
        return server.port();
    }

    /** The time of the server's clock from now on. */
    public void at(Instant time) {
        now = time;
    }

    public void show(Board board) {
        boards = () -> board;
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(DEADLINE)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(DEADLINE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Nobody may reach these. */
    private static final class NoHands implements Hands {
        @Override
        public Outcome stop(String by, String reason) {
            throw new AssertionError("an order came through");
        }

        @Override
        public Outcome release(String order, String by, String reason, boolean force) {
            throw new AssertionError("an order came through");
        }
    }

    /** A bare connection; its reads end after the deadline. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return socket;
    }

    @Override
    public void close() throws Exception {
        // whoever waits for the end may want to do more: that must run although the server's threads have ended
        get(server.close().transform(ignored -> Future.succeededFuture()));
    }
}
