package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that works with a configuration: one that is not valid ends it before it begins. */
abstract class ConfiguredCommand extends AnsweringCommand {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Override
    public final Integer call() throws InterruptedException {
        Optional<Settings> settings = config.load(err());
        return (settings.isEmpty() ? ExitCode.USAGE : run(settings.get())).code();
    }

    /** Which configuration. */
    final ConfigOptions config() {
        return config;
    }

    /** Reads the configuration once more. */
    final Loaded read() {
        return config.readSettings();
    }

    abstract ExitCode run(Settings settings) throws InterruptedException;
}
