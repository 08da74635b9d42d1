package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Expectation;
import java.util.Optional;

/** Reads {@code expect}, and holds it against the kind of indicator beside it. */
final class Expectations {

    private Expectations() {}

    /** @param kind the indicator's key; empty if it is not known which */
    static Optional<Expectation> need(Fields in, Optional<String> kind) {
        if (BurnSection.isIn(in)) {
            return in.has("expect")
                    ? in.wrong(
                            "expect",
                            "expect does not go with burn, which says what is expected by its objective",
                            "remove it")
                    : Optional.of(ErrorBudget.EXPECTED);
        }
        String example = kind.filter(Expectations::isText).isPresent() ? "\"== DRY\"" : "\"== 0\"";
        return in.need("expect", example, Scalars::expectation)
                .flatMap(expect ->
                        kind.isEmpty() || fits(expect, kind.get()) ? Optional.of(expect) : misfit(in, kind.get()));
    }

    private static boolean isText(String kind) {
        return kind.equals("state");
    }

    private static boolean fits(Expectation expect, String kind) {
        // a probe gives text or a number, and only the answer says which
        return kind.equals("probe") || expect.judgesNumbers() != isText(kind);
    }

    private static <T> Optional<T> misfit(Fields in, String kind) {
        return isText(kind)
                ? in.wrong(
                        "expect",
                        kind + " gives text, and this expects a number",
                        "write for example \"== DRY\" or \"=~ DRY|PAUSED\"; put a text of digits in quotes: '== \"1\"'")
                : in.wrong(
                        "expect",
                        kind + " gives a number, and this expects text",
                        "write for example \"== 0\", \"< 0.5%\" or \"in [0, 20]\"; for a missing value see no_data");
    }
}
