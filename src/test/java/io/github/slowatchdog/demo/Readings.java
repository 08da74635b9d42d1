package io.github.slowatchdog.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics in the text format, as far as a demonstration must read them. */
record Readings(String text) {

    /** The value of the first series of this name whose labels hold all this; empty if there is none. */
    Optional<Double> value(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    boolean is(String name, String... labels) {
        return value(name, labels).filter(value -> value == 1).isPresent();
    }

    /** How many objectives have each verdict, such as {@code 9 pass, 1 idle}. */
    String verdicts() {
        Pattern series = Pattern.compile("slo_watchdog_verdict\\{.*verdict=\"(\\w+)\".*} 1(\\.0)?");
        Map<String, Long> counts = text.lines()
                .map(series::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(found -> found.group(1), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
