package io.github.slowatchdog.config;

import io.github.slowatchdog.soak.SoakRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rules without a configuration round them: those of a file that tests rules. It names rule files, and may hold objectives and
 * sections of its own, each on one line. Read with the same readers as a configuration, and every problem stands at its place in that
 * file, or in the rule file.
 */
public final class WrittenRules {

    /** The name of the group in which objectives stand that are written in the file itself. */
    public static final String GROUP = "scenario";

    /**
     * Text on one line of the file.
     *
     * @param line from 1
     * @param column from 1, where the text begins
     */
    public record Piece(int line, int column, String text) {}

    /** What the rules came to. */
    public record Read(List<Settings.Group> groups, SoakRules soak) {}

    private final SourceFile source;
    private final Function<String, Optional<String>> env;
    private final Problems problems;
    private final List<Piece> files = new ArrayList<>();
    private final List<Piece> objectives = new ArrayList<>();
    private final Map<String, Optional<Substitution.Filled>> variables = new HashMap<>();
    private Piece soak = new Piece(1, 1, "{window: 1h}");
    private Piece whenBlind = new Piece(1, 1, "{after: 1m, then: warn}");

    private WrittenRules(SourceFile source, Function<String, Optional<String>> env, Problems problems) {
        this.source = source;
        this.env = env;
        this.problems = problems;
    }

    /**
     * Opens a file that tests rules.
     *
     * @param env the environment, by name, for {@code ${ENV:...}} in rule files
     * @return empty where it cannot be read, which has been said then
     */
    public static Optional<WrittenRules> open(
            Path file, Function<String, Optional<String>> env, Consumer<Problem> complaint) {
        return SourceFile.read(
                        file,
                        what -> complaint.accept(new Problem(
                                SourceFile.shown(file), 1, 1, "", what, "name a file that this user may read")))
                .map(source -> new WrittenRules(source, env, new Problems()));
    }

    /** The whole text of the file; empty, with a problem noted, if it is not text. */
    public Optional<String> text() {
        return YamlText.of(source, problems);
    }

    /** The file as a person would name it. */
    public String shown() {
        return source.shown();
    }

    /** Notes a problem of a place in the file. */
    public void wrong(int line, int column, String what, String fix) {
        problems.add(new Problem(source.shown(), line, column, "", what, fix));
    }

    /** Names a rule file, or several by a glob, relative to the file. */
    public void rules(Piece path) {
        files.add(path);
    }

    /** An objective as in a rule file. */
    public void objective(Piece mapping) {
        objectives.add(mapping);
    }

    /** Variables as in a phase. */
    public void vars(Piece mapping) {
        cursor(mapping, Substitution.ofEnvironment(env)).map(Variables::read).ifPresent(variables::putAll);
    }

    /** A variable as in a phase. */
    public void var(String name, String value) {
        variables.put(name, Optional.of(new Substitution.Filled(value, false)));
    }

    /** The soak as in a phase; an hour unless it is set. */
    public void soak(Piece mapping) {
        soak = mapping;
    }

    /** What blindness leads to, as in {@code stop}; a warning after a minute unless it is set. */
    public void whenBlind(Piece mapping) {
        whenBlind = mapping;
    }

    /**
     * Reads all of it; to be asked once.
     *
     * @param interval how often the objectives of the file itself are measured
     * @return empty if there are {@link #problems}
     */
    public Optional<Read> read(Duration interval) {
        Substitution environment = Substitution.ofEnvironment(env);
        Substitution substitution = environment.withVariables(variables);
        Optional<Settings.WhenBlind> blind = cursor(whenBlind, environment)
                .flatMap(at -> at.fields(Section.WHEN_BLIND))
                .flatMap(StopSection::whenBlind);
        Optional<SoakRules> rules =
                cursor(soak, environment).flatMap(at -> at.fields(Section.SOAK)).flatMap(SoakSection::read);
        RulesReader reader =
                new RulesReader(blind, true, rules.map(SoakRules::window).orElse(Phases.STAND_IN.window()), true);
        if (!objectives.isEmpty()) {
            reader.read(
                    GROUP,
                    interval,
                    objectives.stream()
                            .flatMap(one -> cursor(one, substitution).stream())
                            .toList());
        }
        RuleFiles.of(files.stream()
                        .flatMap(file -> cursor(quoted(file), environment).stream())
                        .toList())
                .forEach(file -> Cursor.root(file, substitution, problems)
                        .flatMap(root -> root.fields(Section.RULES))
                        .ifPresent(reader::read));
        return rules.filter(any -> problems.none()).map(soakRules -> new Read(reader.groups(), soakRules));
    }

    /** So that a glob is no alias. */
    private static Piece quoted(Piece path) {
        return new Piece(path.line(), path.column(), "'" + path.text().replace("'", "''") + "'");
    }

    /** Everything that is wrong, sorted by file and place. */
    public List<Problem> problems() {
        return problems.sorted();
    }

    private Optional<Cursor> cursor(Piece piece, Substitution substitution) {
        String text = piece.text();
        OptionalInt end = IntStream.range(0, text.length())
                .filter(at -> YamlText.endsLine(text, at))
                .findFirst();
        if (end.isPresent()) {
            wrong(
                    piece.line(),
                    piece.column() + text.codePointCount(0, end.getAsInt()),
                    String.format(
                            "the character U+%04X ends a line in YAML, and none here",
                            (int) text.charAt(end.getAsInt())),
                    "write a blank in its place");
            return Optional.empty();
        }
        return Cursor.root(source.part(piece.line(), piece.column(), piece.text()), substitution, problems);
    }
}
