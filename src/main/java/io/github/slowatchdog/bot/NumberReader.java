package io.github.slowatchdog.bot;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads numbers as the server does: what Go takes for a decimal number, {@code NaN}, {@code Inf} and {@code Infinity} in any
 * case. A number is checked wherever it stands, and only worked out where somebody needs it.
 */
final class NumberReader {

    /** Whole numbers up to here are exact in a double, and so are the powers of ten up to 22: their quotient is rounded once. */
    private static final long EXACT = 1L << 53;

    private static final int DIGITS = 18;
    /** With at most so many digits before the point, and two in the exponent, no number is out of range. */
    private static final int MODEST = 200;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final LineCursor in;
    private long digits;
    private int count;

    NumberReader(LineCursor in) {
        this.in = in;
    }

    /**
     * A value.
     *
     * @param needed false: only checked, also for its range, and the answer means nothing
     */
    double value(boolean needed) throws MalformedExposition {
        int start = in.at;
        boolean negative = in.peek() == '-';
        if (negative || in.peek() == '+') {
            in.at++;
        }
        digits = 0;
        count = 0;
        int whole = digits();
        int fraction = 0;
        if (in.peek() == '.') {
            in.at++;
            fraction = digits();
        }
        if (whole + fraction == 0) {
            return word(start);
        }
        boolean power = (in.peek() | 0x20) == 'e';
        boolean modest = whole <= MODEST;
        if (power) {
            modest &= exponent() <= 2;
        }
        requireEnd();
        if (!needed && modest) {
            return 0;
        }
        if (!power && count <= DIGITS && digits <= EXACT && fraction < POWERS.length) {
            double magnitude = digits / POWERS[fraction];
            return negative ? -magnitude : magnitude;
        }
        return decimal(start);
    }

    private int digits() {
        byte[] text = in.text;
        int start = in.at;
        int i = start;
        long sum = digits;
        for (byte b = text[i]; b >= '0' && b <= '9'; b = text[++i]) {
            sum = sum * 10 + (b - '0'); // may overflow; then there are too many of them to be used
        }
        digits = sum;
        in.at = i;
        count += i - start;
        return i - start;
    }

    /** How many digits it has. */
    private int exponent() throws MalformedExposition {
        in.at++;
        if (in.peek() == '-' || in.peek() == '+') {
            in.at++;
        }
        int length = digits();
        if (length == 0) {
            throw in.wrong("a number breaks off");
        }
        return length;
    }

    private double decimal(int start) throws MalformedExposition {
        double value = Double.parseDouble(new String(in.text, start, in.at - start, StandardCharsets.ISO_8859_1));
        if (Double.isInfinite(value)) {
            throw in.wrong("a number is out of range");
        }
        return value;
    }

    private double word(int start) throws MalformedExposition {
        while ((in.peek() & 0xff) > ' ' && in.at - start < 16) {
            in.at++;
        }
        String word = new String(in.text, start, in.at - start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                in.at = start;
                throw in.wrong("expected a number");
            }
        };
    }

    /** A whole number of milliseconds. */
    long millis() throws MalformedExposition {
        boolean negative = in.peek() == '-';
        if (negative) {
            in.at++;
        }
        digits = 0;
        int length = digits();
        if (length == 0 || length > DIGITS) {
            throw in.wrong("expected a time in milliseconds");
        }
        requireEnd();
        return negative ? -digits : digits;
    }

    private void requireEnd() throws MalformedExposition {
        byte b = in.peek();
        if (b != ' ' && b != '\n' && b != '\t') {
            throw in.wrong("expected a number");
        }
    }
}
