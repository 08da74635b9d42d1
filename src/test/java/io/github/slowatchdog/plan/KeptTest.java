package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.plan.PlanReport.HealthBefore;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are kept by one run and compared by another. */
class KeptTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private StepReport run(String step) {
        return new Plans.Ground(vertx).kept(directory.resolve("plans.json")).first(Plans.step(directory, step));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, PASS",
        "101, 0, FAIL",
        "119, 20%, PASS",
        "120, 20%, PASS",
        "121, 20%, FAIL",
        "80, 20%, PASS",
        "79, 20%, FAIL",
        "105, 5, PASS",
        "106, 5, FAIL",
        "many, 5, FAIL"
    })
    void aNumberWithinItsTolerance(String now, String tolerance, StepVerdict verdict) {
        run("exec: {run: [echo, \"100\"]}\nsave: before");
        StepReport step =
                run("exec: {run: [echo, \"" + now + "\"]}\ncompare: {with: before, tolerance: " + tolerance + "}");
        assertThat(step.verdict()).as(step.why()).isEqualTo(verdict);
    }

    /** A file that is something else is not touched, and the step says so. */
    @ParameterizedTest
    @ValueSource(strings = {"[1, 2]", "{\"values\": 3}", "{\"values\": {\"before\": \"x\"}}", "7", "nonsense"})
    void aForeignFileIsNeitherReadNorOverwritten(String foreign) throws IOException {
        Path file = Files.writeString(directory.resolve("plans.json"), foreign);
        StepReport compared = run("exec: {run: [echo, \"100\"]}\ncompare: {with: before}");
        assertThat(compared.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(compared.why()).contains("plans.json");
        if (!foreign.contains("before")) {
            StepReport kept = run("exec: {run: [echo, \"100\"]}\nsave: before");
            assertThat(kept.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
            assertThat(kept.why())
                    .contains("the values could not be kept: ", "plans.json")
                    .doesNotContain("Exception");
            assertThat(file).hasContent(foreign);
        }
    }

    @Test
    void aDirectoryIsNoPlaceToKeepValuesIn() throws IOException {
        Files.createDirectory(directory.resolve("plans.json"));
        assertThat(run("exec: {run: [echo, \"100\"]}\nsave: before").why())
                .endsWith("plans.json is not a regular file");
    }

    @Test
    void whatItIsComparedWithIsTold() {
        run("exec: {run: [echo, \"100\"]}\nsave: before");
        assertThat(run("exec: {run: [echo, \"130\"]}\ncompare: {with: before, tolerance: 20%}")
                        .why())
                .isEqualTo("stdout: expected as in before: 100 within 20%, is 130");
    }

    @Test
    void withoutABaselineNobodyKnows() {
        StepReport step = run("exec: {run: [echo, \"1\"]}\ncompare: {with: before}");
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).startsWith("nothing is kept as before");
    }

    @Test
    void whatDidNotPassIsNotKept() {
        run("exec: {run: [sh, -c, \"echo 1; exit 1\"]}\nsave: before");
        assertThat(directory.resolve("plans.json")).doesNotExist();
    }

    @Test
    void itIsReadByItsOwnerOnly() throws IOException {
        run("exec: {run: [echo, \"1\"]}\nsave: before");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("plans.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void severalPlansShareAFile() throws IOException {
        Kept kept = new Kept(directory.resolve("new/plans.json"));
        kept.keep("a", VirtualTime.BEGAN, "one", Map.of("value", Value.of(1.5)));
        kept.keep("b", VirtualTime.BEGAN, "two", Map.of("$.mode", Value.of("RUNNING")));
        kept.keep("one", new HealthBefore(VirtualTime.BEGAN, "pass", "1/1 check passed", List.of("pass: it")));
        assertThat(kept.values("a").orElseThrow().values()).containsEntry("value", Value.of(1.5));
        assertThat(kept.values("b").orElseThrow().values()).containsEntry("$.mode", Value.of("RUNNING"));
        assertThat(kept.health("one").orElseThrow().lines()).containsExactly("pass: it");
        assertThat(kept.health("two")).isEmpty();
        Files.writeString(directory.resolve("new/plans.json"), "{\"values\": {\"a\": {\"at\": 1}}}");
        assertThatThrownBy(() -> kept.values("a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not hold");
    }
}
