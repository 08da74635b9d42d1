package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.ScriptedServer;
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

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
