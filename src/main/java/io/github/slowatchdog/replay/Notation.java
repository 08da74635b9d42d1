package io.github.slowatchdog.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.slowatchdog.slo.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values as promtool writes them: {@code a+bxn} is a, a+b, ... (n+1 values), {@code axn} is a, n+1 times, {@code _} and {@code _xn} are
 * missing samples, {@code stale} ends the series. Text, for probes, stands in quotes.
 */
final class Notation {

    /** More samples than this in one series are a slip. */
    static final int MOST = 1_000_000;

    // not Java's own, which needs a deeper stack for a longer text in quotes
    private static final Pattern ITEM =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|_|stale|[^\"x\\s]+)(?:x(\\d{1,9}))?");
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"\\S*|\\S+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern STEPPED =
            Pattern.compile("(" + NUMBER + ")([+-](?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)");

    /** One place in a series. */
    sealed interface Item {

        /** No sample was taken. */
        record Missing() implements Item {}

        /** The series ends here, until its next sample. */
        record Stale() implements Item {}

        /** A sample. */
        record Sample(Value value) implements Item {}
    }

    /** Text that is not in this notation. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int index;

        Malformed(int index, String what) {
            super(what);
            this.index = index;
        }

        /** Where it begins to be wrong, from 0. */
        int index() {
            return index;
        }
    }

    private Notation() {}

    /** All of them, in order. */
    static List<Item> items(String text) throws Malformed {
        List<Item> items = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            add(tokens.group(), tokens.start(), items);
        }
        return List.copyOf(items);
    }

    private static void add(String token, int index, List<Item> items) throws Malformed {
        Matcher item = ITEM.matcher(token);
        if (!item.matches()) {
            throw new Malformed(index, token + " is not a value");
        }
        String text = item.group(1);
        int more = item.group(2) == null ? 0 : Integer.parseInt(item.group(2));
        int count = text.equals("_") ? Math.max(1, more) : more + 1;
        if (count > MOST - items.size()) {
            throw new Malformed(index, "the series has more than " + MOST + " samples");
        }
        Matcher stepped = STEPPED.matcher(text);
        double step = stepped.matches() ? Double.parseDouble(stepped.group(2)) : 0;
        Item first = first(stepped.matches() ? stepped.group(1) : text)
                .orElseThrow(() -> new Malformed(index, text + " is not a value"));
        for (int i = 0; i < count; i++) {
            // a step of 0 must leave NaN and infinities as they are
            items.add(
                    step != 0 && first instanceof Item.Sample sample && sample.value() instanceof Value.Num start
                            ? new Item.Sample(Value.of(start.number() + i * step))
                            : first);
        }
    }

    private static Optional<Item> first(String text) {
        return switch (text) {
            case "_" -> Optional.of(new Item.Missing());
            case "stale" -> Optional.of(new Item.Stale());
            case "NaN" -> sample(Double.NaN);
            case "Inf", "+Inf" -> sample(Double.POSITIVE_INFINITY);
            case "-Inf" -> sample(Double.NEGATIVE_INFINITY);
            default ->
                text.startsWith("\"")
                        ? Optional.of(new Item.Sample(Value.of(unquoted(text))))
                        : NUMBER.matcher(text).matches() ? sample(Double.parseDouble(text)) : Optional.empty();
        };
    }

    private static Optional<Item> sample(double number) {
        return Optional.of(new Item.Sample(Value.of(number)));
    }

    /** The text between its quotes. */
    static String unquoted(String text) {
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
