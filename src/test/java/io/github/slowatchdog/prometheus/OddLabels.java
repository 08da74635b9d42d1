package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.slo.Labels;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Series whose labels have values that mean something else in a regular expression, or in quotes. */
final class OddLabels {

    private static final List<String> VALUES =
            List.of("a.b", "a|b", "(x)", "^$", "c\\d", "say \"hi\"", "[x]{2}*+?", "\u00fcber", "axb");

    private OddLabels() {}

    static void add(History history, Instant at) {
        VALUES.forEach(value -> history.add(series("odd_total", value), at, 1000, "3", "4"));
        VALUES.forEach(value -> history.add(series("odder_total", value), at, 1000, "5"));
    }

    /** One for each of them, some that match several, and one that matches none. */
    static List<String> selectors() {
        return Stream.concat(
                        VALUES.stream()
                                .flatMap(value -> Stream.of(series("odd_total", value), series("odder_total", value))),
                        Stream.of(
                                "odd_total{kind=~\"a.b\"}",
                                "odd_total",
                                "never_heard_of",
                                "{__name__=~\"odd.*\",kind=\"axb\"}"))
                .toList();
    }

    private static String series(String metric, String value) {
        return Labels.of(Labels.NAME, metric, "job", "bot", "instance", "a", "kind", value)
                .toString();
    }
}
