package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command works with. */
final class ConfigOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:SLO_WATCHDOG_CONFIG:-slo-watchdog.yaml}",
            description = "Configuration file (default: $SLO_WATCHDOG_CONFIG, else slo-watchdog.yaml).")
    private Path file = Path.of("slo-watchdog.yaml");

    @Option(
            names = "--phase",
            paramLabel = "NAME",
            description = "Phase of the rollout (default: $SLO_WATCHDOG_PHASE, else `phase` of the configuration).")
    private @Nullable String phase;

    /** The phase that was asked for by name; empty if it is left to the configuration. */
    Optional<String> phase() {
        return Optional.ofNullable(phase);
    }

    /** Reads it, as it is now. */
    Loaded read() {
        return ConfigLoader.load(file, Optional.ofNullable(phase), name -> Optional.ofNullable(System.getenv(name)));
    }

    /** The settings; empty if there are problems, which have been printed then. */
    Optional<Settings> load(PrintWriter err) {
        Loaded loaded = read();
        if (loaded instanceof Loaded.Invalid invalid) {
            invalid.problems().forEach(err::println);
            int count = invalid.problems().size();
            err.println(count + (count == 1 ? " problem" : " problems") + "; nothing was started");
            return Optional.empty();
        }
        Settings settings = ((Loaded.Ok) loaded).settings();
        settings.notHonoured().forEach(line -> err.println("WARN " + line));
        return Optional.of(settings);
    }
}
