package io.github.slowatchdog.grafana;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.watch.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an event is on a graph. */
sealed interface Note {

    /** The names of the events that become a note, or several. */
    Set<String> EVENTS =
            Set.of("verdict changed", "stop ordered", "stop adopted", "released", "soak started", "soak ended");

    /** When it was. */
    Instant at();

    /**
     * A moment.
     *
     * @param region under which it is to be prolonged later; empty: it stays a moment
     * @param text for people, without markup
     * @param tags beside those of every note
     * @param page where there is more of it, below the watchdog's address
     */
    record Mark(Instant at, Optional<String> region, String text, List<String> tags, String page) implements Note {

        private static final int LONGEST = 1000;

        public Mark {
            text = Excerpt.of(text, LONGEST);
            tags = List.copyOf(tags);
        }
    }

    /** The region ends that began with this mark. */
    record End(Instant at, String region) implements Note {}

    /** What becomes of an event, in order; nothing of most. */
    static List<Note> of(Event event) {
        return switch (event.name()) {
            case "verdict changed" -> verdict(event);
            case "stop ordered", "stop adopted" -> List.of(stop(event));
            case "released" ->
                List.of(
                        new End(event.at(), "stop"),
                        mark(event, "Stop released by " + said(event, "by") + ": " + said(event, "reason"), "release"));
            // a soak that goes on after a restart does not begin
            case "soak started" ->
                event.data().containsKey("left_at")
                        ? List.of()
                        : List.of(mark(
                                event,
                                "Phase " + said(event, "phase") + ": soak " + said(event, "soak") + " begins",
                                "phase",
                                said(event, "phase")));
            case "soak ended" ->
                List.of(mark(
                        event,
                        "Phase " + said(event, "phase") + ": soak " + said(event, "soak") + " ended: "
                                + said(event, "verdict") + ", " + said(event, "why"),
                        "phase",
                        said(event, "phase"),
                        said(event, "verdict")));
            default -> List.of();
        };
    }

    private static List<Note> verdict(Event event) {
        String slo = said(event, "slo");
        List<Note> notes = new ArrayList<>();
        if (said(event, "from").equals("breach")) {
            notes.add(new End(event.at(), "breach of " + slo));
        }
        if (said(event, "to").equals("breach")) {
            notes.add(new Mark(
                    event.at(),
                    Optional.of("breach of " + slo),
                    slo + " is in breach: " + said(event, "why"),
                    List.of("breach", slo),
                    "/objectives/" + slo));
        }
        return notes;
    }

    private static Mark stop(Event event) {
        boolean drill = said(event, "cause").equals("drill");
        return new Mark(
                event.at(),
                Optional.of("stop"),
                (drill ? "Drill: stop " : "Stop ") + said(event, "order") + " by " + said(event, "by") + ": "
                        + said(event, "reason"),
                drill ? List.of("stop", "drill") : List.of("stop"),
                "/");
    }

    private static Mark mark(Event event, String text, String... tags) {
        return new Mark(event.at(), Optional.empty(), text, List.of(tags), "/");
    }

    private static String said(Event event, String key) {
        return String.valueOf(event.data().getOrDefault(key, ""));
    }
}
