package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What comes first: whether the bot is stopped, why, and what to do now. */
final class StopSection {

    private static final int NAMED = 5;

    private StopSection() {}

    static Tag of(Scene scene, Headline headline) {
        Board.StopView stop = scene.board().stop();
        Tag section = Tag.of("section", "stop " + headline.tone().styled())
                .with("id", "stop")
                .with("aria-labelledby", "said")
                .add(Tag.of("div")
                        .with("role", "alert")
                        .add(Tag.of("h1").with("id", "said").text(headline.text())));
        stop.order().ifPresentOrElse(order -> section.add(order(scene, order)), () -> section.add(none(stop)));
        section.add(troubles(scene.board()));
        if (stop.order().isPresent() && stop.enforced()) {
            section.add(now(scene, stop.order().get()));
        }
        return section;
    }

    private static Tag none(Board.StopView stop) {
        String flag = !stop.enforced()
                ? "stop.mode is shadow: Redis is neither read nor written."
                : stop.switchUp().orElse(false)
                        ? "No order is in force. Redis answers and takes the flag."
                        : "As far as is known no order is in force.";
        return Tag.of("p").text(flag + lastDrill(stop));
    }

    /** What keeps the watchdog from seeing or from stopping, beside the objectives. */
    private static Stream<Tag> troubles(Board board) {
        Stream<String> lanes = board.lanes().entrySet().stream()
                .filter(lane -> !lane.getValue().up())
                .map(lane -> "The lane " + lane.getKey().word() + " does not answer.")
                .sorted();
        boolean lost = board.stop().order().isPresent()
                && board.stop().enforced()
                && !board.stop().switchUp().orElse(false);
        return Stream.concat(
                        lanes,
                        lost
                                ? Stream.of("Redis does not answer or takes no writes: the flag cannot be held.")
                                : Stream.empty())
                .map(text -> Tag.of("p", "trouble", text));
    }

    private static String lastDrill(Board.StopView stop) {
        return stop.lastDrill()
                .map(at -> " Last drill: " + Times.text(at) + ".")
                .orElse(" No drill is known of.");
    }

    private static Tag order(Scene scene, StopOrder order) {
        Tag when = Tag.of("dd")
                .add(Times.whole(order.at()))
                .text(", ")
                .add(Tag.of("span", "ago", Times.ago(order.at(), scene.now())));
        return new Facts()
                .add("Why", order.reason())
                .add(
                        "Order",
                        Tag.of("dd")
                                .add(Tag.of("code").text(order.id()))
                                .text(", cause: " + order.cause().word()))
                .add("Ordered by", order.by())
                .add("When", when)
                .list();
    }

    private static Tag now(Scene scene, StopOrder order) {
        StopState state = scene.board().stop().state();
        Tag steps = Tag.of("ol");
        if (state == StopState.ORDERED || state == StopState.UNCONFIRMED) {
            steps.add(Tag.of("li")
                    .add(Tag.of("strong").text("Stop the bot by its own means now."))
                    .text(" The watchdog goes on trying by itself; the runbook says more under " + state.word() + "."));
        }
        Tag why = Tag.of("li").text("Find the cause. The stop stays, there is no hurry.");
        if (!order.slo().isEmpty()
                && scene.board().objectives().stream()
                        .anyMatch(view -> view.objective().name().equals(order.slo()))) {
            why.text(" ")
                    .add(Tag.of("a").with("href", "objectives/" + order.slo()).text("The evidence of " + order.slo()));
            why.text(".");
        }
        return Tag.of("div", "now")
                .add(Tag.of("h2").text("What now"))
                .add(steps.add(why)
                        .add(Tag.of("li")
                                .text("Release it:")
                                .add(Commands.release(scene, order.id()))
                                .add(refusal(scene).stream())
                                .add(OrderSection.release(scene, order.id())))
                        .add(Tag.of("li")
                                .text("The bot stays as the stop left it. Going live again is your own act.")));
    }

    /** What a release would be refused for, as far as it shows here. */
    private static Optional<Tag> refusal(Scene scene) {
        List<String> red = scene.board().objectives().stream()
                .filter(view -> !view.objective().shadow() && obliges(view))
                .map(view ->
                        view.objective().name() + " is " + (view.verdict() == Verdict.BREACH ? "in breach" : "blind"))
                .toList();
        if (red.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", red.subList(0, Math.min(NAMED, red.size())))
                + (red.size() > NAMED ? " and " + (red.size() - NAMED) + " more" : "");
        return Optional.of(Tag.of("p", "refusal")
                .text("Refused as things stand: " + named
                        + ". Wait until it is green, or add --force, which is recorded."));
    }

    private static boolean obliges(Board.ObjectiveView view) {
        boolean stops = view.objective().onBreach() == Consequence.STOP;
        return switch (view.verdict()) {
            case BREACH -> stops;
            case BLIND -> stops || view.objective().whenBlind() == Consequence.STOP;
            default -> false;
        };
    }
}
