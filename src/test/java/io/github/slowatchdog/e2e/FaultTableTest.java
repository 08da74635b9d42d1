package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.e2e.FaultTrial.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultTableTest {

    private static final FaultRow ROW = FaultRow.all().get(0);

    @Test
    void the_document_has_the_rows_of_the_bench_between_its_markers() throws IOException {
        String table = FaultTable.written(Files.readString(FaultTable.DOCUMENT));
        List<String> rows = table.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", 2)[0].substring(2))
                .skip(1)
                .toList();

        assertThat(table).contains("\n" + FaultTable.HEAD);
        assertThat(rows)
                .isEqualTo(FaultRow.all().stream().map(FaultRow::name).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void a_line_says_of_each_side_when_its_flag_was_set() {
        String line = FaultTable.line(
                ROW, List.of(trial(seen(700, -100), seen(8100, 100)), trial(seen(900, -50), seen(8300, 300))));

        assertThat(line)
                .isEqualTo("| birth | 0.80 (0.90) | during the fault | 8.20 (8.30) | 0.20 (0.30)"
                        + " | **no**, 20 s | - | 1 of 2: before it | - |\n");
    }

    private static Map<FaultSide, Seen> trial(Seen ours, Seen naive) {
        Seen never = new Seen(Optional.empty(), Optional.empty());
        Seen before = new Seen(Optional.of(Duration.ofMillis(-3)), Optional.empty());
        boolean first = ours.sinceEvent().equals(Optional.of(Duration.ofMillis(700)));
        return Map.of(
                FaultSide.OURS,
                ours,
                FaultSide.NAIVE,
                naive,
                FaultSide.ALERTMANAGER,
                never,
                FaultSide.DIRECT,
                first ? before : never);
    }

    private static Seen seen(long sinceEvent, long sinceRecovery) {
        return new Seen(Optional.of(Duration.ofMillis(sinceEvent)), Optional.of(Duration.ofMillis(sinceRecovery)));
    }

    @Test
    void only_what_stands_between_the_markers_is_replaced() {
        String document = "a\n" + FaultTable.BEGIN + "old\n" + FaultTable.END + "z\n";

        assertThat(FaultTable.rewritten(document, "new\n"))
                .isEqualTo("a\n" + FaultTable.BEGIN + "new\n" + FaultTable.END + "z\n");
    }

    @Test
    void a_document_without_both_markers_is_left_alone() {
        assertThatThrownBy(() -> FaultTable.rewritten(FaultTable.END + FaultTable.BEGIN, "new\n"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FaultTable.rewritten(FaultTable.BEGIN + FaultTable.BEGIN + FaultTable.END, "new\n"))
                .isInstanceOf(IllegalStateException.class);
    }
}
