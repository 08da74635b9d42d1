package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.ListenException;
import io.github.slowatchdog.log.LineLog;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code run}: the sidecar. Runs until it is told to end by SIGTERM or SIGINT. */
@Command(
        name = "run",
        description = "Watches the bot, and stops it on a breach. Runs until SIGTERM or SIGINT.",
        footer = {"", "Example: slo-watchdog run --config config/vanta-bot.yaml --phase staging-dry"})
final class RunCommand extends ConfiguredCommand {

    private static final Duration FLUSH_LIMIT = Duration.ofMillis(500);
    /** Who is told to end while starting ends when there is something to end. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        LineLog.standard().configure(settings.log());
        CompletableFuture<Wiring> starting = new CompletableFuture<>();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(starting), "shutdown"));
        } catch (IllegalStateException e) {
            // told to end before anything had begun
            return ExitCode.OK;
        }
        try {
            Wiring running = Wiring.start(settings);
            starting.complete(running);
            LoggerFactory.getLogger(RunCommand.class)
                    .atInfo()
                    .addKeyValue("listen", settings.http().host() + ":" + running.port())
                    .log("serving");
        } catch (ListenException | UncheckedIOException e) {
            err().println("slo-watchdog: " + e.getMessage());
            return ExitCode.REFUSED;
        } finally {
            // nothing runs, so there is nothing to end
            starting.cancel(false);
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    /** Ended as asked: exit code 0, as with other servers. */
    private static void end(CompletableFuture<Wiring> starting) {
        try {
            starting.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).close();
            LineLog.standard().flush(FLUSH_LIMIT);
            Runtime.getRuntime().halt(ExitCode.OK.code());
        } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
            LineLog.standard().flush(FLUSH_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
