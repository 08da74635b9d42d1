package io.github.slowatchdog.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of docs/configuration.md and docs/plans.md, which have a row for every key that the loader knows. */
final class KeyTables {

    private static final Path CONFIGURATION = Path.of("docs/configuration.md");
    private static final Path PLANS = Path.of("docs/plans.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ((?:[^|]|\\\\\\|)+) \\| ((?:[^|]|\\\\\\|)+) \\| (.*)\\|$");

    /**
     * One row.
     *
     * @param type in the words of "How values are written"
     * @param standard what holds where the key is left out; {@code required}, {@code one of these} and the like among them
     */
    record Row(String key, String type, String standard, String meaning) {

        boolean isRequired() {
            return standard.equals("required") && !hasStandIn();
        }

        /** Whether another key beside it can take its place, which a schema does not follow. */
        boolean hasStandIn() {
            return meaning.contains("Not with `");
        }
    }

    private KeyTables() {}

    /** The page a section stands on. */
    static Path page(Section section) {
        return section.isOfPlans() ? PLANS : CONFIGURATION;
    }

    /** The heading of a section's table. */
    static String heading(Section section) {
        return "### " + (section.place().isEmpty() ? "configuration" : section.place());
    }

    /** The rows of a section, in their order. */
    static List<Row> rows(Section section) {
        String heading = "\n" + heading(section) + "\n";
        String text = text(page(section));
        int begin = text.indexOf(heading);
        if (begin < 0) {
            throw new AssertionError(
                    page(section) + " has no table \"" + heading(section) + "\": add it, with a row for each key");
        }
        String after = text.substring(begin + heading.length());
        return ROW.matcher(after.substring(0, after.indexOf("\n##")))
                .results()
                .map(row -> new Row(
                        row.group(1),
                        row.group(2).strip(),
                        row.group(3).strip(),
                        row.group(4).strip()))
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
