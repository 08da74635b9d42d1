package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md and the code name the same metrics, with the same types and labels. */
class MetricDocsTest {

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }

    @Test
    void bothNameTheSame() throws IOException {
        assertThat(rows().stream().map(row -> row.subList(1, 4).toString()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricName.values())
                        .map(name -> List.of(
                                        "`" + name.text() + "`",
                                        name.type().name().toLowerCase(Locale.ROOT),
                                        String.join(", ", name.labels()))
                                .toString())
                        .toList());
    }

    @Test
    void eachSaysWhatItMeansAndWhatToDoWithIt() throws IOException {
        for (List<String> row : rows()) {
            // an empty cell before the first | and after the last
            assertThat(row).as(row.get(1)).hasSize(7);
            assertThat(row.subList(4, 6)).as(row.get(1)).allMatch(cell -> cell.endsWith("."));
        }
    }

    @Test
    void everyMetricNamedAnywhereInTheTextIsOneThereIs() throws IOException {
        List<String> known =
                Arrays.stream(MetricName.values()).map(MetricName::text).toList();
        assertThat(Arrays.stream(Files.readString(Path.of("docs/metrics.md")).split("[^a-z_]+"))
                        .filter(word -> word.startsWith("slo_watchdog_"))
                        .collect(Collectors.toSet()))
                .allMatch(known::contains);
    }
}
