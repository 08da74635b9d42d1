package io.github.slowatchdog.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules that are in no file yet, read by the same readers as a rule file. */
public final class RulesText {

    /** The soak that they are read for; any will do, since only their form is looked at. */
    private static final Duration SOAK = Duration.ofDays(1);

    private RulesText() {}

    /** The groups; none where there are problems. */
    public record Read(List<Settings.Group> groups, List<Problem> problems) {
        public Read {
            groups = List.copyOf(groups);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads them, without a lane {@code bot} and without variables.
     *
     * @param shown the name of the file that the text is for
     */
    public static Read read(String shown, String text) {
        Problems problems = new Problems();
        RulesReader reader = new RulesReader(Optional.empty(), false, SOAK, false);
        Cursor.root(SourceFile.of(shown, text), Substitution.ofEnvironment(name -> Optional.empty()), problems)
                .flatMap(root -> root.fields(Section.RULES))
                .ifPresent(reader::read);
        return new Read(problems.none() ? reader.groups() : List.of(), problems.sorted());
    }
}
