package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.plan.StepReport.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan, step by step, on the thread that calls.
 *
 * <pre>
 * steps ──▶ all of them, or up to one that is required and does not pass, or that fails where the plan is to fail fast
 *       ──▶ on_failure, if a step failed
 *       ──▶ finally, whatever happened, also when the plan is broken off
 * </pre>
 */
public final class PlanRunner {

    private final PlanFile plan;
    private final Means means;
    private final Occasion occasion;
    private final Consumer<StepReport> listener;
    private final List<StepReport> reports = new ArrayList<>();
    private final Object lock = new Object();
    private @Nullable Thread breakable;
    private boolean brokenOff;
    private Optional<String> ended = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private Optional<String> misconfigured = Optional.empty();

    /** @param listener is told each step when it is over */
    public PlanRunner(PlanFile plan, Means means, Occasion occasion, Consumer<StepReport> listener) {
        this.plan = plan;
        this.means = means;
        this.occasion = occasion;
        this.listener = listener;
    }

    /** Breaks the plan off, from another thread: only {@code finally} is still made. */
    public void breakOff() {
        synchronized (lock) {
            brokenOff = true;
            if (breakable != null) {
                breakable.interrupt();
            }
        }
    }

    /** Carries it out; once. */
    public PlanReport run() {
        Instant began = means.time().now();
        Duration start = means.time().elapsed();
        try (StepMaker maker = new StepMaker(plan, means)) {
            run(maker);
            Conclusion conclusion = Conclusion.of(reports, refused, misconfigured, isBrokenOff());
            return occasion.report(
                    plan, maker.mask(), began, means.time().elapsed().minus(start), conclusion, reports);
        }
    }

    private void run(StepMaker maker) {
        begin(maker);
        run(maker, Part.STEPS, plan.steps());
        boolean failed = any(StepVerdict.FAIL) && !(refused.isPresent() && onlyRefusalFailed());
        if (failed && !isBrokenOff()) {
            ended = Optional.empty();
            run(maker, Part.ON_FAILURE, plan.onFailure());
        }
        unbreakable();
        ended = Optional.empty();
        run(maker, Part.FINALLY, plan.finalSteps());
    }

    private void begin(StepMaker maker) {
        synchronized (lock) {
            if (!brokenOff) {
                breakable = Thread.currentThread();
            }
        }
        try {
            maker.begin();
        } catch (InterruptedException e) {
            ended = Optional.of(Conclusion.BROKEN_OFF);
        }
        if (isBrokenOff()) {
            ended = Optional.of(Conclusion.BROKEN_OFF);
        }
    }

    private boolean isBrokenOff() {
        synchronized (lock) {
            return brokenOff;
        }
    }

    /** What has to be done at the end is done. */
    private void unbreakable() {
        synchronized (lock) {
            breakable = null;
            Thread.interrupted();
        }
    }

    private void run(StepMaker maker, Part part, List<PlanStep> steps) {
        for (PlanStep step : steps) {
            StepReport report = ended.isPresent() ? maker.notRun(part, step, ended.get()) : make(maker, part, step);
            reports.add(report);
            listener.accept(report);
            if (part == Part.STEPS && ended.isEmpty()) {
                end(step, report);
            }
        }
    }

    private StepReport make(StepMaker maker, Part part, PlanStep step) {
        try {
            return maker.make(part, step);
        } catch (InterruptedException e) {
            ended = Optional.of(Conclusion.BROKEN_OFF);
            return maker.notRun(part, step, Conclusion.BROKEN_OFF);
        } catch (MisconfiguredException e) {
            String why = e.getMessage() + " (" + e.fix() + ")";
            misconfigured = misconfigured.isPresent() ? misconfigured : Optional.of(step.name() + ": " + why);
            if (part == Part.STEPS) {
                ended = Optional.of("\"" + step.name() + "\" cannot be made");
            }
            return maker.inconclusive(part, step, why);
        } catch (RuntimeException | StackOverflowError e) {
            // a bug of ours: not a pass, and no reason to leave out what has to be done at the end
            return maker.inconclusive(part, step, "it could not be made, by a bug of slo-watchdog: " + e);
        }
    }

    /** Whether nothing after this step is run. */
    private void end(PlanStep step, StepReport report) {
        boolean passed = report.verdict() == StepVerdict.PASS || report.verdict() == StepVerdict.SKIPPED;
        if (step.require() && !passed) {
            refused = Optional.of(report.name());
            ended = Optional.of("\"" + report.name() + "\" is required");
        } else if (plan.failFast() && report.is(StepVerdict.FAIL)) {
            ended = Optional.of("\"" + report.name() + "\" failed");
        }
    }

    private boolean any(StepVerdict verdict) {
        return reports.stream().anyMatch(report -> report.is(verdict));
    }

    /** Nothing was done that on_failure could undo, if it is a precondition that failed, and nothing before it. */
    private boolean onlyRefusalFailed() {
        return reports.stream().filter(report -> report.is(StepVerdict.FAIL)).allMatch(StepReport::require);
    }
}
