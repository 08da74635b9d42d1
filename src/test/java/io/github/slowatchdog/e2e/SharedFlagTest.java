package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.redis.ByHand.ReleaseOutcome;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several watchdogs guard one flag: the first order wins, all adopt it, one release releases all (SPEC 7.6). */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class SharedFlagTest {

    private static final String POLICY = """
            when_blind: {after: 1m, then: warn}
            release: {green_for: 1s}
            """;
    private static final String ORDER_KEY = "slo-watchdog:{exec_mode}:order";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"same,same", "one,two", "a,b,c,d,e", "same,same,same,same,other"})
    void oneOrderAndOneReleaseForAll(String names) throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Dogs dogs = Dogs.start(stage, List.of(names.split(",", -1)), Stage.DUPLICATES, POLICY);
            dogs.awaitAllPass();
            stage.bot().inject("duplicate");
            StopOrder order = dogs.awaitStopped();
            assertThat(stage.flagSaysStop()).isTrue();
            assertThat(inForce(stage, ORDER_KEY)).isEqualTo(order.id());
            for (String name : names.split(",", -1)) {
                stage.await(
                        "a copy for " + name,
                        () -> inForce(stage, "slo-watchdog:" + name + ":order").equals(order.id()));
            }

            dogs.beats(1);
            assertThat(dogs.release(0, order.id(), false)).isInstanceOf(ReleaseOutcome.Refused.class);
            assertThat(dogs.release(0, order.id(), true))
                    .isInstanceOfSatisfying(
                            ReleaseOutcome.Released.class,
                            released -> assertThat(released.release().forced()).isTrue());
            dogs.awaitClear();
            dogs.beats(3);
            dogs.awaitClear();
            assertThat(stage.flag().orElseThrow().getBoolean("emergency_stop"))
                    .as("nobody wrote it again")
                    .isFalse();

            stage.bot().inject("duplicate");
            assertThat(dogs.awaitStopped().id()).isNotEqualTo(order.id());
        }
    }

    /** Who releases without having been told of a breach has not released it: it stops again at once. */
    @Test
    void aReleaseThatKnewOfNothingDoesNotSilenceABreach() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Dogs dogs = Dogs.start(stage, List.of("one", "two"), Stage.DUPLICATES, POLICY);
            dogs.awaitAllPass();
            stage.bot().inject("duplicate");
            StopOrder order = dogs.awaitStopped();

            Release unasked = new Release(order.id(), "ann", "asked nobody", Instant.now(), false);
            try (FlagStore store =
                    FlagStore.open("nobody", dogs.settings().get(0).stop().redis())) {
                assertThat(store.release(unasked)).isInstanceOf(SwitchReport.Released.class);
            }

            stage.await(
                    "a new order",
                    () -> !inForce(stage, ORDER_KEY).isEmpty()
                            && !inForce(stage, ORDER_KEY).equals(order.id()));
            dogs.awaitStopped();
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void aStopSetByHandBeforeAnybodyWatchedIsAdoptedAndNeverCleared() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            String byHand = "{\"mode\":\"DRY\",\"emergency_stop\":true,\"updated_at\":1,\"why\":\"ops\"}";
            stage.redis().set(Stage.KEY, byHand);
            Dogs dogs = Dogs.start(stage, List.of("one", "two"), Stage.DUPLICATES, POLICY);
            StopOrder order = dogs.awaitStopped();
            dogs.beats(3);
            assertThat(order.cause().word()).isEqualTo("adopted");
            assertThat(stage.redis().get(Stage.KEY)).contains(byHand);
            dogs.all().forEach(io.github.slowatchdog.cli.Wiring::close);
            assertThat(stage.redis().get(Stage.KEY)).contains(byHand);
        }
    }

    private static String inForce(Stage stage, String key) {
        JsonObject record = new JsonObject(stage.redis().get(key).orElse("{}"));
        return record.containsKey("release")
                ? ""
                : record.getJsonObject("order", new JsonObject()).getString("id", "");
    }
}
