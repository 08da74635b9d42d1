package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** How far the soak has come: a bar as long as it will take in all, and when it may end. */
final class SoakSection {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 14;

    private SoakSection() {}

    static Tag of(Scene scene) {
        Board.SoakView soak = scene.board().soak();
        Tone tone = Tone.of(soak.verdict());
        return Tag.of("section", "soak")
                .with("id", "soak")
                .with("aria-labelledby", "soak-title")
                .add(Tag.of("h2")
                        .with("id", "soak-title")
                        .text("Soak of " + soak.phase() + " ")
                        .add(Badges.of(
                                tone, Tone.sign(soak.verdict()), soak.verdict().word())))
                .add(bar(soak))
                .add(key(soak), Tag.of("p").text(sentence(scene)), gate(scene));
    }

    private static Tag bar(Board.SoakView soak) {
        Duration left = left(soak);
        Duration other = other(soak);
        double whole = Math.max(
                1, soak.clean().plus(soak.blind()).plus(other).plus(left).toMillis());
        double clean = WIDTH * soak.clean().toMillis() / whole;
        double blind = WIDTH * soak.blind().toMillis() / whole;
        double held = WIDTH * other.toMillis() / whole;
        Tag svg = Tag.of("svg", "bar")
                .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true")
                .add(
                        part("left", 0, WIDTH),
                        part(soak.verdict() == SoakVerdict.FAIL ? "bad" : "good", 0, clean),
                        part("blind", clean, blind),
                        part("warn", clean + blind, held));
        return Tag.of("div")
                .with("role", "progressbar")
                .with("aria-label", "clean time of the soak")
                .with("aria-valuemin", "0")
                .with("aria-valuemax", "100")
                .with("aria-valuenow", String.valueOf(percent(soak)))
                .with("aria-valuetext", Durations.rough(soak.clean()) + " clean of " + Durations.rough(soak.window()))
                .add(svg);
    }

    private static Tag part(String styled, double from, double width) {
        return Tag.of("rect", styled)
                .with("x", from)
                .with("y", 0)
                .with("width", width)
                .with("height", HEIGHT);
    }

    /** What the parts of the bar are, with their lengths, in their order. */
    private static Tag key(Board.SoakView soak) {
        Tag list = Tag.of("ul", "key");
        list.add(entry(
                soak.verdict() == SoakVerdict.FAIL ? "bad" : "good",
                Durations.rough(soak.clean()) + " clean of " + Durations.rough(soak.window()) + " (" + percent(soak)
                        + "%)"));
        list.add(entry(
                "blind",
                Durations.rough(soak.blind()) + " blind"
                        + (soak.longestGap().isZero() ? "" : ", longest gap " + Durations.rough(soak.longestGap()))));
        if (other(soak).compareTo(Duration.ofSeconds(1)) >= 0) {
            list.add(entry("warn", Durations.rough(other(soak)) + " waiting or pending"));
        }
        return soak.verdict() == SoakVerdict.SOAKING
                ? list.add(entry("left", Durations.rough(left(soak)) + " to go"))
                : list;
    }

    private static Tag entry(String styled, String text) {
        return Tag.of("li")
                .add(Tag.of("span", "patch " + styled).with("aria-hidden", "true"))
                .text(text);
    }

    private static String sentence(Scene scene) {
        Board.SoakView soak = scene.board().soak();
        String build = soak.build().map(name -> " Build " + name + ".").orElse("")
                + (soak.overridden() ? " The phase was begun although it was refused." : "");
        String id = " Soak " + soak.id() + ".";
        return switch (soak.verdict()) {
            case PASS ->
                "The soak has passed: " + soak.why() + ". Watching goes on, and a later breach makes it fail." + build
                        + id;
            case FAIL -> "The soak has failed and stays so: " + soak.why() + "." + build + id;
            case INCONCLUSIVE -> "The soak has ended without a verdict: " + soak.why() + "." + build + id;
            case SOAKING -> end(scene) + " Not passed yet: " + soak.why() + "." + build + id;
        };
    }

    private static String end(Scene scene) {
        List<String> holding = holding(scene.board());
        if (!holding.isEmpty()) {
            return "The clock stands still because of "
                    + String.join(", ", holding.subList(0, Math.min(5, holding.size())))
                    + (holding.size() > 5 ? " and " + (holding.size() - 5) + " more" : "") + ", so no end can be told."
                    + deadline(scene, Instant.MIN);
        }
        Instant end = scene.board().at().plus(left(scene.board().soak()));
        return "Expected end " + Times.text(end) + ", if all stays clean." + deadline(scene, end);
    }

    private static String deadline(Scene scene, Instant end) {
        return scene.board()
                .soak()
                .deadline()
                .map(deadline -> end.isAfter(deadline)
                        ? " That is after its deadline, " + Times.text(deadline) + ", at which it becomes inconclusive."
                        : " Its deadline is " + Times.text(deadline) + ".")
                .orElse("");
    }

    /** Objectives for which the clock stands still: not known, waiting, pending or blind. */
    private static List<String> holding(Board board) {
        return board.objectives().stream()
                .filter(view -> !view.objective().shadow())
                .filter(view ->
                        view.verdict().pausesSoak() || view.readings().stream().allMatch(SoakSection::isUnknown))
                .map(view -> view.objective().name())
                .toList();
    }

    private static boolean isUnknown(Board.Reading reading) {
        return reading.last().map(last -> last.outcome() == Outcome.UNKNOWN).orElse(true);
    }

    private static Tag gate(Scene scene) {
        Gate gate = scene.board().gate(scene.now());
        if (gate.isOpen()) {
            return Tag.of("p").text("Gate open: the release may go on.");
        }
        String reasons = gate.reasons().stream().map(SoakSection::brief).collect(Collectors.joining("; "));
        return Tag.of("p").text("Gate closed: " + reasons + ".");
    }

    /** What stands on the page anyway is not said twice. */
    private static String brief(Gate.Reason reason) {
        return switch (reason.code()) {
            case SOAKING -> "the soak goes on";
            case FAIL -> "the soak has failed";
            case INCONCLUSIVE -> "the soak is inconclusive";
            case STOP -> "a stop is in force";
            case STOP_UNKNOWN, NOT_TICKING -> reason.text();
        };
    }

    private static Duration left(Board.SoakView soak) {
        Duration left = soak.window().minus(soak.clean());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What has passed and was neither clean nor blind. */
    private static Duration other(Board.SoakView soak) {
        Duration other = soak.elapsed().minus(soak.clean()).minus(soak.blind());
        return other.isNegative() ? Duration.ZERO : other;
    }

    /** Never 100 of what is not whole. */
    private static long percent(Board.SoakView soak) {
        long window = Math.max(1, soak.window().toMillis());
        return Math.min(100, soak.clean().toMillis() * 100 / window);
    }
}
