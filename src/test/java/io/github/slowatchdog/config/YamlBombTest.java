package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file that its aliases make a large one. */
class YamlBombTest {

    private static final String PLAN =
            "name: bomb\nsteps:\n  - name: s\n    http:\n      post: http://127.0.0.1:1/x\n      body:\n";

    @TempDir
    Path directory;

    private List<String> problems(String plan) throws IOException {
        List<Problem> problems = new ArrayList<>();
        PlanLoader.load(
                Files.writeString(directory.resolve("plan.yaml"), plan),
                new PlanLoader.Given(Map.of(), Optional.empty()),
                name -> Optional.empty(),
                problems::add);
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    void lists_of_lists() throws IOException {
        StringBuilder plan = new StringBuilder(PLAN).append("        a0: &a0 [x, x, x]\n");
        for (int i = 1; i <= 16; i++) {
            plan.append("        a%d: &a%d [*a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        assertThat(problems(plan.toString()))
                .singleElement()
                .asString()
                .contains("with its aliases (*) written out it is larger than 4 MiB");
    }

    @Test
    void one_long_text_many_times() throws IOException {
        String plan = PLAN + "        a: &a " + "x".repeat(16_000) + "\n        l: [" + "*a, ".repeat(300) + "*a]\n";
        assertThat(problems(plan)).singleElement().asString().contains("larger than 4 MiB");
    }

    @Test
    void some_aliases_are_welcome() throws IOException {
        assertThat(problems(PLAN + "        a: &a {b: c}\n        l: [*a, *a, *a]\n"))
                .isEmpty();
    }

    /** The library takes Java's regular expressions there, whose time grows without bounds on what a page may say. */
    @Test
    void a_regular_expression_in_a_path() throws IOException {
        String plan = "name: p\nsteps:\n  - name: s\n    http: {get: http://127.0.0.1:1/x}\n"
                + "    expect: {'$.a[?(@.b =~ /(x+)+y/)]': present}\n";
        assertThat(problems(plan)).singleElement().asString().contains("has a filter with =~");
    }
}
