package io.github.slowatchdog.stop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when what obliges to stop. A release is given at one moment and seen here at a later one; whoever gave it knew of what was there then, and
 * not of what came in between (SPEC 7.3: a new breach orders a new stop). Confined to the loop.
 */
public final class Obligations {

    /** So many further events of one objective are told apart by their time; of more, some count as later than they were. */
    static final int KEPT = 32;

    private record Stamped(Instant since, Obligation obligation) {

        Stamped later(Duration by) {
            return new Stamped(since.plus(by), obligation);
        }
    }

    private final Map<String, List<Stamped>> rises = new HashMap<>();
    /** The newest moment at which no release had been given yet. */
    private Instant inForce = Instant.EPOCH;

    /** An objective obliges to stop; to be called for as long as it does. */
    public void note(String slo, Obligation obligation, Instant now) {
        List<Stamped> known = rises.computeIfAbsent(slo, name -> new ArrayList<>(1));
        if (!known.isEmpty() && obligation.isCoveredBy(last(known).obligation)) {
            return;
        }
        if (known.size() == KEPT) {
            known.remove(1); // what comes before it stays, and excuses less
        }
        known.add(new Stamped(now, obligation));
    }

    private static Stamped last(List<Stamped> known) {
        return known.get(known.size() - 1);
    }

    /** What was known before this process began, and whoever released meanwhile could know as well. */
    public void noteOld(Map<String, Obligation> standing) {
        standing.forEach((slo, obligation) -> note(slo, obligation, Instant.EPOCH));
    }

    /** An objective no longer obliges to stop. */
    public void over(String slo) {
        rises.remove(slo);
    }

    /** The order was in force at this time: what was known by then was known before any release. */
    public void inForce(Instant at) {
        inForce = at;
        rises.values().forEach(known -> {
            while (known.size() > 1 && !known.get(1).since.isAfter(at)) {
                known.remove(0);
            }
        });
    }

    /** Events are counted from 0 again. */
    public void countAnew() {
        rises.replaceAll((slo, known) -> {
            Stamped last = last(known);
            return new ArrayList<>(List.of(new Stamped(last.since, new Obligation(last.obligation.cause(), 0))));
        });
    }

    /** The clock was set by so much, back being negative. */
    public void clockSet(Duration by) {
        rises.values().forEach(known -> known.replaceAll(one -> one.later(by)));
        inForce = inForce.plus(by);
    }

    /**
     * What was known when a release was given.
     *
     * @param given when, by the clock of whoever gave it: believed within what is possible, from the last time the order was seen in
     *     force until now, so that a wrong clock moves the line by a second or so
     */
    public Map<String, Obligation> at(Instant given, Instant now) {
        Instant possible = given.isAfter(now) ? now : given;
        Instant line = possible.isBefore(inForce) ? inForce : possible;
        Map<String, Obligation> known = new HashMap<>();
        rises.forEach((slo, all) -> all.stream()
                .filter(one -> !one.since.isAfter(line))
                .reduce((earlier, later) -> later)
                .ifPresent(one -> known.put(slo, one.obligation)));
        return known;
    }
}
