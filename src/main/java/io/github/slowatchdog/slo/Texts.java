package io.github.slowatchdog.slo;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as an expectation compares it: a number of a probe as it is written where a text is expected, and a text that is a number, as a
 * header or a price in JSON often is, as that number where a number is expected.
 */
final class Texts {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 64;

    private Texts() {}

    /** The number; NaN where there is none. */
    static double number(Value value) {
        if (value instanceof Value.Num num) {
            return num.number();
        }
        return value instanceof Value.Text text && isNumber(text.text()) ? Double.parseDouble(text.text()) : Double.NaN;
    }

    private static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matches(text);
    }

    /** The text; null where there is none, or where it is NaN: those meet nothing. */
    static @Nullable String of(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        return value instanceof Value.Num num && !Double.isNaN(num.number()) ? num.toString() : null;
    }
}
