package io.github.slowatchdog.slo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the number of an objective comes from (SPEC 3.1). Each kind names the selectors whose raw samples it reads. */
public sealed interface Indicator {

    /** The key in rule files: {@code expr}, {@code count}, ...; each kind is named for it. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What is asked, as text for evidence and pages. */
    default String query() {
        return selectors().stream().map(Selector::toString).collect(Collectors.joining(" / "));
    }

    /** The selectors whose raw samples are read, in the order in which a {@link Measurement.Samples} holds them. */
    default List<Selector> selectors() {
        return List.of();
    }

    /** The lane on which it is read where none is named: a probe asks its own address, everything else is in the store. */
    default Lane usualLane() {
        return this instanceof Probe ? Lane.DIRECT : Lane.PROMETHEUS;
    }

    /** The one window in which it counts; empty where it has none, or several. */
    default Optional<Duration> countsWithin() {
        if (this instanceof Count count) {
            return count.window();
        }
        if (this instanceof Changes changes) {
            return changes.window();
        }
        return this instanceof Ratio ratio ? Optional.of(ratio.window()) : Optional.empty();
    }

    /** Every element of the instant vector (or the scalar) that the expression returns. */
    record Expr(String promql) implements Indicator {
        @Override
        public String query() {
            return promql;
        }
    }

    /** Whether it counts what has happened, rather than looks at what is. */
    default boolean countsEvents() {
        return this instanceof Count || this instanceof Changes || this instanceof Division;
    }

    /** Events counted by the matching counters: since the soak began, or in the last {@code window}. */
    record Count(Selector selector, Optional<Duration> window) implements Indicator {
        @Override
        public List<Selector> selectors() {
            return List.of(selector);
        }
    }

    /**
     * Value changes of the matching gauges, or, where {@code stateLabel} is there, changes of the active state of a one-hot
     * gauge: since the soak began, or in the last {@code window}.
     */
    record Changes(Selector selector, Optional<String> stateLabel, Optional<Duration> window) implements Indicator {
        @Override
        public List<Selector> selectors() {
            return List.of(selector);
        }
    }

    /** Bad events divided by total events, both counted exactly: the two forms of {@code ratio}. */
    sealed interface Division extends Indicator {
        Selector bad();

        Selector total();

        /** Fewer total events than this: idle; at least 1. */
        long minEvents();

        @Override
        default String kind() {
            return "ratio";
        }

        @Override
        default List<Selector> selectors() {
            return List.of(bad(), total());
        }
    }

    /**
     * Bad events divided by total events of the last {@code window}, from exact counts.
     *
     * @param minEvents fewer total events than this: idle; at least 1
     */
    record Ratio(Selector bad, Selector total, Duration window, long minEvents) implements Division {
        public Ratio {
            if (minEvents < 1) {
                throw new IllegalArgumentException("min_events must be at least 1");
            }
        }
    }

    /**
     * How fast bad events use up the error budget of a soak, and whether it is spent.
     *
     * @param minEvents fewer total events than this in the longest window: idle; at least 1
     */
    record Burn(Selector bad, Selector total, ErrorBudget budget, long minEvents) implements Division {
        public Burn {
            if (minEvents < 1) {
                throw new IllegalArgumentException("min_events must be at least 1");
            }
        }

        @Override
        public String query() {
            return Division.super.query() + ", burn of " + budget.objective();
        }
    }

    /** Every raw sample of every matching series since the last measurement. */
    record Gauge(Selector selector) implements Indicator {
        @Override
        public List<Selector> selectors() {
            return List.of(selector);
        }
    }

    /** One-hot gauge: the value of {@code label} on the series that is 1, at every sample time. */
    record State(Selector selector, String label) implements Indicator {
        @Override
        public String query() {
            return selector + " by " + label;
        }

        @Override
        public List<Selector> selectors() {
            return List.of(selector);
        }
    }

    /**
     * An HTTP GET and a JSONPath into the body.
     *
     * @param json the JSONPath; its first match is the value, as text or number
     * @param access not told in any text of it
     */
    record Probe(URI url, String json, Duration timeout, Access access) implements Indicator {

        /** Asked as anybody may. */
        public Probe(URI url, String json, Duration timeout) {
            this(url, json, timeout, Access.PLAIN);
        }

        /** Without user info, query and fragment of the URL, where secrets are. */
        @Override
        public String query() {
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            String path = url.getRawPath() == null ? "" : url.getRawPath();
            String more = url.getRawQuery() == null ? "" : "?...";
            return "GET " + url.getScheme() + "://" + url.getHost() + port + path + more + " " + json;
        }

        /** Tells URLs apart, and does not tell them; the same whatever the access. */
        @Override
        public String toString() {
            return "Probe[" + query() + ", " + Integer.toHexString(url.hashCode()) + ", " + timeout + "]";
        }
    }
}
