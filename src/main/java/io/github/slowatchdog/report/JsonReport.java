package io.github.slowatchdog.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A report as JSON, for machines; the fields are in docs/report.md and keep their names. */
public final class JsonReport {

    /** Goes up when a field changes its meaning or goes away, not when one is added. */
    private static final int FORMAT = 1;

    private JsonReport() {}

    public static String of(SoakReport report) {
        return new JsonObject()
                        .put("format", FORMAT)
                        .put("watchdog", report.watchdog())
                        .put("generated_at", time(report.generatedAt()))
                        .put("journal", chain(report.chain()))
                        .put("soak", soak(report.soak()))
                        .put("phases", array(report.phases(), JsonReport::phase))
                        .put("promises", new JsonArray(report.promises()))
                        .put("objectives", array(report.objectives(), JsonReport::objective))
                        .put("breaches", bounded(report.breaches(), JsonHappenings::breach))
                        .put("gaps", bounded(report.gaps(), JsonHappenings::gap))
                        .put("stops", bounded(report.stops(), JsonHappenings::stop))
                        .put("runs", bounded(report.runs(), JsonHappenings::run))
                        .put("events", bounded(report.remarks(), JsonHappenings::remark))
                        .put("hours", bounded(report.rollups(), JsonReport::hour))
                        .put("timeline", timeline(report.timeline()))
                        .put("sign_off", array(SoakReport.SIGNATURES, JsonReport::signature))
                        .encodePrettily()
                + "\n";
    }

    private static JsonObject chain(SoakReport.Chain chain) {
        JsonObject json = new JsonObject()
                .put("whole", chain.isWhole())
                .put("entries", chain.entries())
                .put("first_seq", chain.firstSeq())
                .put("last_seq", chain.lastSeq())
                .put("last_hash", chain.lastHash())
                .put("from", time(chain.from()))
                .put("to", time(chain.to()))
                .put("breaks", chain.breaks())
                .put("torn_bytes", chain.tornBytes());
        return chain.isWhole()
                ? json
                : json.put(
                        "first_break",
                        new JsonObject()
                                .put("line", chain.breakLine())
                                .put("what", chain.what())
                                .put("expected", chain.expected())
                                .put("found", chain.found()));
    }

    private static JsonObject soak(SoakReport.Soak soak) {
        JsonObject json = new JsonObject()
                .put("id", soak.id())
                .put("phase", soak.phase())
                .put("build", text(soak.build()))
                .put("verdict", soak.verdict())
                .put("why", soak.why())
                .put("finished", soak.isFinished())
                .put("began", soak.began().toString())
                .put("ended", time(soak.ended()))
                .put("up_to", soak.upTo().toString())
                .put("config", soak.configuration())
                .put("version", soak.version())
                .put("mode", soak.mode());
        return json.put(
                "clock",
                soak.clock()
                        .map(clock -> new JsonObject()
                                .put("at", clock.at().toString())
                                .put("clean_s", seconds(clock.clean()))
                                .put("window_s", seconds(clock.window()))
                                .put("elapsed_s", seconds(clock.elapsed()))
                                .put("blind_s", seconds(clock.blind()))
                                .put("longest_gap_s", seconds(clock.longestGap()))
                                .put("short_pauses", clock.shortPauses())
                                .put("short_paused_s", seconds(clock.shortPaused())))
                        .orElse(null));
    }

    private static JsonObject phase(SoakReport.PhaseResult phase) {
        return new JsonObject()
                .put("phase", phase.phase())
                .put("soak", text(phase.soak()))
                .put("verdict", phase.verdict())
                .put("why", phase.why())
                .put("build", text(phase.build()))
                .put("began", time(phase.began()))
                .put("ended", time(phase.ended()));
    }

    private static JsonObject objective(ObjectiveReport objective) {
        JsonObject inTime = new JsonObject();
        objective.time().forEach((verdict, time) -> inTime.put(verdict, seconds(time)));
        return new JsonObject()
                .put("slo", objective.slo())
                .put("query", objective.query())
                .put("expected", objective.expected())
                .put("on_breach", objective.onBreach())
                .put("shadow", objective.shadow())
                .put("verdict", objective.verdict())
                .put("last", text(objective.last()))
                .put("worst", text(objective.worst()))
                .put("total", text(objective.total()))
                .put("breaches", objective.breaches())
                .put("verdict_s", inTime)
                .put(
                        "coverage",
                        objective.coverage().isPresent()
                                ? Double.valueOf(objective.coverage().getAsDouble())
                                : null)
                .put("measurements", counts(objective.measurements()))
                .put("unknown_reasons", counts(objective.reasons()));
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    private static JsonObject hour(SoakReport.Rollup row) {
        return new JsonObject()
                .put("at", row.at().toString())
                .put("clean_s", seconds(row.clean()))
                .put("blind_s", seconds(row.blind()))
                .put("worst", new JsonArray(row.worst()));
    }

    private static JsonObject timeline(Timeline timeline) {
        return new JsonObject()
                .put("from", timeline.from().toString())
                .put("to", timeline.to().toString())
                .put(
                        "segments",
                        array(
                                timeline.segments(),
                                segment -> new JsonObject()
                                        .put("from", segment.from().toString())
                                        .put("to", segment.to().toString())
                                        .put("look", segment.look().word())))
                .put(
                        "marks",
                        array(
                                timeline.marks().items(),
                                mark -> new JsonObject()
                                        .put("at", mark.at().toString())
                                        .put("kind", mark.kind().word())
                                        .put("text", mark.text())));
    }

    private static JsonObject signature(String role) {
        return new JsonObject()
                .put("role", role)
                .putNull("name")
                .putNull("date")
                .putNull("signature");
    }

    static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> as) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(as.apply(item)));
        return array;
    }

    private static <T> JsonObject bounded(Bounded<T> bounded, Function<T, JsonObject> as) {
        return new JsonObject()
                .put("all", bounded.all())
                .put("not_shown", bounded.left())
                .put("items", array(bounded.items(), as));
    }

    static @org.jspecify.annotations.Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    static @org.jspecify.annotations.Nullable String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
