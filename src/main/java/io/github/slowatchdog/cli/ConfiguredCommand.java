package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works with a configuration: one that is not valid ends it before it begins. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class ConfiguredCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

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

    /** The answer. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** To be thrown for a command line that cannot be meant. */
    ParameterException misused(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** The talk. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
