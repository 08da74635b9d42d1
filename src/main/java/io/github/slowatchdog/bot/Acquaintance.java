package io.github.slowatchdog.bot;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who answers at the address. After a port was taken over by another program, its page is as well-formed as the bot's was, and a
 * counter that is not on it would look like one that has not counted yet. So a process with another start must show at least
 * one metric that the address showed before; those that every program of some runtime has do not count.
 *
 * @param metrics some of the metrics shown, without those of the runtime
 * @param start when the process was started, as it says itself
 */
record Acquaintance(Set<String> metrics, OptionalDouble start) {

    /** Nobody has answered yet. */
    static final Acquaintance NOBODY = new Acquaintance(Set.of(), OptionalDouble.empty());

    /** Enough to know a process again. */
    static final int KEPT = 64;

    private static final int NAMED = 3;
    private static final List<String> RUNTIMES = List.of(
            "process_", "go_", "jvm_", "python_", "nodejs_", "ruby_", "dotnet_", "promhttp_", "scrape_", "otel_");

    /** Whether a metric belongs to the runtime or a client library, and so to no program in particular. */
    static boolean isOfRuntime(String metric) {
        return metric.equals("up")
                || metric.equals("target_info")
                || RUNTIMES.stream().anyMatch(metric::startsWith);
    }

    /**
     * Why whoever answers now cannot be who answered before; empty if it can.
     *
     * @param met whether a metric known from before, or one that was asked for, is on the page
     * @param now the process that answers, as it says itself
     */
    Optional<String> estranged(boolean met, OptionalDouble now) {
        boolean same = now.isPresent() && now.equals(start);
        return met || same || metrics.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "another process seems to answer there: none of the metrics that it showed before, such as "
                                + String.join(
                                        ", ", metrics.stream().limit(NAMED).toList()));
    }

    /** After a page was taken. */
    Acquaintance after(Collection<String> shown, OptionalDouble now) {
        return shown.isEmpty() || (now.isPresent() && now.equals(start) && !metrics.isEmpty())
                ? this
                : new Acquaintance(new TreeSet<>(shown), now);
    }
}
