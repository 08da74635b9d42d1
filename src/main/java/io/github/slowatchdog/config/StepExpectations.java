package io.github.slowatchdog.config;

import com.google.re2j.Pattern;
import io.github.slowatchdog.slo.Expectation;
import java.util.List;
import java.util.Optional;

/** Reads what is expected of a number, a text, or what a JSONPath finds, in the steps of plans. */
final class StepExpectations {

    private StepExpectations() {}

    /** What is expected of a number; the number alone stands for {@code == number}. */
    static Optional<Expectation> number(Cursor value) {
        Optional<Expectation> equal =
                value.text().filter(text -> text.matches("[0-9]{1,9}")).map(text -> Expectation.parse("== " + text));
        Optional<Expectation> expect = equal.isPresent() ? equal : Scalars.expectation(value);
        return expect.flatMap(how -> how.judgesNumbers()
                ? Optional.of(how)
                : value.wrong(
                        "this is a number, and the expectation is one of text", "write for example 200 or \"< 500\""));
    }

    /** What is expected of whatever a JSONPath finds. */
    static Optional<Expectation> path(String path, Cursor.Entry entry) {
        return Indicators.jsonPath(path, Quote.of(path), entry.key())
                .flatMap(known -> Scalars.expectation(entry.value()));
    }

    /** An expectation of a text as a whole, or lists of what must and must not be found in it. */
    static Optional<PlanStep.TextExpect> text(Cursor value) {
        if (!value.isMapping()) {
            return Scalars.expectation(value)
                    .map(whole -> new PlanStep.TextExpect(Optional.of(whole), List.of(), List.of()));
        }
        return value.fields(Section.TEXT)
                .map(in -> new PlanStep.TextExpect(Optional.empty(), patterns(in, "must"), patterns(in, "must_not")));
    }

    /** A list of regular expressions; one alone need not be a list. */
    static List<Pattern> patterns(Fields in, String key) {
        return in.at(key)
                .map(at -> at.isList()
                        ? PlanReader.list(at, "[Idle state reached]", Scalars::pattern)
                        : Scalars.pattern(at).stream().toList())
                .orElse(List.of());
    }
}
