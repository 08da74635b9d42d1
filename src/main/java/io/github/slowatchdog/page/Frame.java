package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.util.Locale;

/** What is the same on every page: head, title, icon, the line that says how old everything is, the dialog that asks once more. */
final class Frame {

    private static final int ASK_AGAIN_SECONDS = 5;

    private final Scene scene;
    private final Headline headline;
    private final String root;

    /** @param root the way from the page to the root, so that everything also works below a path of a proxy */
    Frame(Scene scene, String root) {
        this.scene = scene;
        this.headline = Headline.of(scene);
        this.root = root;
    }

    Headline headline() {
        return headline;
    }

    String page(String title, Tag main) {
        Tag body = Tag.of("body")
                .add(
                        Tag.of("a", "skip").with("href", "#main").text("Skip to the content"),
                        header(),
                        Tag.of("div", "lost")
                                .with("id", "lost")
                                .with("role", "alert")
                                .with("data-keep")
                                .with("hidden"),
                        Tag.of("div", "answer")
                                .with("id", "answer")
                                .with("role", "status")
                                .with("data-keep")
                                .with("hidden"),
                        main.with("id", "main").with("tabindex", "-1"),
                        footer(),
                        dialog());
        return Tag.of("html")
                .with("lang", "en")
                .with("data-root", root)
                .add(head(title), body)
                .document();
    }

    private Tag head(String title) {
        return Tag.of("head")
                .add(
                        Tag.of("meta").with("charset", "utf-8"),
                        meta("viewport", "width=device-width, initial-scale=1"),
                        meta("color-scheme", "light dark"),
                        meta("robots", "noindex"),
                        Tag.of("title").text(headline.word() + " · " + title),
                        Tag.of("link")
                                .with("rel", "icon")
                                .with("id", "icon")
                                .with("type", "image/svg+xml")
                                .with("href", Asset.address(root, headline.icon() + ".svg")),
                        Tag.of("link").with("rel", "stylesheet").with("href", Asset.address(root, "page.css")),
                        Tag.of("script")
                                .with("src", Asset.address(root, "page.js"))
                                .with("defer"),
                        Tag.of("noscript")
                                .add(Tag.of("meta")
                                        .with("http-equiv", "refresh")
                                        .with("content", String.valueOf(ASK_AGAIN_SECONDS))));
    }

    private static Tag meta(String name, String content) {
        return Tag.of("meta").with("name", name).with("content", content);
    }

    private Tag header() {
        Board.SoakView soak = scene.board().soak();
        String where = "phase " + soak.phase()
                + soak.build().map(build -> ", build " + build).orElse("");
        return Tag.of("header")
                .add(
                        Tag.of("p", "who")
                                .add(Tag.of("a")
                                        .with("href", root.isEmpty() ? "./" : root)
                                        .text(scene.name()))
                                .add(Tag.of("span", "notes", where)),
                        age());
    }

    /** What is shown is of the Board's time, and the older it is the less it says. */
    private Tag age() {
        Duration age = Duration.between(scene.board().beat(), scene.now());
        double seconds = Math.max(0, age.toMillis() / 1000.0);
        return Tag.of("p", "age")
                .add(Tag.of("span", "badge calm needs-script")
                        .with("id", "link")
                        .with("data-keep")
                        .text("connecting"))
                .text("As of ")
                .add(Times.whole(scene.board().beat()))
                .text(", ")
                .add(Tag.of("span")
                        .with("id", "age")
                        .with("data-seconds", String.format(Locale.ROOT, "%.1f", seconds))
                        .text(Durations.rough(age) + " old"));
    }

    private Tag footer() {
        Tag links = Tag.of("p").text("For programs: ");
        for (String path :
                new String[] {"api/v1/status", "api/v1/soak", "api/v1/gate", "-/ready", "-/healthy", "metrics"}) {
            links.add(Tag.of("a").with("href", root + path).text(path)).text(" ");
        }
        return Tag.of("footer")
                .add(links, Tag.of("p").text("slo-watchdog " + scene.version() + ". All times are UTC (+00:00)."));
    }

    private static Tag dialog() {
        return Tag.of("dialog")
                .with("id", "confirm")
                .with("data-keep")
                .with("aria-labelledby", "question")
                .add(
                        Tag.of("p").with("id", "question"),
                        Tag.of("p", "notes").with("id", "said-so"),
                        Tag.of("div", "choice")
                                .add(
                                        Tag.of("button")
                                                .with("type", "button")
                                                .with("id", "no")
                                                .text("Go back"),
                                        Tag.of("button", "danger")
                                                .with("type", "button")
                                                .with("id", "yes")
                                                .text("Yes")));
    }
}
