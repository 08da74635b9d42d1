package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep.Compare;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the values of a step against those that were kept before; what is missing on either side cannot be told. */
final class Comparison {

    private final Compare compare;
    private final Optional<Kept> kept;

    Comparison(Compare compare, Optional<Kept> kept) {
        this.compare = compare;
        this.kept = kept;
    }

    /** The finding, unless the values are not as they were. */
    Finding with(Finding finding) {
        if (finding.outcome() != Outcome.MET) {
            return finding;
        }
        try {
            Optional<Kept.Values> before =
                    kept.isEmpty() ? Optional.empty() : kept.get().values(compare.with());
            return before.isEmpty()
                    ? unknown(
                            finding,
                            "nothing is kept as " + compare.with() + ": run a step with save: " + compare.with()
                                    + " first")
                    : with(finding, before.get());
        } catch (IOException e) {
            return unknown(finding, String.valueOf(e.getMessage()));
        }
    }

    private static Finding unknown(Finding finding, String why) {
        return finding.as(Outcome.UNKNOWN, why);
    }

    private Finding with(Finding finding, Kept.Values before) {
        if (finding.values().isEmpty()) {
            return unknown(finding, "there is not one value to compare: let the expression return one, as with sum()");
        }
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, Value> now : finding.values().entrySet()) {
            Value then = before.values().get(now.getKey());
            if (then == null) {
                return unknown(finding, "nothing is kept of " + now.getKey() + " as " + compare.with());
            }
            checks.add(check(now.getKey(), then, now.getValue()));
        }
        Finding compared = Finding.of(checks, finding.request(), finding.answer(), finding.values());
        return new Finding(
                compared.outcome(),
                compared.outcome() == Outcome.MET ? finding.why() : compared.why(),
                Stream.concat(finding.checks().stream(), checks.stream()).toList(),
                finding.request(),
                finding.answer(),
                finding.values(),
                finding.isFinal(),
                false);
    }

    private Check check(String what, Value then, Value now) {
        boolean same;
        if (then instanceof Value.Num before && now instanceof Value.Num after) {
            double allowed = compare.relative() ? Math.abs(before.number()) * compare.tolerance() : compare.tolerance();
            // a little more for what adding and dividing costs
            same = Math.abs(after.number() - before.number()) <= allowed * (1 + 1e-12);
        } else {
            same = then.toString().equals(now.toString());
        }
        return new Check(what, "as in " + compare.with() + ": " + then + tolerance(), now.toString(), same);
    }

    private String tolerance() {
        return compare.tolerance() == 0
                ? ""
                : " within "
                        + (compare.relative()
                                ? Value.format(compare.tolerance() * 100) + "%"
                                : Value.format(compare.tolerance()));
    }
}
