package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import java.time.Instant;
import java.util.List;

/** What happened last, newest first. */
final class TimelineSection {

    private static final int AT_ONCE = 15;

    private TimelineSection() {}

    static Tag of(Scene scene) {
        List<Happening> happenings = scene.happenings();
        Tag section = Tag.of("section")
                .with("id", "timeline")
                .with("aria-labelledby", "timeline-title")
                .add(Tag.of("h2")
                        .with("id", "timeline-title")
                        .text("What happened ")
                        .add(Tag.of("span", "notes", "newest first, UTC +00:00")));
        if (happenings.isEmpty()) {
            return section.add(
                    Tag.of("p")
                            .text(
                                    "Nothing has happened since this watchdog was started: no verdict changed, nothing was stopped."));
        }
        int shown = Math.min(AT_ONCE, happenings.size());
        section.add(list(happenings.subList(0, shown), scene.now()));
        return shown == happenings.size()
                ? section
                : section.add(earlier(happenings.subList(shown, happenings.size()), scene.now()));
    }

    private static Tag earlier(List<Happening> older, Instant now) {
        return Tag.of("details")
                .with("id", "earlier")
                .add(Tag.of("summary").text("Earlier: " + older.size() + " more"), list(older, now));
    }

    private static Tag list(List<Happening> happenings, Instant now) {
        return Tag.of("ol", "happenings").add(happenings.stream().map(happening -> item(happening, now)));
    }

    private static Tag item(Happening happening, Instant now) {
        Tag what = Tag.of("span", "what " + happening.tone().styled());
        if (!happening.slo().isEmpty() && happening.slo().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            what.add(Tag.of("a").with("href", "objectives/" + happening.slo()).text(happening.slo()))
                    .text(" ");
        }
        what.add(Tag.of("b").text(happening.what()));
        Tag item = Tag.of("li").with("id", id(happening)).add(Times.brief(happening.at(), now), what);
        if (!happening.why().isEmpty()) {
            item.add(Tag.of("span", "reason", happening.why()));
        }
        if (!happening.detail().isEmpty()) {
            item.add(Tag.of("details")
                    .with("id", id(happening) + "-evidence")
                    .add(Tag.of("summary").text("Evidence"), Tag.of("pre").text(happening.detail())));
        }
        return item;
    }

    /** The same for as long as it is shown, so that what a reader has opened stays open. */
    private static String id(Happening happening) {
        return "at-" + happening.at().toEpochMilli() + "-"
                + Integer.toHexString((happening.what() + happening.slo()).hashCode());
    }
}
