package io.github.slowatchdog.promql;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and durations as PromQL writes them. */
final class Scalar {

    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    private Scalar() {}

    static double number(String text) throws NotUnderstood {
        try {
            return text.length() > 2 && (text.charAt(1) == 'x' || text.charAt(1) == 'X')
                    ? Long.parseLong(text.substring(2), 16)
                    : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new NotUnderstood();
        }
    }

    /** {@code 1h30m}; a plain number is seconds, as Prometheus 3 takes it. */
    static Duration duration(Token token) throws NotUnderstood {
        try {
            if (token.kind() == Token.Kind.NUMBER) {
                return Duration.ofMillis(Math.round(number(token.text()) * 1000));
            }
            if (token.kind() != Token.Kind.DURATION) {
                throw new NotUnderstood();
            }
            Duration sum = Duration.ZERO;
            Matcher parts = PART.matcher(token.text());
            while (parts.find()) {
                sum = sum.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
            }
            return sum;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new NotUnderstood();
        }
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            case "w" -> Duration.ofDays(7);
            default -> Duration.ofDays(365);
        };
    }
}
