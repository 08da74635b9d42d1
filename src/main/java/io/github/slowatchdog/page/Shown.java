package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Value;
import java.math.BigDecimal;
import java.math.MathContext;

/** Values as people want to read them: few digits, and percents where percents are expected. */
final class Shown {

    private static final MathContext DIGITS = new MathContext(5);
    private static final int LONGEST = 120;

    private Shown() {}

    static String value(Value value, Expectation expect) {
        if (!(value instanceof Value.Num num) || !Double.isFinite(num.number())) {
            return brief(value.toString());
        }
        boolean percent = expect.text().endsWith("%");
        String text = number(percent ? num.number() * 100 : num.number());
        return percent ? text + "%" : text;
    }

    static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Value.format(number);
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros();
        return Math.abs(number) >= 1e-6 && Math.abs(number) < 1e15 ? rounded.toPlainString() : rounded.toString();
    }

    /** The beginning of a text that may be long. */
    static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
