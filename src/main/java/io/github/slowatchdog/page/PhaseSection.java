package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Board;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each phase of the rollout has come to; nothing where there is one phase alone. */
final class PhaseSection {

    private static final Grid GRID = new Grid(List.of("Phase", "Result", "Build", "Ended", "May begin"));

    private PhaseSection() {}

    static Optional<Tag> of(Scene scene) {
        if (scene.phases().size() < 2) {
            return Optional.empty();
        }
        Stream<Tag> rows =
                scene.phases().stream().map(row -> row(row, scene.board().soak()));
        return Optional.of(Tag.of("section")
                .with("id", "phases")
                .with("aria-labelledby", "phases-title")
                .add(Tag.of("h2").with("id", "phases-title").text("Phases"), GRID.table("phases-title", rows)));
    }

    private static Tag row(Rollout.Row row, Board.SoakView soak) {
        boolean runs = row.phase().name().equals(soak.phase());
        // of the phase that runs, the soak that runs is told, and not an earlier one
        Optional<PhaseResult> last = row.last().filter(result -> !runs);
        Tag result = runs
                ? Badges.of(
                        Tone.of(soak.verdict()),
                        Tone.sign(soak.verdict()),
                        soak.verdict().word())
                : last.map(one -> Badges.of(
                                Tone.of(one.verdict()),
                                Tone.sign(one.verdict()),
                                one.verdict().word()))
                        .orElseGet(() -> Tag.of("span").text("not run"));
        String build = runs
                ? soak.build().orElse("not known")
                : last.flatMap(PhaseResult::build).orElse("–");
        String begin = runs
                ? "runs now"
                : row.admission() instanceof Admission.Refused refused ? "no: " + refused.why() : "yes";
        return Grid.row()
                .add(
                        Grid.name().text(row.phase().name()),
                        GRID.cell(1).add(result),
                        GRID.cell(2).text(build),
                        last.map(one -> GRID.cell(3).add(Times.whole(one.at())))
                                .orElseGet(() -> GRID.cell(3).text("–")),
                        GRID.cell(4).text(begin));
    }
}
