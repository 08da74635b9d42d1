package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that answers nonsense from the start: blind, and stopped where blindness stops; never a pass (P39). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class BadAnswersTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(FaultyServer.Fault.class)
    void isNeverAPass(FaultyServer.Fault fault) throws Exception {
        try (Stage stage = Stage.open(directory)) {
            FaultyServer store = stage.with(FaultyServer.start(fault));
            stage.watch(store.port(), SeedObjectivesTest.RULES, "when_blind: {after: 3s, then: stop}");

            stage.awaitStopped();

            assertThat(stage.bot().mode()).isEqualTo("DRY");
            assertThat(stage.board().soak().verdict()).isEqualTo(SoakVerdict.FAIL);
            assertThat(stage.board().objectives()).allSatisfy(view -> {
                assertThat(view.verdict()).isEqualTo(Verdict.BLIND);
                assertThat(view.readings())
                        .allSatisfy(
                                reading -> assertThat(reading.outcomes().met()).isZero());
            });
        }
    }
}
