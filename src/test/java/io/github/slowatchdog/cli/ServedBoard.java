package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Api;
import io.github.slowatchdog.http.ApiServer;
import io.github.slowatchdog.http.Hands;
import io.github.slowatchdog.http.Health;
import io.github.slowatchdog.metrics.About;
import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.metrics.MetricsPage;
import io.github.slowatchdog.metrics.TimingHistograms;
import io.github.slowatchdog.metrics.Vitals;
import io.github.slowatchdog.page.PageSetup;
import io.github.slowatchdog.page.Recent;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real server on loopback, showing a Board of the test's choice; may be away for a while. */
final class ServedBoard implements AutoCloseable {

    private volatile Board board;
    private final int port;
    private final Settings.Serving serving;
    private volatile Optional<ApiServer> server = Optional.empty();

    ServedBoard(int port, Board board) throws Exception {
        this(port, board, Settings.Serving.STANDARD);
    }

    private ServedBoard(int port, Board board, Settings.Serving serving) throws Exception {
        this.board = board;
        this.port = port;
        this.serving = serving;
        comeBack();
    }

    /** On a free port, serving so. */
    static ServedBoard of(Board board, Settings.Serving serving) throws Exception {
        return new ServedBoard(ServerProcess.freePort(), board, serving);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void show(Board next) {
        board = next;
    }

    void goAway() throws Exception {
        if (server.isPresent()) {
            get(server.get().close().transform(ignored -> Future.succeededFuture()));
            server = Optional.empty();
        }
    }

    void comeBack() throws Exception {
        InstantSource clock = InstantSource.fixed(Boards.NOW);
        BuildInfo build = new BuildInfo("1.2.3", "abc123");
        About about = new About(build, "vanta-canary", "hash", true, Boards.NOW);
        server = Optional.of(get(ApiServer.start(
                new Settings.Http("127.0.0.1", port, Optional.empty(), serving),
                new Health(() -> board, () -> Duration.ofSeconds(5), clock),
                new MetricsPage(() -> board, new TimingHistograms(), () -> about, () -> Vitals.NONE, clock),
                new Api(
                        "vanta-canary",
                        build,
                        () -> board,
                        Boards::rollout,
                        clock,
                        Optional.empty(),
                        new NoHands(),
                        () -> Future.failedFuture("not here"),
                        new PageSetup(new Recent(), "")))));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        goAway();
    }

    private static final class NoHands implements Hands {
        @Override
        public Outcome stop(String by, String reason) {
            throw new AssertionError();
        }

        @Override
        public Outcome release(String order, String by, String reason, boolean force) {
            throw new AssertionError();
        }
    }
}
