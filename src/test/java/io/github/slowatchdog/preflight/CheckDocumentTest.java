package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/check.md has a row for every finding, with its severity and its reason, and no other. */
class CheckDocumentTest {

    private static List<List<String>> rows() throws IOException {
        return Files.readString(Path.of("docs/check.md"))
                .lines()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| (error|warn) \\|.*"))
                .map(line -> Stream.of(line.split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @Test
    void every_code_has_its_row() throws IOException {
        assertThat(rows().stream().map(row -> row.get(1) + " " + row.get(2)))
                .containsExactlyElementsOf(Stream.of(Code.values())
                        .map(code -> "`" + code.word() + "` " + code.severity().word())
                        .toList());
    }

    @Test
    void every_row_has_the_reason_that_the_command_prints_and_no_empty_cell() throws IOException {
        List<List<String>> rows = rows();
        List<Code> codes = List.of(Code.values());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).hasSize(7);
            assertThat(rows.get(i).get(4)).isEqualTo(codes.get(i).why());
            assertThat(rows.get(i).subList(1, 6))
                    .allSatisfy(cell -> assertThat(cell).isNotEmpty());
        }
    }

    @Test
    void a_reason_is_the_end_of_a_sentence() {
        assertThat(Code.values())
                .allSatisfy(code ->
                        assertThat(code.why()).isNotBlank().doesNotEndWith(".").matches("[\\p{Print}]+"));
    }
}
