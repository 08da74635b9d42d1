package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.WatchdogSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A story to be judged: rules, series, what happens when, and what is expected. Times are offsets from second 0 of Unix time.
 *
 * @param series by lane
 * @param answers what stands for the answers to expressions and probes
 * @param happenings in the order of their times
 * @param expectations in the order of their times
 * @param greenFor how long everything must be green for a release
 * @param maxAge of the {@code up} series; empty: freshness is not watched
 * @param ups which {@code up} series show that the bot is being read
 * @param overlap how far a read goes back beyond what it has to
 * @param end when the story ends
 */
public record Scenario(
        List<WatchdogSetup.Group> groups,
        SoakRules soak,
        Map<Lane, List<WrittenSeries>> series,
        Map<Indicator, List<WrittenSeries>> answers,
        List<Happening> happenings,
        List<Expected> expectations,
        Duration greenFor,
        Optional<Duration> maxAge,
        Selector ups,
        Duration overlap,
        Instant begin,
        Instant end) {

    /** Who orders the stops of a story. */
    static final String NAME = "scenario";

    public Scenario {
        groups = List.copyOf(groups);
        series = Map.copyOf(series);
        answers = Map.copyOf(answers);
        happenings = List.copyOf(happenings);
        expectations = List.copyOf(expectations);
    }

    /** What a file came to. */
    public sealed interface Parsed {

        /**
         * A story.
         *
         * @param head the file up to the line that cuts off the transcript
         * @param transcript what is below that line; empty where there is none
         */
        record Ok(Scenario scenario, String file, String head, Optional<String> transcript) implements Parsed {}

        /** A file that must not be judged by. */
        record Invalid(List<Problem> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads a file; the format is described in docs/testing-rules.md.
     *
     * @param env the environment, by name, for {@code ${ENV:...}} in rule files
     */
    public static Parsed read(Path file, Function<String, Optional<String>> env) {
        return ScenarioReader.read(file, env);
    }

    /**
     * Reads a file that is known to be right.
     *
     * @throws IllegalArgumentException if it is not, with all problems
     */
    public static Scenario read(Path file) {
        Parsed parsed = read(file, name -> Optional.empty());
        if (parsed instanceof Parsed.Ok ok) {
            return ok.scenario();
        }
        throw new IllegalArgumentException(((Parsed.Invalid) parsed)
                .problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    /** The lanes, each with what is written of it. */
    Map<Lane, WrittenSource> lanes() {
        return Stream.of(Lane.values())
                .collect(Collectors.toMap(
                        lane -> lane,
                        lane -> new WrittenSource(lane, series.getOrDefault(lane, List.of()), answers, ups, overlap)));
    }

    /** The lanes as the loop asks them. */
    static List<MetricSource> inOrder(Map<Lane, WrittenSource> lanes) {
        return Stream.of(Lane.values())
                .map(lane -> (MetricSource) lanes.get(lane))
                .toList();
    }
}
