package io.github.slowatchdog.e2e;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The demo bot as a process of its own, which can be killed and frozen: its counters then begin at 0. */
final class BotProcess implements AutoCloseable {

    private final Path directory;
    private final int redisPort;
    private final int port = ServerProcess.freePort();
    private final ReentrantLock still = new ReentrantLock();
    private ServerProcess process;

    private BotProcess(Path directory, int redisPort) {
        this.directory = directory;
        this.redisPort = redisPort;
        this.process = launch();
    }

    static BotProcess start(Path directory, int redisPort) {
        return new BotProcess(directory, redisPort);
    }

    private ServerProcess launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                DemoBot.class.getName(),
                "--port",
                Integer.toString(port),
                "--redis",
                "127.0.0.1:" + redisPort);
        return ServerProcess.start(command, port, directory, "it is the Java that runs this");
    }

    int port() {
        return port;
    }

    /** Held by whoever needs the bot neither to be killed nor to be frozen. */
    ReentrantLock still() {
        return still;
    }

    ServerProcess process() {
        return process;
    }

    /** As after a crash: in the mode of its start, counters from 0. */
    void restart() {
        process.close();
        process = launch();
    }

    /** As {@link DemoBot#inject}; whether it was done. */
    boolean inject(String what) {
        still.lock();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(at("/inject?what=" + what));
            return Web.send(request.POST(HttpRequest.BodyPublishers.noBody()))
                    .map(answer -> answer.statusCode() == 200)
                    .orElse(false);
        } finally {
            still.unlock();
        }
    }

    static String series(String name) {
        return "&series=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** LIVE or DRY; empty if it does not answer. */
    Optional<String> mode() {
        return Web.get(at("/health"))
                .map(text ->
                        new JsonObject(text).getJsonObject("execution_mode").getString("mode"));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
