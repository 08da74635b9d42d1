package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.WatchdogSetup;
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
 * @param newSoak who wants a new soak
 * @param rollout decides of another build of the bot
 */
record Beginning(
        Settings.Phase phase,
        String how,
        Optional<String> build,
        Optional<PhaseResult> by,
        Optional<Admission.Refused> overridden,
        Optional<Insistence> insistence,
        Optional<Insistence> newSoak,
        Rollout rollout) {

    /** A person who wants it so. */
    record Insistence(String by, String reason) {}

    /**
     * What a person wants.
     *
     * @param override to begin all the same
     * @param newSoak to begin a new soak
     */
    record Wishes(Optional<Insistence> override, Optional<Insistence> newSoak) {

        static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());
    }

    /** What was decided of a phase: how it begins, or why it does not. */
    sealed interface Decision {

        record Begins(Beginning beginning) implements Decision {}

        record Refused(Admission.Refused why) implements Decision {}
    }

    /**
     * Decides.
     *
     * @param evidence what the journal tells
     * @param build of the bot as it runs now
     * @param wishes of whoever starts it
     */
    static Decision decide(Settings settings, PhaseEvidence evidence, Build build, Wishes wishes) {
        Settings.Phase phase = settings.phase();
        Optional<String> known = build instanceof Build.Known one ? Optional.of(one.name()) : Optional.empty();
        Rollout rollout = rollout(settings, evidence.results());
        Admission admission = rollout.mayBegin(phase.name(), build);
        if (admission instanceof Admission.Granted granted) {
            String how = phase.after().isPresent() ? "passed" : "first";
            return new Decision.Begins(new Beginning(
                    phase, how, known, granted.by(), Optional.empty(), Optional.empty(), wishes.newSoak(), rollout));
        }
        Admission.Refused refused = (Admission.Refused) admission;
        if (wishes.override().isPresent()) {
            return new Decision.Begins(new Beginning(
                    phase,
                    "overridden",
                    known,
                    Optional.empty(),
                    Optional.of(refused),
                    wishes.override(),
                    wishes.newSoak(),
                    rollout));
        }
        Optional<PhaseEvidence.Begun> begun = evidence.begun()
                .filter(last -> last.phase().equals(phase.name()))
                .filter(last -> refused.reason().isOfTheMoment()
                        || (evidence.results().doubt().isPresent()
                                && last.build().equals(known)));
        // a restart in the middle of a phase, while Prometheus is down, the bot starts, or somebody has been at the
        // journal: what is doubted opens no gate, and the bot must not stay unwatched for it
        return begun.<Decision>map(last -> new Decision.Begins(new Beginning(
                        phase,
                        "continued",
                        last.build(),
                        Optional.empty(),
                        Optional.of(refused),
                        Optional.empty(),
                        wishes.newSoak(),
                        rollout)))
                .orElseGet(() -> new Decision.Refused(refused));
    }

    /** For the watch. */
    WatchdogSetup.Start start() {
        boolean goesOn = overridden.isPresent() && insistence.isEmpty();
        boolean guessed = goesOn && overridden.get().reason().isOfTheMoment();
        return new WatchdogSetup.Start(
                phase.build(),
                guessed ? Optional.empty() : build,
                build,
                seen -> rollout.mayBegin(phase.name(), seen),
                insistence.isPresent(),
                newSoak.map(who -> new WatchdogSetup.Wish(who.by(), who.reason())));
    }

    /** The phases of these settings with what they have come to. */
    static Rollout rollout(Settings settings, PhaseResults results) {
        return new Rollout(
                settings.phases().stream().map(Settings.Phase::inOrder).toList(), results);
    }

    Event.Level level() {
        return overridden.isPresent() || newSoak.isPresent() ? Event.Level.WARN : Event.Level.INFO;
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
        newSoak.ifPresent(who -> data.put("new_soak", true));
        insistence.or(() -> newSoak).ifPresent(who -> {
            data.put("by", who.by());
            data.put("reason", who.reason());
        });
        return data;
    }
}
