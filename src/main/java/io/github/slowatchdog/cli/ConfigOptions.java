package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.page.PageSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final Set<String> environmentUsed = new HashSet<>();

    /** These, as if picocli had read them. */
    static ConfigOptions of(Path file, Optional<String> phase) {
        ConfigOptions options = new ConfigOptions();
        options.file = file;
        options.phase = phase.orElse(null);
        return options;
    }

    /** The variables of the environment that were looked up while it was read; secrets come that way, too. */
    Set<String> environmentUsed() {
        return Set.copyOf(environmentUsed);
    }

    /** The configuration file. */
    Path file() {
        return file;
    }

    /** The phase that was asked for by name; empty if it is left to the configuration. */
    Optional<String> phase() {
        return Optional.ofNullable(phase);
    }

    /** By which options another command finds the same configuration, as a person types them in any directory. */
    String options() {
        return PageSetup.option("--config", file.toAbsolutePath().normalize().toString())
                + phase().map(name -> PageSetup.option("--phase", name)).orElse("");
    }

    /** Reads it, as it is now. */
    Loaded read() {
        return ConfigLoader.load(file, phase(), this::variable);
    }

    /** Reads it for whoever has nothing to say of the places where the settings stand. */
    Loaded readSettings() {
        return ConfigLoader.loadWithoutPlaces(file, phase(), this::variable);
    }

    private Optional<String> variable(String name) {
        environmentUsed.add(name);
        return Optional.ofNullable(System.getenv(name));
    }

    /** The settings; empty if there are problems, which have been printed then. */
    Optional<Settings> load(PrintWriter err) {
        return take(readSettings(), err).map(Loaded.Ok::settings);
    }

    /** What was read, with the places where the settings stand; empty if there are problems, which have been printed then. */
    static Optional<Loaded.Ok> take(Loaded loaded, PrintWriter err) {
        if (loaded instanceof Loaded.Invalid invalid) {
            tell(invalid.problems(), err);
            return Optional.empty();
        }
        return Optional.of((Loaded.Ok) loaded);
    }

    /** Every problem of some files, and that nothing came of it. */
    static void tell(List<Problem> problems, PrintWriter err) {
        problems.forEach(err::println);
        err.println(problems.size() + (problems.size() == 1 ? " problem" : " problems") + "; nothing was started");
    }
}
