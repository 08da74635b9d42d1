package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.config.Suggestion;
import io.github.slowatchdog.config.WrittenRules;
import io.github.slowatchdog.replay.ScenarioLines.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a file that tests rules: a line at a time, then what the lines mean together. All problems are found in one run. */
final class ScenarioReader {

    /** A longer story is a slip, and would run for minutes. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final Duration SHORTEST_END = Duration.ofMinutes(1);

    private final WrittenRules rules;
    private final ScenarioLines lines;

    private ScenarioReader(WrittenRules rules, ScenarioLines lines) {
        this.rules = rules;
        this.lines = lines;
    }

    static Scenario.Parsed read(Path file, Function<String, Optional<String>> env) {
        List<Problem> unreadable = new ArrayList<>();
        Optional<WrittenRules> rules = WrittenRules.open(file, env, unreadable::add);
        Optional<String> text = rules.flatMap(WrittenRules::text);
        if (text.isEmpty()) {
            return new Scenario.Parsed.Invalid(rules.map(WrittenRules::problems).orElse(unreadable));
        }
        String[] parts = ScenarioLines.CUT.split(text.get(), 2);
        ScenarioLines lines = ScenarioLines.read(parts[0], rules.get());
        Optional<Scenario> scenario = new ScenarioReader(rules.get(), lines).scenario();
        List<Problem> problems = rules.get().problems();
        return scenario.isPresent() && problems.isEmpty()
                ? new Scenario.Parsed.Ok(
                        scenario.get(),
                        rules.get().shown(),
                        parts[0].stripTrailing() + "\n",
                        parts.length > 1 ? Optional.of(parts[1]) : Optional.empty())
                : new Scenario.Parsed.Invalid(problems);
    }

    private Optional<Scenario> scenario() {
        Optional<WrittenRules.Read> read = rules.read(lines.duration("interval"));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        List<Settings.Group> groups = chosen(read.get().groups());
        Answers answers = Answers.of(groups, read.get().soak(), lines, rules);
        Set<String> names = names(groups);
        List<Expected> expectations = lines.expectations().stream()
                .flatMap(line -> expected(line, names).stream())
                .sorted(Comparator.comparing(Expected::at))
                .toList();
        List<Happening> happenings = lines.happenings().stream()
                .sorted(Comparator.comparing(Happening::at))
                .toList();
        Instant begin = lines.instant("begin");
        Instant end = end(begin, expectations, happenings);
        check(groups, begin, end);
        return Optional.of(new Scenario(
                Groups.of(groups),
                read.get().soak(),
                lines.series(),
                answers.written(),
                happenings,
                expectations,
                lines.duration("green_for"),
                lines.maxAge(),
                lines.ups(),
                lines.duration("overlap"),
                begin,
                end));
    }

    private void check(List<Settings.Group> groups, Instant begin, Instant end) {
        if (groups.isEmpty()) {
            rules.wrong(
                    1, 1, "there is nothing to test", "name a rule file (`rules FILE`), or write an `objective {...}`");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0 || !end.isAfter(begin)) {
            rules.wrong(
                    lines.line("until"),
                    1,
                    "the story does not end between its begin and " + Durations.text(LONGEST) + " later",
                    "write another `until`");
        }
    }

    /** Those that the file wants to test: all, unless it says which. */
    private List<Settings.Group> chosen(List<Settings.Group> all) {
        Set<String> names = names(all);
        lines.only().stream()
                .filter(line -> !names.contains(line.text()))
                .forEach(line -> rules.wrong(
                        line.number(),
                        line.column(),
                        "there is no objective " + line.text(),
                        unknownFix(line.text(), names)));
        Set<String> only = lines.only().stream().map(Line::text).collect(Collectors.toSet());
        return all.stream()
                .map(group -> new Settings.Group(
                        group.name(),
                        group.interval(),
                        group.objectives().stream()
                                .filter(objective -> only.isEmpty() || only.contains(objective.name()))
                                .toList()))
                .filter(group -> !group.objectives().isEmpty())
                .toList();
    }

    private Optional<Expected> expected(ScenarioLines.Timed line, Set<String> names) {
        try {
            return Optional.of(
                    Expected.of(line.at(), line.line().number(), line.line().column(), line.what(), names));
        } catch (IllegalArgumentException e) {
            String first = line.what().split(" ", 2)[0];
            rules.wrong(
                    line.line().number(),
                    line.line().column(),
                    String.valueOf(e.getMessage()),
                    Suggestion.text(first, names) + "it can be: " + Expected.KNOWN);
            return Optional.empty();
        }
    }

    /** Where it is not said, the last thing that happens or is expected. */
    private Instant end(Instant begin, List<Expected> expectations, List<Happening> happenings) {
        if (lines.has("until")) {
            Instant end = lines.instant("until");
            expectations.stream()
                    .filter(one -> one.at().isAfter(end))
                    .forEach(late -> rules.wrong(
                            late.line(),
                            late.column(),
                            "the story is over by then: it ends at " + Transcript.offset(end),
                            "write `until " + Transcript.offset(late.at()) + "`, or leave `until` out"));
            return end;
        }
        Instant end = begin.plus(SHORTEST_END);
        for (Expected one : expectations) {
            end = one.at().isAfter(end) ? one.at() : end;
        }
        for (Happening one : happenings) {
            end = one.at().isAfter(end) ? one.at() : end;
        }
        return end;
    }

    private static Set<String> names(List<Settings.Group> groups) {
        return groups.stream()
                .flatMap(group -> group.objectives().stream())
                .map(objective -> objective.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String unknownFix(String name, Set<String> names) {
        return Suggestion.text(name, names) + "the objectives are: " + String.join(", ", names);
    }
}
