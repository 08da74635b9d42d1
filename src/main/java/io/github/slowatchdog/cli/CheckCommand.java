package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: validates configuration and rules, and starts nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Validates configuration and rules; every problem at once, with file, line and fix.",
        footer = {"", "Example: slo-watchdog check --config config/quickstart.yaml"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Settings> settings = config.load(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        Settings valid = settings.get();
        long objectives = valid.groups().stream()
                .mapToLong(group -> group.objectives().size())
                .sum();
        spec.commandLine().getOut().println(json ? json(valid, objectives) : text(valid, objectives));
        return ExitCode.OK.code();
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
