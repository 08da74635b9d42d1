package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.metrics.About;
import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.metrics.MetricsPage;
import io.github.slowatchdog.metrics.TimingHistograms;
import io.github.slowatchdog.metrics.Vitals;
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
final class RunningServer implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(10);

    volatile Supplier<Board> boards;
    volatile Instant now = Boards.NOW;
    private final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(
            Board board, Connections.Limits limits, Optional<Secret> token, Hands hands, Reloading reloading)
            throws Exception {
        this.boards = () -> board;
        this.server = get(listen("127.0.0.1", 0, () -> boards.get(), () -> now, limits, token, hands, reloading));
    }

    private static Future<Reloading.Outcome> noReload() {
        throw new AssertionError("a reload came through");
    }

    /** A server that takes orders and reloads. */
    static RunningServer start(Board board, Secret token, Hands hands, Reloading reloading) throws Exception {
        return new RunningServer(board, Connections.Limits.STANDARD, Optional.of(token), hands, reloading);
    }

    /** A server that takes orders. */
    static RunningServer start(Board board, Secret token, Hands hands) throws Exception {
        return start(board, token, hands, RunningServer::noReload);
    }

    static RunningServer start(Board board) throws Exception {
        return start(board, Connections.Limits.STANDARD);
    }

    static RunningServer start(Board board, Connections.Limits limits) throws Exception {
        return new RunningServer(board, limits, Optional.empty(), new NoHands(), RunningServer::noReload);
    }

    static Future<ApiServer> listen(
            String host, int port, Supplier<Board> boards, InstantSource clock, Connections.Limits limits) {
        return listen(host, port, boards, clock, limits, Optional.empty(), new NoHands(), RunningServer::noReload);
    }

    private static Future<ApiServer> listen(
            String host,
            int port,
            Supplier<Board> boards,
            InstantSource clock,
            Connections.Limits limits,
            Optional<Secret> token,
            Hands hands,
            Reloading reloading) {
        About about = new About(BuildInfo.read(), "hash", true, Boards.NOW);
        MetricsPage page = new MetricsPage(boards, new TimingHistograms(), () -> about, () -> Vitals.NONE, clock);
        Health health = new Health(boards, () -> Duration.ofSeconds(5), clock);
        Api api = new Api(
                "vanta-canary",
                new BuildInfo("1.2.3", "abc123"),
                boards,
                Boards::rollout,
                clock,
                Optional.empty(),
                hands,
                reloading);
        return ApiServer.start(new Settings.Http(host, port, token), health, page, api, limits);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    int port() {
        return server.port();
    }

    void show(Board board) {
        boards = () -> board;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
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
