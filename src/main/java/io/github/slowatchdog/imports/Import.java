package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.RulesText;
import io.github.slowatchdog.slo.Consequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Turns files of another tool into a rule file. */
public final class Import {

    /** Whose files they are. */
    public enum Source {
        /** Objectives of OpenSLO v1. */
        OPENSLO("OpenSLO"),
        /** Rule files of Prometheus. */
        PROMETHEUS("Prometheus");

        private final String title;

        Source(String title) {
            this.title = title;
        }

        /** The word for it on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Translated translate(List<ForeignYaml> documents, Consequence onBreach) {
            return this == PROMETHEUS
                    ? PrometheusRules.translate(documents, onBreach)
                    : OpenSlo.translate(documents, onBreach);
        }
    }

    /** What came of it. */
    public sealed interface Result {

        /** Nothing can be said: the files cannot be read. Or, which would be a bug, what was written cannot. */
        record Invalid(List<Problem> problems, boolean written) implements Result {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /**
         * A rule file.
         *
         * @param rules its text; empty if there is no objective in it
         * @param objectives how many it has
         * @param found how many there were in the files
         * @param what they are called there, more than one
         * @param notes what could not be carried over, in the order of the rules
         */
        record Done(String rules, int objectives, int found, String what, List<Note> notes) implements Result {
            public Done {
                notes = List.copyOf(notes);
            }
        }
    }

    private Import() {}

    /**
     * Translates, and reads what comes out with the loader.
     *
     * @param onBreach what a breach of each objective leads to
     */
    public static Result of(Source source, List<Path> files, Consequence onBreach) {
        List<ForeignYaml> documents = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            ForeignYaml.Read read = ForeignYaml.read(file);
            documents.addAll(read.documents());
            problems.addAll(read.problems());
        }
        if (!problems.isEmpty()) {
            return new Result.Invalid(problems, false);
        }
        Translated translated = source.translate(documents, onBreach);
        List<Note> notes = translated.groups().stream()
                .flatMap(group -> Stream.concat(
                        group.notes().stream(), group.objectives().stream().flatMap(draft -> draft.notes().stream())))
                .toList();
        int objectives = translated.groups().stream()
                .mapToInt(group -> group.objectives().size())
                .sum();
        if (objectives == 0) {
            return new Result.Done("", 0, translated.found(), translated.what(), notes);
        }
        String rules = RuleYaml.of(head(source, objectives, translated), translated.groups());
        RulesText.Read read = RulesText.read("imported.yaml", rules);
        return read.problems().isEmpty()
                ? new Result.Done(rules, objectives, translated.found(), translated.what(), notes)
                : new Result.Invalid(read.problems(), true);
    }

    private static List<String> head(Source source, int objectives, Translated translated) {
        List<String> head = new ArrayList<>();
        head.add(objectives + " objectives from " + translated.found() + " " + translated.what() + " of " + source.title
                + ", by `slo-watchdog import " + source.word() + "`.");
        head.add(
                "Where they were, and what could not be carried over, stands before each. docs/importing.md says what differs;");
        head.add("`check --live` whether what they name is there.");
        if (source == Source.PROMETHEUS) {
            head.add(
                    "An alert that finds nothing is silent. An objective that finds nothing is unknown, and soon blind, unless it says `no_data`.");
        }
        return head;
    }
}
