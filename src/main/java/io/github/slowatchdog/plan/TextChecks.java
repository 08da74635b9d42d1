package io.github.slowatchdog.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.slowatchdog.config.PlanStep.TextExpect;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Value;
import java.util.ArrayList;
import java.util.List;

/** Holds a text against what is expected of it. */
final class TextChecks {

    private TextChecks() {}

    static List<Check> of(String what, TextExpect expect, String text) {
        List<Check> checks = new ArrayList<>();
        expect.whole().ifPresent(whole -> checks.add(whole(what, whole, text)));
        expect.must().forEach(pattern -> checks.add(found(what, pattern, text, true)));
        expect.mustNot().forEach(pattern -> checks.add(found(what, pattern, text, false)));
        return checks;
    }

    private static Check whole(String what, Expectation expect, String text) {
        Value value = value(text);
        return new Check(what, expect.text(), Finding.bounded(value.toString()), expect.isMetBy(value));
    }

    /** Without line ends behind it; a number where it is one and is written as we would; absent where nothing is left. */
    static Value value(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return new Value.Absent("empty");
        }
        try {
            Value number = Value.of(Double.parseDouble(plain));
            return number.toString().equals(plain) ? number : Value.of(plain);
        } catch (NumberFormatException e) {
            return Value.of(plain);
        }
    }

    private static Check found(String what, Pattern pattern, String text, boolean wanted) {
        Matcher matcher = pattern.matcher(text);
        boolean found = matcher.find();
        return new Check(
                what,
                (wanted ? "to have /" : "not to have /") + pattern + "/",
                found ? Finding.bounded(line(text, matcher.start())) : "nothing like it",
                found == wanted);
    }

    /** The line in which this character stands. */
    private static String line(String text, int at) {
        int from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        int to = text.indexOf('\n', at);
        return text.substring(Math.min(from, at), to < 0 ? text.length() : to);
    }
}
