package io.github.slowatchdog.slo;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A named promise: an indicator, what is expected of it, and what a breach does (SPEC 2). Defaults and variables are
 * already filled in.
 *
 * @param name unique over all rule files
 * @param group the group it stands in, which sets how often it is measured
 * @param lanes the ways it is read; at least one
 * @param hold missed for this long before it is a breach ({@code for}); 0: at once
 * @param grace not judged for this long after a start of the bot
 * @param blindAfter unknown for this long before it is blind
 * @param whenBlind what blindness leads to
 * @param judgedFor clean time for which it must have been judged before the soak may pass; empty: one judged measurement
 * @param shadow measured and shown, never fails or stops
 */
public record Objective(
        String name,
        String group,
        Indicator indicator,
        Expectation expect,
        Consequence onBreach,
        List<Lane> lanes,
        Duration hold,
        Optional<Condition> when,
        NoData noData,
        Duration grace,
        Duration blindAfter,
        Consequence whenBlind,
        Optional<Duration> judgedFor,
        boolean shadow,
        Notes notes) {

    public Objective {
        lanes = List.copyOf(lanes);
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("objective " + name + " has no lane");
        }
    }

    /** The same, read on other lanes. */
    public Objective on(List<Lane> others) {
        return with(group, others, notes);
    }

    /**
     * Everything that decides how it is measured and judged, as text: two objectives with the same definition may go on from the
     * same state. What is only told to people, and the group, are no part of it.
     */
    public String definition() {
        return with("", lanes, Notes.NONE).toString();
    }

    private Objective with(String otherGroup, List<Lane> otherLanes, Notes otherNotes) {
        return new Objective(
                name,
                otherGroup,
                indicator,
                expect,
                onBreach,
                otherLanes,
                hold,
                when,
                noData,
                grace,
                blindAfter,
                whenBlind,
                judgedFor,
                shadow,
                otherNotes);
    }

    /** What people and alerts are told of an objective; nothing is decided by it. */
    public record Notes(
            Optional<String> severity,
            Optional<String> summary,
            Optional<String> runbookUrl,
            SortedMap<String, String> labels) {

        /** Nothing. */
        public static final Notes NONE =
                new Notes(Optional.empty(), Optional.empty(), Optional.empty(), Collections.emptySortedMap());

        /** These; where there is nothing, {@link #NONE}, which all share. */
        public static Notes of(
                Optional<String> severity,
                Optional<String> summary,
                Optional<String> runbookUrl,
                SortedMap<String, String> labels) {
            Notes notes = new Notes(severity, summary, runbookUrl, labels);
            return notes.equals(NONE) ? NONE : notes;
        }
    }
}
