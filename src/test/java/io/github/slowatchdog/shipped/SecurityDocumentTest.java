package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests that are there. */
class SecurityDocumentTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");

    @Test
    void every_test_that_keeps_something_is_there() throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            there = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        assertThat(NAMED.matcher(Files.readString(Path.of("docs/security.md")))
                        .results()
                        .map((MatchResult found) -> found.group(1)))
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(there).contains(name));
    }
}
