package io.github.slowatchdog.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The phases in the order of the configuration, with what each has come to; and the decision whether one may begin (SPEC 6):
 * {@code after: X} needs the newest result of X on the same build to be a pass. Where neither phase names a build, the newest result
 * of X on any build counts; where only one does, none.
 */
public final class Rollout {

    /**
     * A line of the phase matrix.
     *
     * @param last the newest result on any build; empty: none
     * @param admission whether it may begin now
     */
    public record Row(Phase phase, Optional<PhaseResult> last, Admission admission) {}

    private final Map<String, Phase> phases;
    private final PhaseResults results;

    public Rollout(List<Phase> phases, PhaseResults results) {
        this.phases = phases.stream()
                .collect(Collectors.toMap(Phase::name, phase -> phase, (one, other) -> one, LinkedHashMap::new));
        this.results = results;
    }

    /** What the phases have come to. */
    public PhaseResults results() {
        return results;
    }

    /** All phases, in the order of the configuration. */
    public List<Row> matrix(Build build) {
        return phases.values().stream()
                .map(phase -> new Row(phase, results.newest(phase.name()), mayBegin(phase.name(), build)))
                .toList();
    }

    /**
     * Whether a phase may begin.
     *
     * @param build of the bot as it runs now; not looked at where the phases name none
     * @throws IllegalArgumentException if there is no such phase, or the one before it
     */
    public Admission mayBegin(String name, Build build) {
        Phase phase = phase(name);
        return phase.after().isEmpty()
                ? new Admission.Granted(Optional.empty())
                : mayBegin(phase, phase(phase.after().get()), build);
    }

    private Phase phase(String name) {
        return Optional.ofNullable(phases.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no phase " + name));
    }

    private Admission mayBegin(Phase phase, Phase before, Build build) {
        if (phase.namesBuild() != before.namesBuild()) {
            return refused(
                    Refusal.BUILD_NOT_NAMED,
                    (phase.namesBuild() ? before : phase).name() + " does not say which metric names the build, and "
                            + (phase.namesBuild() ? phase : before).name() + " does",
                    "give both phases soak.restart_on_build, or neither");
        }
        if (phase.namesBuild() && !(build instanceof Build.Known)) {
            return unknown(build);
        }
        if (results.doubt().isPresent()) {
            PhaseResults.Doubt doubt = results.doubt().get();
            return refused(
                    doubt.reason(),
                    "it needs a pass of " + before.name() + ", and " + doubt.what(),
                    "see slo-watchdog audit verify; then soak " + before.name() + " on a journal that is whole");
        }
        return build instanceof Build.Known known && phase.namesBuild()
                ? judged(before, " on build " + known.name(), results.newest(before.name(), known.name()))
                : judged(before, "", results.newest(before.name()));
    }

    private static Admission unknown(Build build) {
        return build instanceof Build.Mixed mixed
                ? refused(
                        Refusal.BUILDS_MIXED,
                        "the bot runs in several builds at once: " + String.join(", ", mixed.names()),
                        "wait until the rollout of the bot is over, and start again")
                : refused(
                        Refusal.BUILD_UNKNOWN,
                        "the bot's build is not known: " + ((Build.Unknown) build).why(),
                        "see that the bot runs and is scraped, and that soak.restart_on_build names its metric");
    }

    private Admission judged(Phase before, String where, Optional<PhaseResult> newest) {
        if (newest.isEmpty()) {
            return missing(before, where);
        }
        PhaseResult result = newest.get();
        String ended = "the newest soak of " + before.name() + where + " ended "
                + result.verdict().word() + " at " + result.at() + " (soak " + result.soak() + ")";
        return switch (result.verdict()) {
            case PASS -> new Admission.Granted(newest);
            case INCONCLUSIVE -> refused(Refusal.PHASE_INCONCLUSIVE, ended, again(before));
            default -> refused(Refusal.PHASE_FAILED, ended, again(before));
        };
    }

    private Admission missing(Phase before, String where) {
        List<PhaseResult> others = results.of(before.name());
        if (others.isEmpty()) {
            return refused(
                    Refusal.NOT_PASSED, before.name() + " has not been soaked to its end" + where, again(before));
        }
        String known = others.stream()
                .limit(3)
                .map(other -> other.verdict().word() + " on "
                        + other.build().map(build -> "build " + build).orElse("a build that was not known"))
                .collect(Collectors.joining(", "));
        return refused(
                Refusal.OTHER_BUILD, before.name() + " has no result" + where + "; it has: " + known, again(before));
    }

    private static String again(Phase before) {
        return "soak this build first: slo-watchdog run --phase " + before.name();
    }

    private static Admission refused(Refusal reason, String why, String fix) {
        return new Admission.Refused(reason, why, fix);
    }
}
