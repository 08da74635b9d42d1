package io.github.slowatchdog.sim;

import io.github.slowatchdog.watch.Event;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened, so that a campaign in which nothing happens is seen. */
final class Coverage {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void heard(Event event) {
        Object cause = event.data().get("cause");
        Object verdict = event.data().get("verdict");
        switch (event.name()) {
            case "stop ordered" -> count("orders: " + cause);
            case "verdict changed" -> count("verdicts: " + event.data().get("to"));
            case "soak ended" -> count("soaks: " + verdict);
            case "soak progress", "soak paused", "soak resumed", "kill switch works again" -> {
                // too many
            }
            default -> count("told: " + event.name());
        }
    }

    void add(Coverage other) {
        other.counts.forEach((what, n) -> counts.merge(what, n, Long::sum));
    }

    Map<String, Long> counts() {
        return counts;
    }
}
