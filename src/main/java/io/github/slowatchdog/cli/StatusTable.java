package io.github.slowatchdog.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The answer of {@code /api/v1/status} as lines for a person. */
final class StatusTable {

    private static final List<String> HEAD =
            List.of("objective", "verdict", "for", "lane", "value", "expect", "sample", "why");

    private static final List<String> PHASES = List.of("phase", "result", "build", "soak", "ended", "may begin");

    private StatusTable() {}

    /** Empty if this is no answer of a watchdog. */
    static Optional<List<String>> lines(JsonObject status) {
        try {
            return status.containsKey("objectives") && status.containsKey("stop")
                    ? Optional.of(table(status))
                    : Optional.empty();
        } catch (ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static List<String> table(JsonObject status) {
        List<String> lines = new ArrayList<>();
        JsonObject gate = status.getJsonObject("gate", new JsonObject());
        JsonObject stop = status.getJsonObject("stop");
        JsonObject soaking = status.getJsonObject("soak", new JsonObject());
        GateAnswer.Soak soak = GateAnswer.soak(soaking);
        lines.add(text(status, "name") + ", phase " + text(status, "phase")
                + (soaking.getBoolean("overridden", false) ? " (overridden)" : "")
                + (text(soaking, "build").isEmpty() ? "" : ", build " + text(soaking, "build")) + ", version "
                + text(status, "version"));
        lines.add("stop   " + stop(stop));
        lines.add("soak   " + text(gate, "verdict") + ": " + soak.why() + "; " + soak.progress() + " ("
                + (int) (soak.done() * 100) + "%), blind " + Plain.time(soak.blind()) + ", soak " + soak.id());
        lines.add("gate   " + (gate.getBoolean("open", false) ? "open" : "closed: " + reasons(gate)));
        lines.add("lanes  " + String.join(", ", lanes(status)));
        lines.add("");
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        Instant at = time(status, "at");
        objects(status, "objectives").forEach(objective -> rows.addAll(rows(objective, at)));
        lines.addAll(aligned(rows));
        int more = status.getInteger("more_objectives", 0);
        if (more > 0) {
            lines.add("and " + more + " more, none worse than these; all of them are at /api/v1/objectives");
        }
        List<JsonObject> phases = objects(status, "phases");
        if (phases.size() > 1) {
            lines.add("");
            lines.addAll(
                    aligned(Stream.concat(Stream.of(PHASES), phases.stream().map(StatusTable::phase))
                            .toList()));
        }
        return lines;
    }

    /** What a phase has come to, and whether it may begin now. */
    private static List<String> phase(JsonObject phase) {
        boolean runs = phase.getBoolean("running", false);
        String verdict = text(phase, "verdict");
        Instant ended = time(phase, "ended_at");
        return List.of(
                text(phase, "phase"),
                verdict.isEmpty() ? "not run" : verdict,
                text(phase, "build"),
                text(phase, "soak"),
                ended.equals(Instant.EPOCH)
                        ? ""
                        : ended.truncatedTo(ChronoUnit.SECONDS).toString(),
                runs ? "runs now" : phase.getBoolean("may_begin", false) ? "yes" : "no: " + text(phase, "why"));
    }

    private static String stop(JsonObject stop) {
        String shadow = "shadow".equals(stop.getString("mode")) ? " (shadow: touches nothing)" : "";
        JsonObject order = stop.getJsonObject("order");
        boolean reached = shadow.length() > 0 || Boolean.TRUE.equals(stop.getBoolean("redis_up"));
        return text(stop, "state").toUpperCase(Locale.ROOT)
                + shadow
                + (order == null
                        ? ""
                        : ": order " + text(order, "id") + " by " + text(order, "by") + ": " + text(order, "reason"))
                + (reached ? "" : "; Redis does not answer");
    }

    private static String reasons(JsonObject gate) {
        return String.join(
                "; ",
                objects(gate, "reasons").stream()
                        .map(reason -> text(reason, "message"))
                        .toList());
    }

    private static List<String> lanes(JsonObject status) {
        return objects(status, "lanes").stream()
                .map(lane -> text(lane, "lane") + (lane.getBoolean("up", false) ? " up" : " DOWN"))
                .toList();
    }

    /** A row a lane; the name stands in the first. */
    private static List<List<String>> rows(JsonObject objective, Instant at) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject lane : objects(objective, "lanes")) {
            boolean first = rows.isEmpty();
            Double age = lane.getDouble("sample_age_seconds");
            rows.add(List.of(
                    first ? text(objective, "name") : "",
                    first
                            ? text(objective, "verdict") + (objective.getBoolean("shadow", false) ? " (shadow)" : "")
                            : "",
                    first
                            ? Plain.time((double) Duration.between(time(objective, "since"), at)
                                    .toSeconds())
                            : "",
                    text(lane, "lane"),
                    text(lane, "value"),
                    first ? text(objective, "expect") : "",
                    age == null ? "" : Plain.time(age) + " old",
                    why(objective, lane)));
        }
        return rows;
    }

    /** Why it is no pass; of an error budget always what is left of it. */
    private static String why(JsonObject objective, JsonObject lane) {
        boolean burns = text(objective, "query").contains(", burn of ");
        return burns || !"pass".equals(lane.getString("verdict")) ? text(lane, "why") : "";
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int column = 0; column < row.size(); column++) {
                        String cell = row.get(column);
                        line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static List<JsonObject> objects(JsonObject in, String key) {
        return in.getJsonArray(key, new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String text(JsonObject in, String key) {
        Object value = in.getValue(key);
        return value == null ? "" : Plain.line(value.toString());
    }

    private static Instant time(JsonObject in, String key) {
        try {
            return Instant.parse(text(in, key));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
