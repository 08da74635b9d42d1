package io.github.slowatchdog.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What happened, as JSON. */
final class JsonHappenings {

    private JsonHappenings() {}

    static JsonObject breach(Breach breach) {
        return new JsonObject()
                .put("seq", breach.seq())
                .put("at", breach.at().toString())
                .put("as_of", breach.asOf().toString())
                .put("until", JsonReport.time(breach.until()))
                .put("slo", breach.slo())
                .put("on_breach", breach.onBreach())
                .put("lane", breach.lane())
                .put("query", breach.query())
                .put("expected", breach.expected())
                .put("value", JsonReport.text(breach.value()))
                .put("series", JsonReport.text(breach.series()))
                .put("sample_at", JsonReport.time(breach.sampleAt()))
                .put("why", breach.why())
                .put("samples", new JsonArray(breach.samples()));
    }

    static JsonObject gap(SoakReport.Gap gap) {
        return new JsonObject()
                .put("from", gap.from().toString())
                .put("until", JsonReport.time(gap.until()))
                .put("blind", gap.blind())
                .put("why", gap.reason());
    }

    static JsonObject stop(StopReport stop) {
        return new JsonObject()
                .put("order", stop.order())
                .put("cause", stop.cause())
                .put("drill", stop.isDrill())
                .put("slo", JsonReport.text(stop.slo()))
                .put("reason", stop.reason())
                .put("by", stop.by())
                .put("at", stop.at().toString())
                .put("confirmed", stop.isConfirmed())
                .put("state", stop.state())
                .put(
                        "steps",
                        JsonReport.array(
                                stop.steps(),
                                step -> new JsonObject()
                                        .put("at", step.at().toString())
                                        .put("after_s", JsonReport.seconds(stop.after(step.at())))
                                        .put("step", step.name())
                                        .put("note", JsonReport.text(step.note()))))
                .put("steps_not_shown", stop.stepsLeft())
                .put(
                        "release",
                        stop.release()
                                .map(release -> new JsonObject()
                                        .put("at", release.at().toString())
                                        .put("after_s", JsonReport.seconds(stop.after(release.at())))
                                        .put("by", release.by())
                                        .put("reason", release.reason())
                                        .put("forced", release.forced()))
                                .orElse(null));
    }

    static JsonObject run(SoakReport.Run run) {
        return new JsonObject()
                .put("at", run.at().toString())
                .put("version", run.version())
                .put("config", run.configuration())
                .put("down_since", JsonReport.time(run.downSince()))
                .put("ended_cleanly", run.clean());
    }

    static JsonObject remark(SoakReport.Remark remark) {
        return new JsonObject()
                .put("at", remark.at().toString())
                .put("seq", remark.seq())
                .put("event", remark.event())
                .put("text", remark.text());
    }
}
