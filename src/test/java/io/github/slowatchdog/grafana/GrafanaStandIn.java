package io.github.slowatchdog.grafana;

import io.github.slowatchdog.servers.ScriptedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of Grafana as an annotation needs: {@code POST /api/annotations}, {@code PATCH /api/annotations/:id} and
 * {@code GET /api/health}, with what its documentation says of requests, answers and errors.
 */
final class GrafanaStandIn implements AutoCloseable {

    private final ScriptedServer server = ScriptedServer.start();
    private final Map<Long, JsonObject> annotations = new ConcurrentSkipListMap<>();
    private final AtomicInteger broken = new AtomicInteger();

    GrafanaStandIn() {
        server.on("/graf/api/annotations", this::answer);
    }

    private void answer(ScriptedServer.Asked asked) throws IOException {
        if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(asked, 503, "{\"message\":\"database is locked\"}");
        } else if (!asked.header("Authorization").equals("Bearer hunter2")) {
            send(asked, 401, "{\"message\":\"Invalid API key\"}");
        } else if (asked.method().equals("POST")) {
            post(asked, new JsonObject(asked.body()));
        } else if (asked.method().equals("PATCH")) {
            patch(asked, new JsonObject(asked.body()));
        } else {
            send(asked, 404, "{\"message\":\"Not found\"}");
        }
    }

    private void post(ScriptedServer.Asked asked, JsonObject body) throws IOException {
        if (body.getString("text", "").isEmpty()) {
            send(asked, 400, "{\"message\":\"Failed to save annotation\"}");
            return;
        }
        long id = annotations.size() + 1L;
        annotations.put(id, body);
        send(asked, 200, "{\"message\":\"Annotation added\",\"id\":" + id + "}");
    }

    private void patch(ScriptedServer.Asked asked, JsonObject body) throws IOException {
        long id = Long.parseLong(asked.path().replaceAll(".*/", ""));
        if (!annotations.containsKey(id)) {
            send(asked, 404, "{\"message\":\"Annotation not found\"}");
            return;
        }
        annotations.get(id).mergeIn(body);
        send(asked, 200, "{\"message\":\"Annotation patched\"}");
    }

    private static void send(ScriptedServer.Asked asked, int status, String body) throws IOException {
        ScriptedServer.send(asked, status, "application/json", body);
    }

    /** So many requests from now on are answered with 503. */
    void breakFor(int requests) {
        broken.set(requests);
    }

    int asked() {
        return server.asked().size();
    }

    String url() {
        return server.url() + "/graf/";
    }

    /** One line for each annotation: from when to when, its tags, its text. */
    String shown() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(annotations)
                .values()
                .forEach(one -> text.append(one.getLong("time"))
                        .append('-')
                        .append(one.getValue("timeEnd", ""))
                        .append(' ')
                        .append(one.getJsonArray("tags", new JsonArray()).getList())
                        .append(one.containsKey("dashboardUID") ? " on " + one.getString("dashboardUID") : "")
                        .append(' ')
                        .append(one.getString("text"))
                        .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
