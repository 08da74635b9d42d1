package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Lane;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a plan needs, and what of it is missing here, before anything is done. */
public final class Preflight {

    private Preflight() {}

    /** The lanes that its steps and their conditions are read on. */
    public static Set<Lane> lanes(PlanFile plan) {
        Set<Lane> lanes = EnumSet.noneOf(Lane.class);
        plan.allSteps().forEach(step -> lanes.addAll(lanes(step)));
        return lanes;
    }

    /** Whether it reads the flag. */
    public static boolean needsFlag(PlanFile plan) {
        return plan.allSteps().stream().anyMatch(step -> step.task() instanceof PlanStep.Flag);
    }

    /** Whether it keeps values, or compares with kept ones. */
    public static boolean needsKept(PlanFile plan) {
        return plan.allSteps().stream().anyMatch(Preflight::needsKept);
    }

    private static boolean needsKept(PlanStep step) {
        return step.save().isPresent() || step.compare().isPresent();
    }

    private static Set<Lane> lanes(PlanStep step) {
        Set<Lane> lanes = EnumSet.noneOf(Lane.class);
        if (step.task() instanceof PlanStep.Measure measure) {
            lanes.add(measure.lane());
        }
        step.when().flatMap(Condition::indicator).ifPresent(asked -> lanes.add(asked.usualLane()));
        return lanes;
    }

    /**
     * What is missing.
     *
     * @param path where programs are looked for, as in the variable PATH
     */
    public static List<Problem> problems(PlanFile plan, Means means, String path) {
        List<Problem> problems = new ArrayList<>();
        for (PlanStep step : plan.allSteps()) {
            for (Lane lane : lanes(step)) {
                if (!means.lanes().containsKey(lane)) {
                    problems.add(step.place()
                            .problem(
                                    "nobody has said where to read the lane " + lane.word(),
                                    "add --config FILE, or `" + lane.word() + "` to the plan"));
                }
            }
            if (step.task() instanceof PlanStep.Flag && means.flag().isEmpty()) {
                problems.add(step.place()
                        .problem("nobody has said where the flag is", "add --config FILE, whose stop.redis says so"));
            }
            if (needsKept(step) && means.kept().isEmpty()) {
                problems.add(step.place()
                        .problem(
                                "there is no place to keep values in",
                                "add --state FILE, or --config FILE with a journal.path"));
            }
            if (step.task() instanceof PlanStep.Exec exec) {
                missing(exec, path)
                        .forEach(tool -> problems.add(step.place()
                                .problem(
                                        "the program " + tool + " is not there",
                                        "install it, or put its directory into PATH")));
            }
        }
        return problems;
    }

    /**
     * A name without a directory is looked for now, where Java will look for it: in our own PATH, whatever the step gives its program as
     * PATH. A path may still be made by a step before.
     */
    private static Stream<String> missing(PlanStep.Exec exec, String path) {
        String tool = exec.shell() ? "sh" : exec.run().get(0);
        boolean there = tool.contains("/")
                || Stream.of(path.split(File.pathSeparator, -1)).anyMatch(directory -> isProgram(directory, tool));
        return there ? Stream.empty() : Stream.of(tool);
    }

    private static boolean isProgram(String directory, String tool) {
        try {
            Path file = Path.of(directory.isEmpty() ? "." : directory, tool);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
