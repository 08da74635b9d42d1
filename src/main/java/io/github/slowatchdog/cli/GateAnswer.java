package io.github.slowatchdog.cli;

import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.soak.SoakVerdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a watchdog answers to {@code /api/v1/gate}.
 *
 * @param codes why it is closed, as words of {@link Gate.Code}; a newer watchdog may know more of them
 * @param why the same for a person
 */
record GateAnswer(boolean open, String verdict, Set<String> codes, String why, Soak soak, JsonObject body) {

    /** As much of the soak as is shown. */
    record Soak(String id, String phase, String why, double clean, double window, double blind) {

        String progress() {
            return Plain.time(clean) + " of " + Plain.time(window) + " clean";
        }

        /** Between 0 and 1. */
        double done() {
            return window <= 0 ? 1 : Math.min(1, clean / window);
        }
    }

    /** Empty if the answer is none of a watchdog's. */
    static Optional<GateAnswer> of(JsonObject body) {
        try {
            List<String> codes = new ArrayList<>();
            List<String> sentences = new ArrayList<>();
            for (Object one : body.getJsonArray("reasons", new JsonArray())) {
                codes.add(Plain.line(((JsonObject) one).getString("code", "")));
                sentences.add(Plain.line(((JsonObject) one).getString("message", "")));
            }
            Boolean open = body.getBoolean("open");
            String verdict = body.getString("verdict");
            JsonObject soak = body.getJsonObject("soak");
            return open == null || verdict == null || soak == null || open != codes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new GateAnswer(
                            open,
                            Plain.line(verdict),
                            Set.copyOf(codes),
                            String.join("; ", sentences),
                            soak(soak),
                            body));
        } catch (ClassCastException e) {
            return Optional.empty();
        }
    }

    static Soak soak(JsonObject soak) {
        return new Soak(
                Plain.line(soak.getString("id", "")),
                Plain.line(soak.getString("phase", "")),
                Plain.line(soak.getString("why", "")),
                soak.getDouble("clean_seconds", 0.0),
                soak.getDouble("window_seconds", 0.0),
                soak.getDouble("blind_seconds", 0.0));
    }

    private boolean has(Gate.Code code) {
        return codes.contains(code.word());
    }

    /** SPEC 9: 0 open, 1 closed, 2 inconclusive or nobody knows. */
    ExitCode exit() {
        if (open) {
            return ExitCode.OK;
        }
        boolean known = has(Gate.Code.FAIL) || has(Gate.Code.STOP);
        boolean unknown = has(Gate.Code.INCONCLUSIVE)
                || has(Gate.Code.NOT_TICKING)
                || has(Gate.Code.STOP_UNKNOWN) && !has(Gate.Code.SOAKING);
        return !known && unknown ? ExitCode.INCONCLUSIVE : ExitCode.FAILED;
    }

    /** Whether the soak has ended, and what else the gate depends on is known. */
    boolean isOver() {
        boolean ended = !verdict.equals(SoakVerdict.SOAKING.word());
        boolean passed = verdict.equals(SoakVerdict.PASS.word());
        return ended && (!passed || open || has(Gate.Code.STOP));
    }

    /** One line that says all. */
    String line() {
        String where = "phase " + soak.phase() + ", soak " + soak.id() + ": ";
        return open
                ? "gate open: " + where + "passed, " + soak.progress()
                : "gate closed: " + where + why + " (" + soak.progress() + ")";
    }
}
