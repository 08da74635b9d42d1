package io.github.slowatchdog.http;

import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The phase matrix as JSON: what each phase has come to, and whether it may begin now. */
final class PhasesJson {

    private PhasesJson() {}

    static JsonArray of(List<Rollout.Row> rows, Board.SoakView soak) {
        return new JsonArray(rows.stream().map(row -> row(row, soak)).toList());
    }

    private static JsonObject row(Rollout.Row row, Board.SoakView soak) {
        boolean runs = row.phase().name().equals(soak.phase());
        // of the phase that runs, the soak that runs is told, and not an earlier one
        Optional<PhaseResult> last =
                row.last().filter(result -> !runs || result.soak().equals(soak.id()));
        JsonObject json = new JsonObject()
                .put("phase", row.phase().name())
                .put("after", row.phase().after().orElse(null))
                .put("running", runs);
        if (runs) {
            json.put("verdict", soak.verdict().word())
                    .put("soak", soak.id())
                    .put("build", soak.build().orElse(null));
        } else {
            json.put("verdict", last.map(result -> result.verdict().word()).orElse(null))
                    .put("soak", last.map(PhaseResult::soak).orElse(null))
                    .put("build", last.flatMap(PhaseResult::build).orElse(null));
        }
        json.put("ended_at", last.map(result -> result.at().toString()).orElse(null));
        Optional<Admission.Refused> refused =
                row.admission() instanceof Admission.Refused why ? Optional.of(why) : Optional.empty();
        return json.put("may_begin", refused.isEmpty())
                .put("refused", refused.map(why -> why.reason().word()).orElse(null))
                .put("why", refused.map(Admission.Refused::why).orElse(null));
    }
}
