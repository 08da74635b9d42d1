package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of objectives, the worst first; of very many only the first. */
final class ObjectiveSection {

    /** So many rows a person can look through; the API has the others. */
    static final int ROWS = 100;

    private static final Grid GRID =
            new Grid(List.of("Objective", "Verdict", "Value", "Expected", "Trace", "Sample age", "Lanes"));

    private static final Comparator<Board.ObjectiveView> WORST_FIRST = Comparator.comparing(
                    (Board.ObjectiveView view) -> view.verdict(), Collections.reverseOrder())
            .thenComparing(view -> view.objective().shadow());

    private ObjectiveSection() {}

    static Tag of(Scene scene) {
        List<Board.ObjectiveView> all = scene.board().objectives();
        Tag section = Tag.of("section")
                .with("id", "objectives")
                .with("aria-labelledby", "objectives-title")
                .add(
                        Tag.of("h2").with("id", "objectives-title").text("Objectives"),
                        Tag.of("p", "count").text(counts(all)));
        if (all.isEmpty()) {
            return section;
        }
        Stream<Tag> rows = all.stream().sorted(WORST_FIRST).limit(ROWS).map(view -> row(scene, view));
        section.add(GRID.table("objectives-title", rows).with("class", "objectives"));
        return all.size() <= ROWS ? section : section.add(more(all.size() - ROWS));
    }

    private static Tag more(int hidden) {
        return Tag.of("p")
                .text(hidden
                        + (hidden == 1
                                ? " objective more, no worse than these, is"
                                : " objectives more, none worse than these, are")
                        + " not shown here. All of them: ")
                .add(Tag.of("a").with("href", "api/v1/objectives").text("api/v1/objectives"))
                .text(", or the command slo-watchdog status.");
    }

    private static String counts(List<Board.ObjectiveView> all) {
        if (all.isEmpty()) {
            return "No objective is configured, so nothing is watched.";
        }
        List<Verdict> worstFirst = Arrays.asList(Verdict.values());
        String counted = worstFirst.stream()
                .sorted(Collections.reverseOrder())
                .map(verdict -> new Counted(
                        verdict,
                        all.stream().filter(view -> view.verdict() == verdict).count()))
                .filter(counts -> counts.count() > 0)
                .map(counts -> counts.count() + " " + counts.verdict().word())
                .collect(Collectors.joining(", "));
        return all.size() + (all.size() == 1 ? " objective: " : " objectives, the worst first: ") + counted + ".";
    }

    private record Counted(Verdict verdict, long count) {}

    private static Tag row(Scene scene, Board.ObjectiveView view) {
        Objective objective = view.objective();
        Board.Reading speaker = view.speaker();
        String value = speaker.last()
                .flatMap(Assessment::worst)
                .map(Judged::value)
                .map(worst -> Shown.value(worst, objective.expect()))
                .orElse("none");
        return Grid.row()
                .with("class", Tone.of(view.verdict()).styled())
                .with("id", "objective-" + objective.name())
                .add(
                        name(view),
                        GRID.cell(1)
                                .add(Badges.of(view.verdict()))
                                .add(Tag.of(
                                        "span",
                                        "since",
                                        "for " + Durations.rough(Duration.between(view.since(), scene.now())))),
                        GRID.cell(2).with("class", "number").text(value),
                        GRID.cell(3)
                                .with("class", "number")
                                .text(objective.expect().text()),
                        GRID.cell(4).add(trace(scene, objective)),
                        GRID.cell(5).with("class", "number").text(age(scene, speaker)),
                        GRID.cell(6).add(lanes(view)));
    }

    private static Tag name(Board.ObjectiveView view) {
        Objective objective = view.objective();
        Tag cell = Grid.name()
                .with("class", "name")
                .add(Tag.of("a").with("href", "objectives/" + objective.name()).text(objective.name()));
        String notes = (objective.shadow()
                        ? "shadow"
                        : "on breach: " + objective.onBreach().word())
                + objective.notes().severity().map(severity -> ", " + severity).orElse("");
        cell.add(Tag.of("span", "notes", notes));
        if (view.verdict() != Verdict.PASS) {
            String why = view.speaker().last().map(Assessment::why).orElse("nothing measured yet");
            cell.add(Tag.of("span", "why", Shown.brief(why)));
        }
        return cell;
    }

    static Tag trace(Scene scene, Objective objective) {
        return scene.traces()
                .of(objective)
                .map(trace -> new Sparkline(trace, objective, 120, 28).draw())
                .orElseGet(() -> Tag.of("span", "notes", "not kept"));
    }

    static String age(Scene scene, Board.Reading reading) {
        return reading.newest()
                .map(newest -> Durations.rough(Duration.between(newest, scene.now())))
                .orElse("none yet");
    }

    private static Tag lanes(Board.ObjectiveView view) {
        Tag list = Tag.of("ul", "lanes");
        for (Board.Reading reading : view.readings()) {
            String reason = reading.last()
                    .flatMap(Assessment::reason)
                    .map(Reason::word)
                    .map(word -> ": " + word)
                    .orElse("");
            list.add(Tag.of("li", Tone.of(reading.verdict()).styled())
                    .text(reading.lane().word() + " ")
                    .add(Tag.of("span", "sign", Tone.sign(reading.verdict()))
                            .with("role", "img")
                            .with("aria-label", reading.verdict().word()))
                    .text(reason));
        }
        return list;
    }
}
