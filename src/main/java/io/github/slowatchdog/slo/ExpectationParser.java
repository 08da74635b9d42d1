package io.github.slowatchdog.slo;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.regex.Matcher;

/** Reads {@code expect}: {@code OP NUMBER[%]}, {@code in [LOW, HIGH]}, {@code OP TEXT}, {@code present}, {@code absent}. */
final class ExpectationParser {

    private static final String FIX =
            "write for example \"== 0\", \"< 0.5%\", \"in [0, 20]\", \"== DRY\", \"=~ DRY|PAUSED\", \"present\" or \"absent\"";
    private static final java.util.regex.Pattern OPERATION =
            java.util.regex.Pattern.compile("(==|!=|<=|>=|=~|!~|<|>)\\s*(.*)", java.util.regex.Pattern.DOTALL);
    private static final java.util.regex.Pattern RANGE =
            java.util.regex.Pattern.compile("in\\s*\\[([^,\\]]*),([^,\\]]*)\\]");
    private static final java.util.regex.Pattern NUMBER =
            java.util.regex.Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(%?)");

    private ExpectationParser() {}

    static Expectation parse(String written) {
        String text = written.strip();
        if (text.equals("present") || text.equals("absent")) {
            return new Expectation.Presence(text, text.equals("present"));
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return range(text, range.group(1), range.group(2));
        }
        Matcher operation = OPERATION.matcher(text);
        if (!operation.matches()) {
            throw wrong(text, "it starts with no known operator");
        }
        return operation(text, operation.group(1), operation.group(2).strip());
    }

    private static Expectation range(String text, String lowText, String highText) {
        OptionalDouble low = number(lowText.strip());
        OptionalDouble high = number(highText.strip());
        if (low.isEmpty() || high.isEmpty()) {
            throw wrong(text, "a range needs two numbers");
        }
        if (low.getAsDouble() > high.getAsDouble()) {
            throw wrong(text, "the low end is above the high end");
        }
        return new Expectation.Range(text, low.getAsDouble(), high.getAsDouble());
    }

    private static Expectation operation(String text, String sign, String operand) {
        if (operand.isEmpty()) {
            throw wrong(text, "nothing stands behind " + sign);
        }
        if (sign.equals("=~") || sign.equals("!~")) {
            try {
                return new Expectation.Like(
                        text, RegularExpression.compile(operand, Pattern.DOTALL), sign.equals("!~"));
            } catch (SyntaxException e) {
                throw wrong(text, String.valueOf(e.getMessage()), e.fix());
            }
        }
        OptionalDouble number = number(operand);
        if (number.isPresent()) {
            for (Expectation.Compare.Op op : Expectation.Compare.Op.values()) {
                if (op.sign().equals(sign)) {
                    return new Expectation.Compare(text, op, number.getAsDouble());
                }
            }
        }
        if (!sign.equals("==") && !sign.equals("!=")) {
            throw wrong(text, sign + " needs a number");
        }
        return new Expectation.Is(text, unquoted(operand), sign.equals("!="));
    }

    /** Text may be quoted, so that a number or leading space can be meant as text. */
    private static String unquoted(String operand) {
        boolean quoted = operand.length() >= 2
                && ((operand.startsWith("\"") && operand.endsWith("\""))
                        || (operand.startsWith("'") && operand.endsWith("'")));
        return quoted ? operand.substring(1, operand.length() - 1) : operand;
    }

    private static OptionalDouble number(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return OptionalDouble.empty();
        }
        String digits = number.group(1);
        double parsed = Double.parseDouble(digits);
        // what is 0 or infinite stays so, and its exponent may have any length
        if (!number.group(2).isEmpty() && Double.isFinite(parsed) && parsed != 0) {
            // 0.5% must be the same double as 0.005: shift the decimal point in the text, not by dividing
            parsed = new BigDecimal(digits).scaleByPowerOfTen(-2).doubleValue();
        }
        // a bound beyond every number would be met by anything
        return Double.isInfinite(parsed) ? OptionalDouble.empty() : OptionalDouble.of(parsed);
    }

    private static SyntaxException wrong(String text, String why) {
        return wrong(text, why, FIX);
    }

    private static SyntaxException wrong(String text, String why, String fix) {
        return new SyntaxException("not an expectation: " + Labels.quoted(text) + ": " + why, fix);
    }
}
