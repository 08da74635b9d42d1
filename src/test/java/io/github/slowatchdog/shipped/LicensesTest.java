package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/licenses.md names every library that is shipped, in its version, and none has a licence that we may not pass on. */
class LicensesTest {

    private static final Path SHIPPED = Path.of("target/shipped-libraries.txt");
    private static final Pattern LIBRARY = Pattern.compile("(?m)^ +([^: ]+:[^: ]+):jar:([^: ]+):(?:compile|runtime)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^ |]+:[^ |]+) \\| ([^ |]+) \\| ([^|]+) \\|$");
    private static final Set<String> FINE = Set.of(
            "Apache-2.0", "Apache-2.0 or EPL-1.0", "Apache-2.0 or EPL-2.0", "BSD-3-Clause", "MIT", "public domain");

    @Test
    void every_shipped_library_has_its_row() throws IOException {
        assertThat(SHIPPED).as("what the build resolved; run the test with mvn").exists();
        List<String> shipped = found(LIBRARY, SHIPPED);

        assertThat(found(ROW, Path.of("docs/licenses.md")))
                .as("another library, or another version: look up its licence and write its row")
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void every_licence_may_be_passed_on() throws IOException {
        assertThat(ROW.matcher(Files.readString(Path.of("docs/licenses.md"))).results())
                .allSatisfy(row -> assertThat(FINE).as(row.group(1)).contains(row.group(3)));
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2))
                .toList();
    }
}
