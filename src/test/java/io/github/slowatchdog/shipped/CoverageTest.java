package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docs/coverage.md has every item of the checklists once, and names only what is there. */
class CoverageTest {

    private static final Pattern ROW = Pattern.compile("\\| (S\\d-\\S+) \\| ([^|]+) \\| ([AHM-]) \\| ([^|]+) \\|");
    private static final Pattern TOTAL = Pattern.compile("\\| ([AHM-]) \\| [^|]+ \\| (\\d+) \\|");
    private static final Pattern ENTRY =
            Pattern.compile("`((?:rules|plans|config)/[^`#]+\\.yaml)#([^`]+)`|`key ([^`]+)`|`slo-watchdog ([^`]+)`");

    private record Row(String id, String level, String by) {}

    private static final List<Row> ROWS = lines("docs/coverage.md").stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> new Row(row.group(1), row.group(3), row.group(4)))
            .toList();

    @Test
    void every_item_is_there_once() {
        assertThat(ROWS.stream().map(Row::id))
                .containsExactlyInAnyOrderElementsOf(lines("src/test/resources/coverage/ids.txt"));
    }

    @Test
    void an_item_names_what_covers_it_or_why_nothing_does() {
        assertThat(ROWS).allSatisfy(row -> {
            assertThat(row.by().startsWith("not covered: "))
                    .as(row.id())
                    .isEqualTo(row.level().equals("-"));
            assertThat(row.level().equals("-") || ENTRY.matcher(row.by()).find())
                    .as(row.toString())
                    .isTrue();
        });
    }

    @Test
    void the_totals_are_those_of_the_rows() {
        Map<String, Long> counted = ROWS.stream().collect(Collectors.groupingBy(Row::level, Collectors.counting()));
        Map<String, Long> told = lines("docs/coverage.md").stream()
                .map(TOTAL::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(total -> total.group(1), total -> Long.valueOf(total.group(2))));

        assertThat(told).isEqualTo(counted);
    }

    @Test
    void every_entry_is_there() {
        List<String> sections = Stream.of("docs/configuration.md", "docs/plans.md")
                .flatMap(file -> lines(file).stream())
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        Map<String, String> help = ROWS.stream()
                .flatMap(row -> ENTRY.matcher(row.by()).results())
                .filter(entry -> entry.group(4) != null)
                .map(entry -> entry.group(4).split(" ", 2)[0])
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new Terminal().run(name, "--help").out()));

        List<MatchResult> entries =
                ROWS.stream().flatMap(row -> ENTRY.matcher(row.by()).results()).toList();
        assertThat(entries).hasSizeGreaterThan(200);
        assertThat(entries.stream()
                        .filter(entry -> !isThere(entry, sections, help))
                        .map(MatchResult::group))
                .as("named, and not there")
                .isEmpty();
    }

    private static boolean isThere(MatchResult entry, List<String> sections, Map<String, String> help) {
        if (entry.group(1) != null) {
            return names(entry.group(1)).contains(entry.group(2));
        }
        if (entry.group(3) != null) {
            return sections.contains(entry.group(3));
        }
        String[] words = entry.group(4).split(" ", 2);
        return Stream.of(words).allMatch(help.getOrDefault(words[0], "")::contains);
    }

    /** The objectives of a rule file, the steps of a plan, or the phases of a configuration. */
    private static List<String> names(String file) {
        if (file.startsWith("plans/")) {
            return ShippedPlan.steps(Path.of("config").resolve(file));
        }
        Map<String, List<Map<String, Object>>> all = new Yaml().load(String.join("\n", lines(file)));
        if (file.startsWith("config/")) {
            return named(all.getOrDefault("phases", List.of()).stream());
        }
        return named(all.getOrDefault("groups", List.of()).stream()
                .flatMap(group -> ((List<?>) group.getOrDefault("objectives", List.of())).stream()));
    }

    private static List<String> named(Stream<?> mappings) {
        return mappings.map(mapping -> String.valueOf(((Map<?, ?>) mapping).get("name")))
                .toList();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
