package io.github.slowatchdog.grafana;

import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes as requests to Grafana's API of annotations, and the ids of the regions that are still to end. On one thread. */
final class Requests {

    private static final long MAX_ANSWER = 64 * 1024L;
    private static final int MOST_OPEN = 1000;

    private final Settings.Grafana settings;
    private final String watchdog;
    private final URI base;
    private final Map<String, Long> open = new LinkedHashMap<>();

    /**
     * @param watchdog its name
     * @param base where people reach the watchdog's pages
     */
    Requests(Settings.Grafana settings, String watchdog, URI base) {
        this.settings = settings;
        this.watchdog = watchdog;
        this.base = base;
    }

    /** What can be asked for: the end of a region that nobody knows of is nothing. */
    Optional<Call> of(Note note) {
        if (note instanceof Note.Mark mark) {
            return Optional.of(call(HttpMethod.POST, "/api/annotations", body(mark)));
        }
        Note.End end = (Note.End) note;
        return Optional.ofNullable(open.get(end.region()))
                .map(id -> call(
                        HttpMethod.PATCH,
                        "/api/annotations/" + id,
                        new JsonObject().put("timeEnd", end.at().toEpochMilli())));
    }

    /** Grafana has taken it, under this id. */
    void taken(Note note, Optional<Long> id) {
        if (note instanceof Note.Mark mark) {
            mark.region().ifPresent(region -> id.ifPresent(known -> open.put(region, known)));
            if (open.size() > MOST_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
        } else if (note instanceof Note.End end) {
            open.remove(end.region());
        }
    }

    private Call call(HttpMethod method, String path, JsonObject body) {
        return new Call(
                method,
                Call.below(settings.url(), path),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                Optional.of(Buffer.buffer(body.encode())),
                settings.timeout(),
                MAX_ANSWER,
                false);
    }

    private JsonObject body(Note.Mark mark) {
        Set<String> tags = new LinkedHashSet<>();
        tags.add("slo-watchdog");
        tags.add(watchdog);
        tags.addAll(mark.tags());
        tags.addAll(settings.tags());
        JsonObject body = new JsonObject()
                .put("time", mark.at().toEpochMilli())
                .put("tags", new JsonArray(tags.stream().toList()))
                .put(
                        "text",
                        html(mark.text()) + " <a href=\""
                                + html(Call.below(base, mark.page()).toString()) + "\">more</a>");
        settings.dashboard().ifPresent(uid -> body.put("dashboardUID", uid));
        return body;
    }

    /** Grafana shows markup, and values of foreign servers must be none. */
    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
