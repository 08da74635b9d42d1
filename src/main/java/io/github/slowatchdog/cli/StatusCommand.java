package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how a running watchdog sees things, asked over HTTP (SPEC 9). */
@Command(
        name = "status",
        description = {
            "Asks the running watchdog how everything stands, and prints one table.",
            "With --gate only whether the gate is open: exit code 0 open, 1 closed, 2 inconclusive or not known,",
            "5 the watchdog cannot be reached. With --wait the same, once the soak has ended; 2 if it has not in that time."
        },
        footer = {"", "Example: slo-watchdog status --config config/vanta-bot.yaml --wait 48h"})
final class StatusCommand extends AnsweringCommand {

    private static final String GATE = "/api/v1/gate?status=200";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the watchdog is (default: http.listen of the configuration, on this machine);"
                    + " with it no configuration is read.")
    private @Nullable String url;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Option(names = "--gate", description = "Only whether the gate is open: one line, and the exit code.")
    private boolean gate;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "Wait so long for the end of the soak, then answer as --gate. May be broken off and begun again.")
    private @Nullable String wait;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Duration> limit = Optional.ofNullable(wait).flatMap(Durations::parse);
        if (wait != null && limit.isEmpty()) {
            return tell(
                    ExitCode.USAGE, "--wait " + Plain.line(wait) + " is no duration", "write it as 90s, 2h30m or 2d");
        }
        if (url != null && WatchdogClient.address(url).isEmpty()) {
            return tell(ExitCode.USAGE, "--url is no address", "write it as http://127.0.0.1:9911");
        }
        if (tls.trouble().isPresent()) {
            return tell(ExitCode.USAGE, tls.trouble().get(), "name both files, or neither");
        }
        Optional<Settings.ServerTls> served = Optional.empty();
        Optional<URI> address = Optional.ofNullable(url).flatMap(WatchdogClient::address);
        if (address.isEmpty()) {
            Optional<Settings> settings = config.load(err());
            if (settings.isEmpty()) {
                return ExitCode.USAGE.code();
            }
            address = WatchdogClient.address(settings.get().http());
            served = settings.get().http().serving().tls();
        }
        if (address.isEmpty()) {
            return tell(ExitCode.USAGE, "http.listen leaves the port open", "say where the watchdog is with --url");
        }
        try (WatchdogClient client = new WatchdogClient(address.get(), tls.tls(served))) {
            return limit.isPresent() ? await(client, limit.get()) : gate ? gate(client) : table(client);
        }
    }

    private int table(WatchdogClient client) {
        WatchdogClient.Reply reply = client.ask("/api/v1/status");
        if (reply instanceof WatchdogClient.Reply.Told told) {
            Optional<List<String>> lines = StatusTable.lines(told.body());
            if (lines.isPresent()) {
                (json ? List.of(told.body().encode()) : lines.get()).forEach(this::answer);
                return ExitCode.OK.code();
            }
        }
        return tellTrouble(understood(reply));
    }

    private int gate(WatchdogClient client) {
        Waiting.Asked asked = understood(client.ask(GATE));
        return asked.gate().isEmpty() ? tellTrouble(asked) : tell(asked.gate().get());
    }

    private int await(WatchdogClient client, Duration limit) throws InterruptedException {
        boolean terminal = !json && Ansi.AUTO.enabled();
        Progress progress = new Progress(err(), terminal, InstantSource.system());
        Thread leave = new Thread(progress::leave, "leave the line");
        Runtime.getRuntime().addShutdownHook(leave);
        Waiting.Asked asked;
        try {
            asked = new Waiting(() -> understood(client.ask(GATE)), progress).until(limit);
        } finally {
            forget(leave);
        }
        if (asked.gate().isEmpty()) {
            return tellTrouble(asked);
        }
        GateAnswer last = asked.gate().get();
        int exit = tell(last);
        return last.isOver() || isOther(last)
                ? exit
                : tell(
                        ExitCode.INCONCLUSIVE,
                        "the soak has not ended within " + Durations.text(limit),
                        "wait on with the same command; nothing is lost");
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it runs just now
        }
    }

    private static Waiting.Asked understood(WatchdogClient.Reply reply) {
        if (reply instanceof WatchdogClient.Reply.Unreachable unreachable) {
            return new Waiting.Asked(Optional.empty(), unreachable.why(), ExitCode.UNREACHABLE);
        }
        if (reply instanceof WatchdogClient.Reply.NotUnderstood not) {
            return new Waiting.Asked(Optional.empty(), not.why(), ExitCode.INCONCLUSIVE);
        }
        JsonObject body = ((WatchdogClient.Reply.Told) reply).body();
        return new Waiting.Asked(GateAnswer.of(body), "the answer is not one of slo-watchdog", ExitCode.INCONCLUSIVE);
    }

    private boolean isOther(GateAnswer answer) {
        return config.phase()
                .filter(asked -> !asked.equals(answer.soak().phase()))
                .isPresent();
    }

    private int tell(GateAnswer answer) {
        answer(json ? answer.body().encode() : answer.line());
        if (isOther(answer)) {
            return tell(
                    ExitCode.INCONCLUSIVE,
                    "the watchdog runs phase " + answer.soak().phase() + ", which says nothing of phase "
                            + config.phase().orElse(""),
                    "ask without --phase, or ask the watchdog of that phase");
        }
        return answer.exit().code();
    }

    private int tellTrouble(Waiting.Asked asked) {
        return tell(asked.exit(), asked.trouble(), "is slo-watchdog running there? --url says where to ask");
    }

    private int tell(ExitCode exit, String what, String fix) {
        err().println("slo-watchdog: " + what);
        err().println("    fix: " + fix);
        return exit.code();
    }

    private void answer(String line) {
        out().println(line);
    }
}
