package io.github.slowatchdog.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** How many objectives have each verdict, such as {pass=9, idle=2}. */
    Map<String, Integer> verdicts() {
        Map<String, Integer> counts = new TreeMap<>();
        Pattern series = Pattern.compile("slo_watchdog_verdict\\{.*verdict=\"(\\w+)\".*} 1(\\.0)?");
        text.lines()
                .map(series::matcher)
                .filter(Matcher::matches)
                .forEach(found -> counts.merge(found.group(1), 1, Integer::sum));
        return counts;
    }
}
