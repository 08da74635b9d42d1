package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.metrics.MetricName;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.soak.Refusal;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents keep up with the code, and their links lead somewhere. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PATH = Pattern.compile("^  (/\\S+):$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @Test
    void every_metric_is_in_the_readme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(MetricName.values()).allSatisfy(metric -> assertThat(readme).contains("`" + metric.text() + "`"));
    }

    @Test
    void every_word_that_somebody_may_have_to_act_on_has_a_section_in_the_runbook() throws IOException {
        List<String> headings = HEADING.matcher(Files.readString(Path.of("docs/runbook.md")))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
                .toList();

        assertThat(headings).containsAll(words(Verdict.values()));
        assertThat(headings).containsAll(words(SoakVerdict.values()));
        assertThat(headings).containsAll(words(StopState.values()));
        assertThat(headings).containsAll(words(Refusal.values()));
    }

    @Test
    void every_reason_has_its_row_in_the_runbook() throws IOException {
        assertRows("measurements", words(Reason.values()));
        assertRows("the kill switch", words(SwitchFailure.values()));
        assertRows(
                "the second channel",
                Stream.of(ChannelFailure.values()).map(ChannelFailure::word).toList());
    }

    /** What you see, what it does by itself, what you do: one row for each, none without a reason, no cell empty. */
    private static void assertRows(String section, List<String> reasons) throws IOException {
        String runbook = Files.readString(Path.of("docs/runbook.md"));
        String begin = "## Reason codes of " + section + " (";
        assertThat(runbook).contains(begin);
        String text = runbook.substring(runbook.indexOf(begin) + begin.length());
        List<List<String>> rows = text.substring(0, text.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Stream.of(line.split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).as(section).allSatisfy(row -> {
            assertThat(row).hasSize(6);
            assertThat(row.subList(1, 5)).allSatisfy(cell -> assertThat(cell).isNotEmpty());
        });
        assertThat(rows.stream().map(row -> row.get(1)))
                .as(section)
                .containsExactlyInAnyOrderElementsOf(
                        reasons.stream().map(reason -> "`" + reason + "`").toList());
    }

    @Test
    void every_reason_of_a_closed_gate_is_explained() throws IOException {
        String gate = Files.readString(Path.of("docs/gate.md"));

        assertThat(Gate.Code.values()).allSatisfy(code -> assertThat(gate).contains("\n| `" + code.word() + "` | "));
    }

    @Test
    void every_path_of_the_api_is_in_the_readme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(PATH.matcher(Files.readString(Path.of("docs/openapi.yaml")))
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(9)
                .allSatisfy(path -> assertThat(readme).contains(path));
    }

    @Test
    void the_smallest_configuration_in_the_readme_is_the_shipped_one() throws IOException {
        String shipped = Files.readString(Path.of("config/quickstart.yaml"));

        assertThat(Files.readString(Path.of("README.md"))).contains(shipped.substring(shipped.indexOf("name: ")));
    }

    @Test
    void every_document_answers_a_question_in_the_list() throws IOException {
        String list = Files.readString(Path.of("docs/README.md"));
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            assertThat(documents.filter(DocumentsTest::isOurs))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(document -> assertThat(list + "](README.md)")
                            .as("docs/README.md names it")
                            .contains("](" + document.getFileName() + ")"));
        }
        assertThat(list).contains("](../SECURITY.md)", "](../CONTRIBUTING.md)");
    }

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        try (Stream<Path> documents = Files.walk(Path.of("."), 3)) {
            assertThat(documents.filter(DocumentsTest::isOurs))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(document -> assertThat(links(document))
                            .allSatisfy(link ->
                                    assertThat(document.resolveSibling(link)).exists()));
        }
    }

    private static boolean isOurs(Path file) {
        return file.toString().endsWith(".md") && !file.startsWith("./target");
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
