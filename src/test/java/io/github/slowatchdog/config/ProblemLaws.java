package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What holds for the problems of any file: there is one, each has a place in the file, and says how it is mended. */
public final class ProblemLaws {

    /** The start of a document is a place too, in an empty one. */
    private static final int FIRST = 1;

    private ProblemLaws() {}

    /**
     * Holds for each.
     *
     * @param name of the file with this text; what is told of other files may stand anywhere in them
     */
    public static void hold(List<Problem> problems, String name, byte[] text) {
        assertThat(problems).isNotEmpty();
        List<String> lines = new String(text, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .replace("\r\n", "\n")
                .replaceAll("[\r\u0085\u2028\u2029]", "\n")
                .concat("\n ")
                .lines()
                .toList();
        for (Problem problem : problems) {
            assertThat(problem.what()).isNotBlank();
            assertThat(problem.fix()).isNotBlank();
            assertThat(problem.toString().lines()).as("%s", problem).hasSize(2);
            assertThat(problem.toString().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
            assertThat(problem.line()).isPositive();
            if (problem.file().endsWith(name)) {
                isThere(problem, lines);
            }
        }
        assertThat(problems).isSorted().doesNotHaveDuplicates();
    }

    private static void isThere(Problem problem, List<String> lines) {
        assertThat(problem.line()).as("%s", problem).isBetween(FIRST, lines.size());
        String line = lines.get(problem.line() - 1);
        assertThat(problem.column())
                .as("%s", problem)
                .isBetween(FIRST, line.codePointCount(0, line.length()) + 1);
    }
}
