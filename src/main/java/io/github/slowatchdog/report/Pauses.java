package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.report.SoakReport.Gap;
import java.time.Instant;
import java.util.Optional;

/** When the soak's clock stood still, and why. */
final class Pauses {

    private static final int LISTED = 500;

    private final Bounded.Collector<Gap> gaps = new Bounded.Collector<>(LISTED);
    private Optional<Gap> open = Optional.empty();
    private Instant since;
    private boolean begun;

    Pauses(Instant begins) {
        this.since = begins;
    }

    void paused(JournalEntry entry, Facts facts) {
        since = facts.time("since").orElse(entry.at());
        resumed(since); // one that was never told to be over ended at the latest when the next began
        open = Optional.of(new Gap(since, Optional.empty(), facts.isTrue("blind"), facts.text("why")));
        begun = true;
    }

    void resumed(Instant at) {
        begun = true;
        open.ifPresent(gap -> gaps.add(new Gap(gap.from(), Optional.of(at), gap.blind(), gap.reason())));
        open = Optional.empty();
    }

    void add(Gap gap) {
        gaps.add(gap);
    }

    /** The clock has been told of: everything has been measured once. */
    void known() {
        begun = true;
    }

    /** When the newest pause began. */
    Instant since() {
        return since;
    }

    Timeline.Look look() {
        if (open.isPresent()) {
            return open.get().blind() ? Timeline.Look.BLIND : Timeline.Look.PENDING;
        }
        return begun ? Timeline.Look.CLEAN : Timeline.Look.WAITING;
    }

    /** To be called once, at the end. */
    Bounded<Gap> gaps() {
        open.ifPresent(gaps::add);
        return gaps.bounded();
    }
}
