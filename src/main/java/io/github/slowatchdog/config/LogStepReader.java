package io.github.slowatchdog.config;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code log} of a step. */
final class LogStepReader {

    private LogStepReader() {}

    static Optional<PlanStep.Task> read(Fields in) {
        boolean standardInput =
                in.at("file").flatMap(Cursor::text).filter("-"::equals).isPresent();
        Optional<Path> file = standardInput ? Optional.empty() : in.need("file", "runtime.log", Paths::path);
        PlanStep.Since since = in.get("since", LogStepReader::since, new PlanStep.Since.Start());
        if (standardInput && since instanceof PlanStep.Since.Start && in.has("since")) {
            in.wrong("since", "standard input has no part that is older", "leave since out, or write a duration");
        }
        List<Pattern> must = StepExpectations.patterns(in, "must");
        List<Pattern> mustNot = StepExpectations.patterns(in, "must_not");
        boolean inOrder = in.get("in_order", Scalars::bool, false);
        if (!in.has("must") && !in.has("must_not")) {
            in.wrong("it says neither what must be there nor what must not", "add `must: [...]` or `must_not: [...]`");
        }
        if (inOrder && must.size() < 2) {
            in.wrong("in_order", "an order needs two entries of must", "add another entry, or remove in_order");
        }
        return file.isEmpty() && !standardInput
                ? Optional.empty()
                : Optional.of(new PlanStep.Log(file, since, must, mustNot, inOrder));
    }

    private static Optional<PlanStep.Since> since(Cursor at) {
        return at.parse(
                "a beginning",
                "write start (since the plan began), all, or how long ago, such as 5m",
                text -> switch (text) {
                    case "start" -> Optional.of(new PlanStep.Since.Start());
                    case "all" -> Optional.of(new PlanStep.Since.All());
                    default ->
                        Durations.parse(text).filter(length -> !length.isZero()).map(PlanStep.Since.Ago::new);
                });
    }
}
