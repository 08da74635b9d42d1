package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objectives, and their breaches. */
final class Promises {

    static final int LISTED = 1000;
    private static final int BREACHES = 200;
    private static final int SAMPLES = 20;

    private final Instant begins;
    private final Map<String, Promise> known = new LinkedHashMap<>();
    private final List<Breach> breaches = new ArrayList<>();
    private long left;

    Promises(Instant begins) {
        this.begins = begins;
    }

    private Optional<Promise> promise(String slo) {
        return known.containsKey(slo) || known.size() < LISTED
                ? Optional.of(known.computeIfAbsent(slo, name -> new Promise(name, begins)))
                : Optional.empty();
    }

    /** Takes a change of verdict; the breach, if it is one. */
    Optional<Breach> changed(JournalEntry entry, Facts facts) {
        String slo = facts.text("slo");
        Instant asOf = facts.time("as_of").orElse(entry.at());
        boolean isBreach = facts.text("to").equals("breach");
        promise(slo).ifPresent(promise -> promise.changed(asOf, facts));
        for (int i = breaches.size() - 1; i >= 0; i--) {
            if (breaches.get(i).slo().equals(slo)) {
                if (breaches.get(i).until().isEmpty()) {
                    breaches.set(i, breaches.get(i).endedAt(asOf));
                }
                break;
            }
        }
        return isBreach ? Optional.of(add(breach(entry, facts, asOf))) : Optional.empty();
    }

    private Breach add(Breach breach) {
        if (breaches.size() < BREACHES) {
            breaches.add(breach);
        } else {
            left++;
        }
        return breach;
    }

    private static Breach breach(JournalEntry entry, Facts facts, Instant asOf) {
        List<String> samples = facts.texts("samples");
        return new Breach(
                entry.seq(),
                entry.at(),
                asOf,
                Optional.empty(),
                facts.text("slo"),
                facts.isTrue("shadow") ? Words.SHADOW : facts.text("on_breach"),
                facts.text("lane"),
                facts.text("query"),
                facts.text("expected"),
                facts.text("value"),
                facts.text("series"),
                facts.time("sample_at"),
                facts.text("why"),
                samples.subList(Math.max(0, samples.size() - SAMPLES), samples.size()));
    }

    void progress(Facts facts) {
        facts.objects("objectives")
                .forEach(objective -> promise(objective.text("slo")).ifPresent(promise -> promise.progress(objective)));
    }

    /** The process has been started: what it counts begins at 0. */
    void newRun() {
        known.values().forEach(Promise::newRun);
    }

    /** Whether one is in breach that leads to something; what is in shadow does not. */
    boolean isInBreach() {
        return known.values().stream().anyMatch(promise -> promise.isInBreach() && !promise.isShadow());
    }

    /** The worse of two values of an objective. */
    String worse(String slo, String one, String other) {
        return promise(slo).map(promise -> promise.worse(one, other)).orElse(one);
    }

    /** @param told when the newest progress was told of */
    List<ObjectiveReport> reports(Instant upTo, Optional<Instant> told) {
        return known.values().stream()
                .map(promise -> promise.report(begins, upTo, told))
                .toList();
    }

    Bounded<Breach> breaches() {
        return new Bounded<>(breaches, left);
    }
}
