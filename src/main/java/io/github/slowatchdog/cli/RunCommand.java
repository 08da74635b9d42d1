package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.ListenException;
import io.github.slowatchdog.log.LineLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: the sidecar. Runs until it is told to end by SIGTERM or SIGINT. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Watches the bot, and stops it on a breach. Runs until SIGTERM or SIGINT.",
        footer = {"", "Example: slo-watchdog run --config config/vanta-bot.yaml --phase staging-dry"})
final class RunCommand implements Callable<Integer> {

    private static final Duration FLUSH_LIMIT = Duration.ofMillis(500);

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Settings> settings = config.load(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        LineLog.standard().configure(settings.get().log());
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        try {
            Wiring running = Wiring.start(settings.get());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, log), "shutdown"));
            tellStart(log, settings.get(), running.port());
        } catch (ListenException e) {
            spec.commandLine().getErr().println("slo-watchdog: " + e.getMessage());
            return ExitCode.REFUSED.code();
        }
        new CountDownLatch(1).await();
        return ExitCode.OK.code();
    }

    private static void tellStart(Logger log, Settings settings, int port) {
        log.atInfo()
                .addKeyValue("name", settings.name())
                .addKeyValue("phase", settings.phase().name())
                .addKeyValue("listen", settings.http().host() + ":" + port)
                .addKeyValue("mode", settings.stop().enforced() ? "enforce" : "shadow")
                .addKeyValue("config", settings.hash())
                .log("started");
    }

    /** Ended as asked: exit code 0, as with other servers. */
    private static void end(Wiring running, Logger log) {
        log.info("shutdown");
        running.close();
        LineLog.standard().flush(FLUSH_LIMIT);
        Runtime.getRuntime().halt(ExitCode.OK.code());
    }
}
