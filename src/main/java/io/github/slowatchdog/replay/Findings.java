package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything worth telling of a replay of history, as it is heard; bounded, whatever the history holds. */
public final class Findings implements Replay.Listener {

    /** So many of one objective are kept with their evidence; the others are counted. */
    private static final int MOST = 100;

    /** A verdict that leads to something: breach or blind. */
    public record Incident(
            Instant at, String slo, Verdict verdict, Consequence consequence, boolean shadow, Evidence evidence) {}

    /** The order of a stop, or how a soak stands from now on. */
    public record Event(Instant at, String what) {}

    /** A part of history that could not be read. */
    public record Unread(Instant after, Instant upTo, String query, String why) {}

    private final List<Incident> incidents = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final Map<Indicator, Integer> unreadOf = new HashMap<>();
    private final Map<String, Distribution> values = new LinkedHashMap<>();
    private Optional<SoakVerdict> told = Optional.empty();
    private boolean breach;
    private boolean blind;

    Findings() {}

    @Override
    public void measured(Instant now, Replay.Measured measured) {
        if (!measured.required()) {
            measured.assessment()
                    .worst()
                    .map(Judged::value)
                    .filter(Value.Num.class::isInstance)
                    .map(value -> ((Value.Num) value).number())
                    .filter(number -> !Double.isNaN(number))
                    .ifPresent(number -> values.computeIfAbsent(
                                    measured.objective().name(), name -> new Distribution())
                            .add(number));
        }
    }

    @Override
    public void turned(Instant now, Replay.Turned turned) {
        Objective objective = turned.objective();
        if (turned.verdict() != Verdict.BREACH && turned.verdict() != Verdict.BLIND) {
            return;
        }
        boolean matters = turned.consequence() != Consequence.WARN;
        breach |= matters && turned.verdict() == Verdict.BREACH;
        blind |= !objective.shadow() && turned.verdict() == Verdict.BLIND;
        if (counts.merge(objective.name() + " " + turned.verdict().word(), 1, Integer::sum) <= MOST) {
            incidents.add(new Incident(
                    turned.asOf(),
                    objective.name(),
                    turned.verdict(),
                    turned.consequence(),
                    objective.shadow(),
                    turned.evidence()));
        }
    }

    @Override
    public void ordered(Instant now, StopOrder order) {
        events.add(new Event(now, "a stop would be ordered: " + order.reason()));
    }

    @Override
    public void soakAdvanced(Instant now, SoakClock soak) {
        if (!told.equals(Optional.of(soak.verdict()))) {
            told = Optional.of(soak.verdict());
            tell(new Event(now, "soak " + soak.verdict().word() + ": " + soak.why()));
        }
    }

    @Override
    public void soakEnded(Instant now, SoakClock before) {
        told = Optional.empty();
        tell(new Event(
                now,
                "a new build: a new soak; the one before was "
                        + before.verdict().word()));
    }

    private void tell(Event event) {
        if (events.size() < MOST * 10) {
            events.add(event);
        }
    }

    /** A stretch that could not be read. */
    void unread(Instant after, Instant upTo, Map<Indicator, Measurement.Failure> failures) {
        failures.forEach((asked, failure) -> {
            if (unreadOf.merge(asked, 1, Integer::sum) == 1) {
                unread.add(
                        new Unread(after, upTo, asked.query(), failure.reason().word() + ": " + failure.detail()));
            }
        });
    }

    /** Breaches and blindness in the order of time, with evidence; the first hundred of each kind of each objective. */
    public List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** How often an objective turned to this verdict. */
    public int count(String slo, Verdict verdict) {
        return counts.getOrDefault(slo + " " + verdict.word(), 0);
    }

    /** Stops and verdicts of the soak, in the order of time. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The first stretch of each question that could not be read. */
    public List<Unread> unread() {
        return List.copyOf(unread);
    }

    /** How the numbers that were judged are spread, by objective. */
    public Map<String, Distribution> values() {
        return values;
    }

    boolean isAnyBreach() {
        return breach;
    }

    boolean isAnyBlind() {
        return blind;
    }
}
