package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Expectation.Compare.Op;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A threshold that a history would have kept: the extreme of what was measured, rounded away from it to two digits. It says what was
 * usual, not what is right.
 */
final class LevelSuggestion {

    private static final MathContext UP = new MathContext(2, RoundingMode.CEILING);
    private static final MathContext DOWN = new MathContext(2, RoundingMode.FLOOR);

    private LevelSuggestion() {}

    /** An expectation for this objective; empty where it is no matter of a level: text, or one number exactly. */
    static Optional<String> of(Objective objective, Distribution values) {
        // what a budget allows is the promise itself
        boolean isGiven = objective.indicator() instanceof Indicator.Burn;
        if (isGiven
                || values.count() == 0
                || Double.isInfinite(values.least())
                || Double.isInfinite(values.greatest())) {
            return Optional.empty();
        }
        if (objective.expect() instanceof Expectation.Range) {
            return Optional.of("in [" + round(values.least(), DOWN) + ", " + round(values.greatest(), UP) + "]");
        }
        if (!(objective.expect() instanceof Expectation.Compare compare)) {
            return Optional.empty();
        }
        return switch (compare.op()) {
            case LESS, AT_MOST -> Optional.of(Op.AT_MOST.sign() + " " + round(values.greatest(), UP));
            case MORE, AT_LEAST -> Optional.of(Op.AT_LEAST.sign() + " " + round(values.least(), DOWN));
            case EQUAL, NOT_EQUAL -> Optional.empty();
        };
    }

    private static String round(double number, MathContext way) {
        return number == 0
                ? "0"
                : new BigDecimal(Value.format(number))
                        .round(way)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
