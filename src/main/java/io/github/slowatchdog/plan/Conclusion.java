package io.github.slowatchdog.plan;

import io.github.slowatchdog.plan.StepReport.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all steps together come to.
 *
 * @param why what decided it, one line each
 */
record Conclusion(PlanVerdict verdict, List<String> why) {

    static final String BROKEN_OFF = "the plan was broken off";
    private static final String NOTHING_CHECKED =
            "nothing was checked: whatever could have said no was skipped or in shadow";

    /**
     * @param refused the required step that did not pass
     * @param misconfigured what the plan lacks
     */
    static Conclusion of(
            List<StepReport> steps, Optional<String> refused, Optional<String> misconfigured, boolean brokenOff) {
        List<String> failed = told(steps, StepVerdict.FAIL);
        List<String> open = new ArrayList<>(told(steps, StepVerdict.INCONCLUSIVE));
        open.addAll(told(steps, StepVerdict.DEFERRED));
        if (brokenOff) {
            open.add(0, BROKEN_OFF);
        }
        boolean leftBehind = steps.stream().anyMatch(step -> step.part() == Part.FINALLY && step.is(StepVerdict.FAIL));
        if (refused.isPresent() && !leftBehind) {
            List<String> why = new ArrayList<>(List.of("\"" + refused.get() + "\" is required and did not pass"));
            why.addAll(failed);
            why.addAll(open);
            return new Conclusion(PlanVerdict.REFUSED, why);
        }
        if (!failed.isEmpty()) {
            return new Conclusion(PlanVerdict.FAIL, failed);
        }
        if (misconfigured.isPresent()) {
            return new Conclusion(PlanVerdict.MISCONFIGURED, List.of(misconfigured.get()));
        }
        if (open.isEmpty() && steps.stream().noneMatch(StepReport::counts)) {
            return new Conclusion(PlanVerdict.INCONCLUSIVE, List.of(NOTHING_CHECKED));
        }
        return new Conclusion(open.isEmpty() ? PlanVerdict.PASS : PlanVerdict.INCONCLUSIVE, open);
    }

    /** The same, and not told for one more reason. */
    Conclusion doubted(String because) {
        List<String> more = new ArrayList<>(why);
        more.add(because);
        return new Conclusion(verdict == PlanVerdict.PASS ? PlanVerdict.INCONCLUSIVE : verdict, more);
    }

    private static List<String> told(List<StepReport> steps, StepVerdict verdict) {
        return steps.stream()
                .filter(step -> step.is(verdict))
                .map(step -> step.name() + ": " + step.why())
                .toList();
    }
}
