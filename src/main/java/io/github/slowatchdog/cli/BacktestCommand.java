package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.metrics.TimingHistograms;
import io.github.slowatchdog.prometheus.PrometheusSource;
import io.github.slowatchdog.replay.Backtest;
import io.github.slowatchdog.replay.BacktestJson;
import io.github.slowatchdog.replay.BacktestReport;
import io.github.slowatchdog.replay.Backtested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code backtest}: the rules over Prometheus's history (SPEC 9). */
@Command(
        name = "backtest",
        description = {
            "Replays the rules over Prometheus's history: what would have breached, and when.",
            "All goes through the same core that watches a bot, and touches nothing. What has no history, a probe and the bot's own"
                    + " page, is not judged, and said to be so."
        },
        footer = {
            "",
            "Example: slo-watchdog backtest --config config/vanta-bot.yaml --phase canary-live --from -24h",
            "Example: slo-watchdog backtest --from -48h --to -24h --suggest"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing that fails or stops would have breached, and everything was seen",
            "1:something would have breached",
            "2:not known: no data, something was blind, not judged or not read, or the soak would have been inconclusive",
            "4:usage or configuration",
            "5:Prometheus cannot be reached"
        })
final class BacktestCommand extends ConfiguredCommand {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "When the watch would have begun: 2026-11-21T13:00:00Z, seconds of Unix time, or -24h.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Up to then (default: now).")
    private String to = "now";

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description = "Measure everything this often, in whole seconds, instead of at the intervals of the rules.")
    private @Nullable String step;

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "Judge this one; may be given several times (default: all).")
    private List<String> only = List.of();

    @Option(names = "--suggest", description = "Also say which thresholds this history would have kept.")
    private boolean suggest;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant begin = time("--from", from, now);
        Instant end = time("--to", to, now);
        if (!begin.isBefore(end)
                || end.isAfter(now)
                || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw misused("--from " + begin + " must be before --to " + end + ", that not after now, and at most "
                    + Durations.text(LONGEST) + " between them");
        }
        Set<String> names = settings.groups().stream()
                .flatMap(group -> group.objectives().stream())
                .map(objective -> objective.name())
                .collect(Collectors.toCollection(TreeSet::new));
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw misused("there is no objective " + name + "; there are: " + String.join(", ", names));
        });
        try (OwnVertx own = OwnVertx.open(1)) {
            PrometheusSource store = PrometheusSource.past(own.vertx(), settings.prometheus(), new TimingHistograms());
            return tell(Backtest.of(store, settings, begin, end, step(), new TreeSet<>(only)), begin, end);
        } catch (Backtest.Unreachable e) {
            err().println("slo-watchdog: Prometheus at " + settings.prometheus().url() + " does not answer: "
                    + e.getMessage());
            err().println("    fix: start it, or correct prometheus.url; nothing is said of what was not read");
            return ExitCode.UNREACHABLE;
        }
    }

    private ExitCode tell(Backtest backtest, Instant begin, Instant end)
            throws Backtest.Unreachable, InterruptedException {
        Progress progress = new Progress(err(), Ansi.AUTO.enabled(), InstantSource.system());
        double all = Duration.between(begin, end).toSeconds();
        Backtested told = backtest.run((upTo, samples) -> progress.show(
                Duration.between(begin, upTo).toSeconds() / all, "replaying", upTo + ", " + samples + " samples"));
        progress.leave();
        out().println(json ? BacktestJson.of(told, suggest).encode() : text(told));
        return switch (told.answer()) {
            case BREACH -> ExitCode.FAILED;
            case NOT_KNOWN -> ExitCode.INCONCLUSIVE;
            case CLEAN -> ExitCode.OK;
        };
    }

    private String text(Backtested told) {
        String text = BacktestReport.text(told);
        return suggest ? text + "\n\n" + BacktestReport.suggestions(told) : text;
    }

    private Instant time(String option, String text, Instant now) {
        return TimeArgument.parse(text, now)
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow(() -> misused(
                        option + " is a time such as 2026-11-21T13:00:00Z, 1795267812, -24h or now, not " + text));
    }

    private Optional<Duration> step() {
        return Optional.ofNullable(step)
                .map(text -> Durations.parse(text)
                        .filter(length -> length.compareTo(SHORTEST_STEP) >= 0 && length.toMillis() % 1000 == 0)
                        .orElseThrow(() -> misused("--step is a duration in whole seconds such as 30s, not " + text)));
    }
}
