package io.github.slowatchdog.slo;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * Compiles regular expressions that people have written. They run in linear time, but what they are compiled to may be larger than the
 * heap: {@code (a{1000}){1000}} is a million steps. Such a one is refused before it is compiled, as Prometheus refuses it.
 */
public final class RegularExpression {

    /** Steps, about one for each character, repeated as often as it says: some megabytes. */
    private static final double MOST_STEPS = 100_000;
    /** Groups inside of groups: they are compiled by recursion. */
    private static final int DEEPEST = 200;

    private static final java.util.regex.Pattern COUNTS =
            java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private RegularExpression() {}

    /**
     * Compiles.
     *
     * @param flags of {@link Pattern}
     * @throws SyntaxException if it is none, or too large
     */
    public static Pattern compile(String regex, int flags) {
        if (steps(regex) > MOST_STEPS) {
            throw new SyntaxException(
                    "the {counts} of the regular expression multiply to more than " + (int) MOST_STEPS + " steps",
                    "write + or *, or smaller counts");
        }
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw new SyntaxException(
                    "not a regular expression: " + e.getDescription(),
                    "put \\ before a character that is meant as it stands: . * + ? ( ) [ ] { } ^ $ |");
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    private static SyntaxException tooDeep() {
        return new SyntaxException("the regular expression is nested too deeply", "write a flatter one");
    }

    /** About as many steps as it is compiled to. */
    private static double steps(String regex) {
        Deque<Double> outer = new ArrayDeque<>();
        Matcher counts = COUNTS.matcher(regex);
        double all = 0;
        double last = 0;
        for (int at = 0; at < regex.length(); at++) {
            char c = regex.charAt(at);
            if (c == '(') {
                outer.push(all + last);
                all = 0;
                last = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last += all;
                all = outer.pop();
            } else if (c == '{' && counts.region(at, regex.length()).lookingAt()) {
                String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
                last *= Math.max(1, Double.parseDouble(most));
                at = counts.end() - 1;
            } else {
                all += last;
                last = 1;
                at += c == '\\' ? 1 : 0;
            }
            if (outer.size() > DEEPEST) {
                throw tooDeep();
            }
        }
        return all + last + outer.stream().mapToDouble(Double::doubleValue).sum();
    }
}
