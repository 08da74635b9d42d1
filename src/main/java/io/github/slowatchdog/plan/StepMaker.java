package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.plan.StepReport.Part;
import io.github.slowatchdog.slo.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one step, from its condition to its evidence. */
final class StepMaker implements AutoCloseable {

    private static final int WHY = 300;
    private static final int VALUE = 200;
    private static final int TEXT = 500;
    private static final int MOST_CHECKS = 500;

    private final PlanFile plan;
    private final Means means;
    private final Conditions conditions;
    private final Mask mask;
    private @Nullable Trials trials;

    StepMaker(PlanFile plan, Means means) {
        this.plan = plan;
        this.means = means;
        this.conditions = new Conditions(means.lanes(), means.time());
        this.mask = Secrets.of(plan, means.secrets());
    }

    Mask mask() {
        return mask;
    }

    /** Looks how things are before anything is done. */
    void begin() throws InterruptedException {
        trials = new Trials(plan, means);
    }

    StepReport make(Part part, PlanStep step) throws InterruptedException, MisconfiguredException {
        Instant began = means.time().now();
        Duration start = means.time().elapsed();
        if (step.when().isPresent()) {
            Conditions.Answer answer = conditions.ask(step.when().get());
            if (answer instanceof Conditions.Answer.DoesNot not) {
                StepVerdict verdict = step.skippable() ? StepVerdict.SKIPPED : StepVerdict.DEFERRED;
                return report(part, step, verdict, "its condition does not hold: " + not.why(), began, start);
            }
            if (answer instanceof Conditions.Answer.Untold untold) {
                String why = "whether its condition holds is not known: " + untold.why();
                return report(part, step, StepVerdict.INCONCLUSIVE, why, began, start);
            }
        }
        if (step.task() instanceof PlanStep.Wait wait) {
            means.time().pause(wait.length());
            return report(part, step, StepVerdict.DONE, "", began, start);
        }
        Trial trial = trials().of(step);
        try {
            Insistence.Result result = new Insistence(means.time(), compared(step, trial), step.patience()).run();
            return report(part, step, save(step, result.finding()), result.tries(), began, start);
        } finally {
            trial.close();
        }
    }

    /** After the last step. */
    @Override
    public void close() {
        if (trials != null) {
            trials.close();
        }
    }

    private Trials trials() throws InterruptedException {
        if (trials == null) {
            // broken off before the beginning; what has to be done at the end is done all the same
            begin();
        }
        return java.util.Objects.requireNonNull(trials);
    }

    private Trial compared(PlanStep step, Trial trial) {
        return step.compare()
                .<Trial>map(compare -> {
                    Comparison comparison = new Comparison(compare, means.kept());
                    return () -> comparison.with(trial.make());
                })
                .orElse(trial);
    }

    /** Keeps the values of a step that passed. */
    private Finding save(PlanStep step, Finding finding) {
        if (step.save().isEmpty() || finding.outcome() != Outcome.MET) {
            return finding;
        }
        if (finding.values().isEmpty()) {
            return finding.as(Outcome.UNKNOWN, "there is not one value to keep");
        }
        try {
            means.kept().orElseThrow().keep(step.save().get(), means.time().now(), plan.name(), finding.values());
            return finding;
        } catch (IOException e) {
            return finding.as(Outcome.UNKNOWN, "the values could not be kept: " + e.getMessage());
        }
    }

    /** A step that is not made. */
    StepReport notRun(Part part, PlanStep step, String why) {
        return report(
                part,
                step,
                StepVerdict.NOT_RUN,
                why,
                means.time().now(),
                means.time().elapsed());
    }

    /** A step that could not be made. */
    StepReport inconclusive(Part part, PlanStep step, String why) {
        return report(
                part,
                step,
                StepVerdict.INCONCLUSIVE,
                why,
                means.time().now(),
                means.time().elapsed());
    }

    private StepReport report(
            Part part, PlanStep step, StepVerdict verdict, String why, Instant began, Duration start) {
        return report(part, step, verdict, why, 0, Optional.empty(), began, start);
    }

    private StepReport report(Part part, PlanStep step, Finding finding, int tries, Instant began, Duration start) {
        StepVerdict verdict = switch (finding.outcome()) {
            case MET -> StepVerdict.PASS;
            case MISSED -> StepVerdict.FAIL;
            case UNKNOWN, IDLE -> StepVerdict.INCONCLUSIVE;
        };
        return report(part, step, verdict, finding.why(), tries, Optional.of(finding), began, start);
    }

    private StepReport report(
            Part part,
            PlanStep step,
            StepVerdict verdict,
            String why,
            int tries,
            Optional<Finding> finding,
            Instant began,
            Duration start) {
        SortedMap<String, String> values = new TreeMap<>();
        finding.map(Finding::values)
                .ifPresent(found ->
                        found.forEach((name, value) -> values.put(name, mask.excerpt(value.toString(), VALUE))));
        List<Check> checks = finding.map(Finding::checks).orElse(List.of());
        return new StepReport(
                part,
                mask.excerpt(step.name(), WHY),
                step.task().kind(),
                verdict,
                step.require(),
                step.shadow(),
                mask.excerpt(why, WHY),
                began,
                means.time().elapsed().minus(start),
                tries,
                lines(finding.map(Finding::request)),
                lines(finding.map(Finding::answer)),
                checks.stream().limit(MOST_CHECKS).map(this::check).toList(),
                values);
    }

    private String lines(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream()
                .map(text -> mask.excerpt(text, TEXT))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private Check check(Check raw) {
        return new Check(
                mask.excerpt(raw.what(), VALUE),
                mask.excerpt(raw.expected(), VALUE),
                mask.excerpt(raw.actual(), VALUE),
                raw.met());
    }
}
