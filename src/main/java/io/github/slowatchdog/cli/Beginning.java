package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a phase begins (SPEC 6): after a pass of the one before, or by the word of a person.
 *
 * @param how one of {@code first}, {@code passed}, {@code continued}, {@code overridden}
 * @param build of the bot; empty: not known, or the phase names none
 * @param by the pass that admits it
 * @param overridden the refusal that a person has overridden, or that a phase which had begun before goes on in spite of
 * @param insistence whose word it is
 */
record Beginning(
        Settings.Phase phase,
        String how,
        Optional<String> build,
        Optional<PhaseResult> by,
        Optional<Admission.Refused> overridden,
        Optional<Insistence> insistence) {

    /** A person who begins a phase all the same. */
    record Insistence(String by, String reason) {}

    /** What was decided of a phase: how it begins, or why it does not. */
    sealed interface Decision {

        record Begins(Beginning beginning) implements Decision {}

        record Refused(Admission.Refused why) implements Decision {}
    }

    private static Beginning plain(Settings.Phase phase, Optional<String> build, Optional<PhaseResult> by) {
        return new Beginning(
                phase, phase.after().isPresent() ? "passed" : "first", build, by, Optional.empty(), Optional.empty());
    }

    /**
     * Decides.
     *
     * @param evidence what the journal tells
     * @param build of the bot as it runs now
     * @param override who insists, if anybody does
     */
    static Decision decide(Settings settings, PhaseEvidence evidence, Build build, Optional<Insistence> override) {
        Settings.Phase phase = settings.phase();
        Optional<String> known = build instanceof Build.Known one ? Optional.of(one.name()) : Optional.empty();
        Admission admission = rollout(settings, evidence.results()).mayBegin(phase.name(), build);
        if (admission instanceof Admission.Granted granted) {
            return new Decision.Begins(plain(phase, known, granted.by()));
        }
        Admission.Refused refused = (Admission.Refused) admission;
        if (override.isPresent()) {
            return new Decision.Begins(
                    new Beginning(phase, "overridden", known, Optional.empty(), Optional.of(refused), override));
        }
        Optional<PhaseEvidence.Begun> begun = evidence.begun()
                .filter(last -> last.phase().equals(phase.name()))
                .filter(last -> refused.reason().isOfTheMoment()
                        || (evidence.results().doubt().isPresent()
                                && last.build().equals(known)));
        // a restart in the middle of a phase, while Prometheus is down, the bot starts, or somebody has been at the
        // journal: what is doubted opens no gate, and the bot must not stay unwatched for it
        return begun.<Decision>map(last -> new Decision.Begins(new Beginning(
                        phase, "continued", last.build(), Optional.empty(), Optional.of(refused), Optional.empty())))
                .orElseGet(() -> new Decision.Refused(refused));
    }

    /** The phases of these settings with what they have come to. */
    static Rollout rollout(Settings settings, PhaseResults results) {
        return new Rollout(
                settings.phases().stream().map(Settings.Phase::inOrder).toList(), results);
    }

    Event.Level level() {
        return overridden.isPresent() ? Event.Level.WARN : Event.Level.INFO;
    }

    /** For log and journal. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", phase.name());
        data.put("begun", how);
        phase.after().ifPresent(after -> data.put("after", after));
        build.ifPresent(name -> data.put("build", name));
        by.ifPresent(pass -> {
            data.put("passed_soak", pass.soak());
            data.put("passed_at", pass.at().toString());
        });
        overridden.ifPresent(refused -> {
            data.put("refused", refused.reason().word());
            data.put("why", refused.why());
        });
        insistence.ifPresent(who -> {
            data.put("by", who.by());
            data.put("reason", who.reason());
        });
        return data;
    }
}
