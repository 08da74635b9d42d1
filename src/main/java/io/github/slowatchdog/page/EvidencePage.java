package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The page of one objective: everything that explains its verdict. */
public final class EvidencePage {

    private static final int SAMPLES = 50;

    private final Scene scene;
    private final Board.ObjectiveView view;

    private EvidencePage(Scene scene, Board.ObjectiveView view) {
        this.scene = scene;
        this.view = view;
    }

    /**
     * The whole document.
     *
     * @param budget of errors, by the names under which the API tells of it; may be empty
     * @param json what the API tells of the objective
     */
    public static String of(Scene scene, Board.ObjectiveView view, Map<String, Object> budget, String json) {
        EvidencePage page = new EvidencePage(scene, view);
        Tag main = Tag.of("main").add(page.first());
        if (!budget.isEmpty()) {
            main.add(budget(budget));
        }
        main.add(page.lanes(), page.breach(), page.promise(), asJson(view, json));
        return new Frame(scene, "../").page(view.objective().name() + " · " + scene.name(), main);
    }

    /** What is shown where no objective has this name. */
    public static String missing(Scene scene, String name) {
        Tag main = Tag.of("main")
                .add(Tag.of("section")
                        .add(Tag.of("h1").text("There is no objective " + Shown.brief(name) + "."))
                        .add(Tag.of("p")
                                .text("A reload may have taken it away. ")
                                .add(Tag.of("a").with("href", "../").text("All objectives"))));
        return new Frame(scene, "../").page(scene.name(), main);
    }

    private Tag first() {
        Objective objective = view.objective();
        Tag section = Tag.of("section", "verdict " + Tone.of(view.verdict()).styled())
                .with("id", "verdict")
                .add(Tag.of("nav")
                        .with("aria-label", "Way back")
                        .add(Tag.of("a").with("href", "../").text("← all objectives")))
                .add(Tag.of("h1").text(objective.name() + " ").add(Badges.of(view.verdict())));
        objective.notes().summary().ifPresent(summary -> section.add(Tag.of("p", "summary", summary)));
        section.add(Tag.of("p")
                .text("Since ")
                .add(Times.whole(view.since()))
                .text(", " + Times.ago(view.since(), scene.now()) + ". "
                        + view.speaker()
                                .last()
                                .map(Assessment::why)
                                .map(why -> "Why: " + why)
                                .orElse("Nothing measured yet")
                        + "."));
        objective
                .notes()
                .runbookUrl()
                .ifPresent(url -> section.add(Tag.of("p").text("Runbook: ").add(Tag.link(url))));
        scene.traces().of(objective).ifPresent(trace -> {
            Sparkline drawing = new Sparkline(trace, objective, 720, 90);
            String legend = "The last " + Durations.rough(trace.span())
                    + ": the value, the threshold dashed, and below them what was missed (tall) or not known (short). "
                    + drawing.range();
            section.add(Tag.of("figure").add(drawing.draw(), Tag.of("figcaption", "notes", legend)));
        });
        return section;
    }

    private static Tag budget(Map<String, Object> budget) {
        Facts facts = new Facts();
        budget.forEach((name, value) -> facts.add(name.replace('_', ' '), said(value)));
        return section("budget", "Error budget").add(facts.list());
    }

    /** Whatever the API tells, in words: numbers with few digits, lists and pairs on one line. */
    private static String said(@Nullable Object value) {
        if (value instanceof Iterable<?> several) {
            return StreamSupport.stream(several.spliterator(), false)
                    .map(EvidencePage::said)
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Map.Entry<?, ?> pair) {
            return pair.getKey() + ": " + said(pair.getValue());
        }
        return value instanceof Number number
                ? Shown.number(number.doubleValue())
                : Objects.toString(value, "not known");
    }

    private Tag lanes() {
        Tag lanes = Tag.of("div", "beside");
        for (Board.Reading reading : view.readings()) {
            Tag lane = Tag.of("div")
                    .add(
                            Tag.of("h3").text(reading.lane().word() + " ").add(Badges.of(reading.verdict())),
                            lane(reading));
            samples(lane, reading.last().map(Assessment::samples).orElse(List.of()));
            lanes.add(lane);
        }
        return section("lanes", "Lanes").add(lanes);
    }

    private Tag lane(Board.Reading reading) {
        Facts facts = new Facts();
        Optional<Assessment> last = reading.last();
        last.flatMap(Assessment::worst).ifPresent(worst -> {
            facts.add("Value", Shown.value(worst.value(), view.objective().expect()));
            if (!worst.labels().isEmpty()) {
                facts.add("Series", worst.labels().toString());
            }
        });
        last.ifPresent(one -> facts.add(
                "Outcome",
                one.outcome().word()
                        + one.reason().map(reason -> ": " + reason.word()).orElse("")));
        facts.add("Why", last.map(Assessment::why).orElse("nothing measured yet"));
        facts.add(
                "Newest sample",
                reading.newest()
                        .map(at -> Times.text(at) + ", " + Times.ago(at, scene.now()))
                        .orElse("none yet"));
        last.ifPresent(one -> facts.add("Measured", Times.text(one.at()) + ", " + Times.ago(one.at(), scene.now())));
        facts.add(
                "Measurements",
                counts(List.of(Outcome.values()), outcome -> reading.outcomes().of(outcome)));
        if (reading.unknowns().values().stream().anyMatch(count -> count > 0)) {
            facts.add(
                    "Not known",
                    counts(
                            List.of(Reason.values()),
                            reason -> reading.unknowns().getOrDefault(reason, 0L)));
        }
        return facts.list();
    }

    private static <E extends Enum<E>> String counts(Collection<E> all, Function<E, Long> counts) {
        String text = all.stream()
                .filter(one -> counts.apply(one) > 0)
                .sorted()
                .map(one -> counts.apply(one) + " " + one.name().toLowerCase(java.util.Locale.ROOT))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return text.isEmpty() ? "none" : text;
    }

    private static void samples(Tag section, List<String> samples) {
        if (!samples.isEmpty()) {
            List<String> newest = samples.subList(Math.max(0, samples.size() - SAMPLES), samples.size());
            section.add(Tag.of("pre")
                    .with("tabindex", "0")
                    .with("aria-label", "Samples, newest last")
                    .text(String.join("\n", newest)));
        }
    }

    private Tag breach() {
        Tag section = section("breach", "Newest breach");
        if (view.breach().isEmpty()) {
            return section.add(Tag.of("p").text("No breach since this watchdog was started or its soak began."));
        }
        Evidence evidence = view.breach().get();
        Facts facts = new Facts();
        facts.add("Why", evidence.why());
        facts.add("Query", evidence.query());
        facts.add("Expected", evidence.expected());
        facts.add("Value", evidence.value());
        facts.add("Series", evidence.series());
        facts.add("Lane", evidence.lane().word());
        facts.add("Sample of", Times.text(evidence.sampleAt()));
        facts.add(
                "Decided",
                Times.text(evidence.decidedAt()) + ", " + Durations.text(evidence.took()) + " after the sample");
        facts.add("Breaches in all", String.valueOf(view.breaches()));
        section.add(facts.list());
        samples(section, evidence.samples());
        return section;
    }

    private Tag promise() {
        Objective objective = view.objective();
        Facts facts = new Facts();
        facts.add("Query", objective.indicator().query());
        facts.add("Kind", objective.indicator().kind());
        facts.add(
                "Expected",
                objective.expect().text()
                        + (objective.hold().isZero()
                                ? ""
                                : ", missed for " + length(objective.hold()) + " before it is a breach"));
        facts.add(
                "On breach",
                objective.onBreach().word() + (objective.shadow() ? ", but in shadow: nothing comes of it" : ""));
        facts.add("When blind", objective.whenBlind().word() + " after " + length(objective.blindAfter()));
        facts.add("Group", objective.group());
        objective.notes().severity().ifPresent(severity -> facts.add("Severity", severity));
        objective.notes().labels().forEach((name, value) -> facts.add("Label " + name, value));
        return section("promise", "What is promised").add(facts.list());
    }

    private static String length(Duration duration) {
        return Durations.text(duration);
    }

    private static Tag asJson(Board.ObjectiveView view, String json) {
        String path = "../api/v1/objectives/" + view.objective().name();
        return section("json", "As JSON")
                .add(
                        Tag.of("p").add(Tag.of("a").with("href", path).text(path.substring(3))),
                        Tag.of("details")
                                .with("id", "json-whole")
                                .add(
                                        Tag.of("summary").text("The same here"),
                                        Tag.of("pre").with("tabindex", "0").text(json)));
    }

    private static Tag section(String id, String title) {
        return Tag.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Tag.of("h2").with("id", id + "-title").text(title));
    }
}
