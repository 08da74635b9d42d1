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
        String all = new String(text, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "") + "\n ";
        List<String> lines = all.lines().toList();
        List<String> linesOfYaml =
                all.replaceAll("\r\n|[\r\u0085\u2028\u2029]", "\n").lines().toList();
        for (Problem problem : problems) {
            assertThat(problem.what()).isNotBlank();
            assertThat(problem.fix()).isNotBlank();
            assertThat(problem.toString().lines()).as("%s", problem).hasSize(2);
            assertThat(problem.toString().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
            assertThat(problem.line()).isPositive();
            if (problem.file().endsWith(name)) {
                assertThat(isThere(problem, lines) || isThere(problem, linesOfYaml))
                        .as("%s", problem)
                        .isTrue();
            }
        }
        assertThat(problems).isSorted().doesNotHaveDuplicates();
    }

    private static boolean isThere(Problem problem, List<String> lines) {
        if (problem.line() < FIRST || problem.line() > lines.size()) {
            return false;
        }
        String line = lines.get(problem.line() - 1);
        return problem.column() >= FIRST && problem.column() <= line.codePointCount(0, line.length()) + 1;
    }
}
