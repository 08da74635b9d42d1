package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check}: validates configuration and rules, and starts nothing. */
@Command(
        name = "check",
        description = "Validates configuration and rules; every problem at once, with file, line and fix.",
        footer = {"", "Example: slo-watchdog check --config config/quickstart.yaml"})
final class CheckCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    ExitCode run(Settings settings) {
        long objectives = settings.groups().stream()
                .mapToLong(group -> group.objectives().size())
                .sum();
        out().println(json ? json(settings, objectives) : text(settings, objectives));
        return ExitCode.OK;
    }

    private static String text(Settings settings, long objectives) {
        return "ok: " + settings.name() + ", phase " + settings.phase().name() + ", " + objectives + " objectives in "
                + settings.groups().size() + " groups, configuration " + settings.hash();
    }

    private static String json(Settings settings, long objectives) {
        return new JsonObject()
                .put("ok", true)
                .put("name", settings.name())
                .put("phase", settings.phase().name())
                .put("objectives", objectives)
                .put("groups", settings.groups().size())
                .put("hash", settings.hash())
                .put("warnings", settings.notHonoured())
                .encode();
    }
}
