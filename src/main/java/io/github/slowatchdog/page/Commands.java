package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import java.util.regex.Pattern;

/** What a person types into a shell, ready to be copied: words in capitals are to be filled in. */
final class Commands {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Commands() {}

    static Tag release(Scene scene, String order) {
        return shown(
                "release",
                "slo-watchdog release" + scene.options() + " --order " + word(order) + " --by NAME --reason TEXT");
    }

    static Tag stop(Scene scene) {
        return shown("stop", "slo-watchdog stop" + scene.options() + " --by NAME --reason TEXT");
    }

    private static Tag shown(String what, String command) {
        String id = "command-" + what;
        return Tag.of("div", "command")
                .add(
                        Tag.of("code").with("id", id).text(command),
                        Tag.of("button", "quiet needs-script", "Copy")
                                .with("type", "button")
                                .with("data-copies", id)
                                .with("aria-label", "Copy the command for " + what));
    }

    /** One word for a POSIX shell, whatever stands in it. */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
