package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small fake of a system that a plan looks at: pages, which a test may rewrite while the plan is under way. */
final class FakeSystem implements AutoCloseable {

    private final ScriptedServer server = ScriptedServer.start();
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    private FakeSystem() {
        server.on("/", asked -> {
            String page = pages.get(asked.exchange().getRequestURI().getPath());
            boolean json = page != null && page.startsWith("{");
            ScriptedServer.send(
                    asked,
                    page == null ? 404 : 200,
                    json ? "application/json" : "text/plain; version=0.0.4",
                    page == null ? "nothing here" : page);
        });
    }

    static FakeSystem start() {
        return new FakeSystem();
    }

    /** What is answered at a path from now on. */
    FakeSystem page(String path, String text) {
        pages.put(path, text);
        return this;
    }

    /** Answers everything below a path. */
    FakeSystem on(String path, ScriptedServer.Answerer answerer) {
        server.on(path, answerer);
        return this;
    }

    /** A configuration whose Prometheus this is. */
    Path configuration(Path directory, int redisPort) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups: [{name: a, objectives: [{name: up, expr: up, expect: "== 1", on_breach: warn}]}]
                """);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: plans
                rules: [rules.yaml]
                prometheus: {url: "%s"}
                stop:
                  redis: {url: "redis://127.0.0.1:%d"}
                  when_blind: {after: 1m, then: warn}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(url(), redisPort));
    }

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
