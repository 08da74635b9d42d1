package io.github.slowatchdog.e2e;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objectives in numbers, of all kinds, and the page of a bot that they are about. Of each ten: six counts, two gauges, a ratio, a state. */
final class ManyObjectives {

    static final int GROUPS = 10;

    private static final int BY_NAME = 500;

    private ManyObjectives() {}

    /** How many of them count. */
    static int counting(int objectives) {
        return (int) IntStream.range(0, objectives)
                .filter(i -> kind(i) == Kind.COUNT)
                .count();
    }

    private enum Kind {
        COUNT,
        GAUGE,
        RATIO,
        STATE
    }

    private static Kind kind(int i) {
        return switch (i % 10) {
            case 6, 7 -> Kind.GAUGE;
            case 8 -> Kind.RATIO;
            case 9 -> Kind.STATE;
            default -> Kind.COUNT;
        };
    }

    /** Half of them by names of their own, half by labels of metrics that they share. */
    private static String metric(String name, int i, String more) {
        return i < BY_NAME
                ? name + "_" + i + (more.isEmpty() ? "" : "{" + more + "}")
                : name + "{part=\"" + i + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    /** The page; counters say this many events. */
    static String page(int objectives, int events) {
        return IntStream.range(0, objectives)
                .mapToObj(i -> switch (kind(i)) {
                    case COUNT -> metric("count_total", i, "") + " " + events + "\n";
                    case GAUGE -> metric("gauge", i, "") + " 1\n";
                    case RATIO ->
                        metric("requests_total", i, "status=\"200\"") + " 1000\n"
                                + metric("requests_total", i, "status=\"500\"") + " 1\n";
                    case STATE ->
                        metric("mode", i, "mode=\"LIVE\"") + " 1\n" + metric("mode", i, "mode=\"DRY\"") + " 0\n";
                })
                .collect(Collectors.joining());
    }

    /** Rules about that page, in ten groups. */
    static String rules(int objectives, String interval) {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> group(group, objectives, interval, "prometheus"))
                .collect(Collectors.joining("", "groups:\n", ""));
    }

    /** One of these groups, on one lane. */
    static String group(int group, int objectives, String interval, String lane) {
        StringBuilder rules = new StringBuilder("  - name: group_")
                .append(group)
                .append("\n    interval: ")
                .append(interval)
                .append("\n    via: [")
                .append(lane)
                .append("]\n    objectives:\n");
        for (int i = group * objectives / GROUPS; i < (group + 1) * objectives / GROUPS; i++) {
            rules.append("      - {name: ")
                    .append(kind(i).name().toLowerCase(Locale.ROOT))
                    .append('_')
                    .append(i);
            rules.append(", ").append(indicator(i)).append(", on_breach: warn}\n");
        }
        return rules.toString();
    }

    /** As alerting rules of a Prometheus, which look at what is there and count nothing. */
    static String alerts(int objectives, String interval) {
        StringBuilder rules = new StringBuilder("groups:\n  - name: all\n    interval: ")
                .append(interval)
                .append("\n    rules:\n");
        for (int i = 0; i < objectives; i++) {
            rules.append("      - {alert: a")
                    .append(i)
                    .append(", expr: '")
                    .append(alert(i))
                    .append("'}\n");
        }
        return rules.toString();
    }

    private static String alert(int i) {
        return switch (kind(i)) {
            case COUNT -> metric("count_total", i, "") + " > 7";
            case GAUGE -> metric("gauge", i, "") + " >= 2";
            case RATIO ->
                "sum(rate(" + metric("requests_total", i, "status=~\"5..\"") + "[1m])) / sum(rate("
                        + metric("requests_total", i, "") + "[1m])) >= 0.5";
            case STATE -> metric("mode", i, "mode!=\"LIVE\"") + " == 1";
        };
    }

    private static String indicator(int i) {
        return switch (kind(i)) {
            case COUNT -> "count: '" + metric("count_total", i, "") + "', expect: \"== 0\"";
            case GAUGE -> "gauge: '" + metric("gauge", i, "") + "', expect: \"< 2\"";
            case RATIO ->
                "ratio: {bad: '" + metric("requests_total", i, "status=~\"5..\"") + "', total: '"
                        + metric("requests_total", i, "") + "', window: 1m}, expect: \"< 50%\"";
            case STATE -> "state: {metric: '" + metric("mode", i, "") + "', label: mode}, expect: \"== LIVE\"";
        };
    }
}
