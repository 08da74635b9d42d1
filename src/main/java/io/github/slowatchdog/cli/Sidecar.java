package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.ListenException;
import io.github.slowatchdog.log.LineLog;
import io.github.slowatchdog.soak.Admission;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * What {@code run} does once its command line has been read.
 *
 * @param ground what it stands on
 * @param config which configuration; read again for a reload
 * @param wishes of whoever starts it
 * @param watchConfig whether to look at the files of the configuration each few seconds
 * @param err where it is told why it does not begin
 */
record Sidecar(Groundwork ground, ConfigOptions config, Beginning.Wishes wishes, boolean watchConfig, PrintWriter err) {

    /** Runs until the process ends; returns where it cannot begin. */
    ExitCode run(Settings settings) throws InterruptedException {
        LineLog.standard().configure(settings.log());
        Beginning.Decision decision = PhaseDecision.of(ground.vertx(), settings, wishes);
        if (decision instanceof Beginning.Decision.Refused refused) {
            ground.giveUp();
            tell(settings.phase().name(), refused.why());
            return ExitCode.REFUSED;
        }
        return begin(settings, ((Beginning.Decision.Begins) decision).beginning());
    }

    private void tell(String phase, Admission.Refused why) {
        err.println("slo-watchdog: phase " + phase + " may not begin: "
                + why.reason().word() + ": " + why.why());
        err.println("    fix: " + why.fix() + "; or begin all the same, which is recorded:"
                + " --override --by NAME --reason TEXT");
    }

    private ExitCode begin(Settings settings, Beginning beginning) throws InterruptedException {
        Optional<Ending> ending = Main.ending();
        ending.ifPresent(Ending::starts);
        try {
            Wiring running = Wiring.start(
                    ground.vertx(), settings, Optional.of(beginning), config::readSettings, config.options());
            ending.ifPresent(one -> one.runs(running));
            running.warmUp(settings);
            LoggerFactory.getLogger(Sidecar.class)
                    .atInfo()
                    .addKeyValue("listen", settings.http().host() + ":" + running.port())
                    .log("serving");
            Main.hangup().ifPresent(hangup -> hangup.then(() -> running.reload("SIGHUP")));
            if (watchConfig) {
                running.watchConfig();
            }
        } catch (ListenException | UncheckedIOException e) {
            err.println("slo-watchdog: " + e.getMessage());
            return ExitCode.REFUSED;
        } finally {
            // nothing runs, unless it has been told before
            ending.ifPresent(Ending::failed);
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
