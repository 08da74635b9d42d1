package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.ListenException;
import io.github.slowatchdog.log.LineLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code run}: the sidecar. Runs until it is told to end by SIGTERM or SIGINT. */
@Command(
        name = "run",
        description = "Watches the bot, and stops it on a breach. Runs until SIGTERM or SIGINT.",
        footer = {"", "Example: slo-watchdog run --config config/vanta-bot.yaml --phase staging-dry"})
final class RunCommand extends ConfiguredCommand {

    private static final Duration FLUSH_LIMIT = Duration.ofMillis(500);

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        LineLog.standard().configure(settings.log());
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        try {
            Wiring running = Wiring.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, log), "shutdown"));
            tellStart(log, settings, running.port());
        } catch (ListenException e) {
            err().println("slo-watchdog: " + e.getMessage());
            return ExitCode.REFUSED;
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
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
