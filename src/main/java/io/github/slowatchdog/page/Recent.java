package io.github.slowatchdog.page;

import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What happened last, for the timeline: at most {@value #OFTEN} events of the kind that may come often, and {@value #LASTING} of those
 * that must not be pushed out by them, such as stops. Safe from any thread; whoever tells it does not wait.
 */
public final class Recent implements Journal {

    static final int OFTEN = 60;
    static final int LASTING = 40;

    private final List<Happening> often = new ArrayList<>();
    private final List<Happening> lasting = new ArrayList<>();
    private long told;

    @Override
    public void record(Event event) {
        remember(event.at(), event.name(), event.data());
    }

    /** Takes an event in that was told of elsewhere, such as in the journal of a process before this one; in any order. */
    public void remember(Instant at, String name, Map<String, Object> data) {
        Happening.of(at, name, data).ifPresent(this::keep);
    }

    private synchronized void keep(Happening happening) {
        told++;
        List<Happening> kept = happening.lasting() ? lasting : often;
        int place = kept.size();
        while (place > 0 && kept.get(place - 1).at().isAfter(happening.at())) {
            place--;
        }
        kept.add(place, happening);
        if (kept.size() > (happening.lasting() ? LASTING : OFTEN)) {
            kept.remove(0);
        }
    }

    /** How many things it was told of so far; a larger number than before means that there is something new. */
    public synchronized long told() {
        return told;
    }

    /** Newest first. */
    public synchronized List<Happening> newestFirst() {
        List<Happening> all = new ArrayList<>(lasting);
        all.addAll(often);
        all.sort(Comparator.comparing(Happening::at));
        Collections.reverse(all);
        return all;
    }
}
