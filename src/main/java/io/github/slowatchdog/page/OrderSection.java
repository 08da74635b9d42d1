package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import java.util.Optional;

/**
 * Stop and release by hand. The forms are sent by the script, which asks once more before; without a script, or without a token
 * configured, there is the command line.
 */
final class OrderSection {

    private OrderSection() {}

    /** At the end of the page, as long as no stop is in force. */
    static Optional<Tag> stop(Scene scene) {
        if (scene.board().stop().order().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Tag.of("section")
                .with("id", "orders")
                .with("aria-labelledby", "orders-title")
                .add(
                        Tag.of("h2").with("id", "orders-title").text("Stop the bot by hand"),
                        Commands.stop(scene),
                        fromHere(scene, "stop", "Stop it from here", stop())));
    }

    /** Beside the order that is in force. */
    static Tag release(Scene scene, String order) {
        return fromHere(scene, "release", "Release it from here", release(order));
    }

    private static Tag fromHere(Scene scene, String what, String summary, Tag form) {
        if (!scene.takesOrders()) {
            return Tag.of("p", "notes", "Orders from this page are off: http.token_file is not configured.");
        }
        return Tag.of("div")
                .add(
                        Tag.of("p", "notes without-script").text("To order it from this page, allow JavaScript."),
                        Tag.of("details", "needs-script")
                                .with("id", what + "-from-here")
                                .add(Tag.of("summary").text(summary), form));
    }

    private static Tag stop() {
        return form("stop", "stop", "Stop the bot…")
                .with(
                        "data-question",
                        "Stop the bot? It stays stopped until a person releases it, and going live again is a step of its own.")
                .with("data-yes", "Stop the bot")
                .add(fields("stop"), button("Stop the bot…", "danger"));
    }

    private static Tag release(String order) {
        Tag force = Tag.of("label", "check")
                .add(Tag.of("input")
                        .with("type", "checkbox")
                        .with("data-field", "force")
                        .with("id", "release-force"))
                .text("Force it although objectives are not green; this is recorded");
        return form("release", "release-" + order, "Release the stop…")
                .with("data-order", order)
                .with(
                        "data-question",
                        "Release order " + order + "? The bot may then be set live again by its operator.")
                .with("data-yes", "Release the stop")
                .add(fields("release"), force, button("Release the stop…", "danger"));
    }

    /** What a person has typed into it must outlive the next page, so it is kept as long as its id is the same. */
    private static Tag form(String what, String id, String label) {
        return Tag.of("form", "order")
                .with("id", "form-" + id)
                .with("data-keep")
                .with("data-sends", "api/v1/" + what)
                .with("autocomplete", "off")
                .with("aria-label", label.replace("…", ""));
    }

    private static Tag fields(String form) {
        return Tag.of("div", "fields")
                .add(
                        field(form, "by", "Your name", "text"),
                        field(form, "reason", "Reason", "text"),
                        field(form, "token", "Token (http.token_file)", "password"));
    }

    private static Tag field(String form, String key, String label, String type) {
        String id = form + "-" + key;
        return Tag.of("label")
                .with("for", id)
                .text(label)
                .add(Tag.of("input")
                        .with("id", id)
                        .with("type", type)
                        .with("data-field", key)
                        .with("maxlength", "500")
                        .with("autocomplete", "off")
                        .with("spellcheck", "false")
                        .with("required"));
    }

    private static Tag button(String text, String styled) {
        return Tag.of("button", styled).with("type", "submit").text(text);
    }
}
