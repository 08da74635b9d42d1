package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The metrics that somebody asks for: the rest of a page is passed over. Immutable. */
final class Needs {

    /** Tells when the process was started, which counts depend on. */
    static final String START = "process_start_time_seconds";
    /** Not on the page: whether it could be read. */
    static final String UP = "up";

    static final Needs LEAST = new Needs(Set.of(START), false);

    private final Set<String> metrics;
    private final boolean all;
    private final Names names;

    private Needs(Set<String> metrics, boolean all) {
        this.metrics = metrics;
        this.all = all;
        this.names = new Names(metrics);
    }

    /** These and what the selectors need. */
    Needs and(Collection<Selector> selectors) {
        if (covers(selectors)) {
            return this;
        }
        Set<String> more = new HashSet<>(metrics);
        boolean every = false;
        for (Selector selector : selectors) {
            Optional<String> metric = metric(selector);
            metric.ifPresent(more::add);
            every |= metric.isEmpty();
        }
        return new Needs(more, every);
    }

    boolean covers(Collection<Selector> selectors) {
        if (all) {
            return true;
        }
        for (Selector selector : selectors) {
            Optional<String> metric = metric(selector);
            if (metric.isEmpty() || !metrics.contains(metric.get())) {
                return false;
            }
        }
        return true;
    }

    /** The one metric that a selector can match; empty where its name is a matter of matching. */
    static Optional<String> metric(Selector selector) {
        return selector.metric().isEmpty()
                ? selector.matchers().stream()
                        .filter(matcher -> matcher.label().equals(Labels.NAME))
                        .flatMap(matcher -> exactly(matcher).stream())
                        .findFirst()
                : Optional.of(selector.metric());
    }

    /** The one value that a matcher takes; empty if it takes others, or none at all. */
    static Optional<String> exactly(Matcher matcher) {
        return matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty()
                ? Optional.of(matcher.value())
                : Optional.empty();
    }

    /** Whether lines of this metric are read. */
    boolean contains(byte[] text, int from, int to) {
        return all || names.contains(text, from, to);
    }

    /** Whether somebody asked for this metric in particular. */
    boolean names(byte[] text, int from, int to) {
        return names.contains(text, from, to);
    }
}
