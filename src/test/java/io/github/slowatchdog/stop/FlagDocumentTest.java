package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SPEC 7.1. */
class FlagDocumentTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L, 999_000_000);
    private final FlagDocument document = FlagDocument.standard();

    @Test
    void aStopKeepsEveryOtherFieldAndItsPlace() {
        Map<String, Object> flag = new LinkedHashMap<>();
        flag.put("owner", "ops");
        flag.put("mode", "LIVE");
        flag.put("nested", Map.of("a", 1));
        Map<String, Object> stopped = document.stopped(flag, NOW);
        assertThat(stopped)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "owner",
                        "ops",
                        "mode",
                        "DRY",
                        "nested",
                        Map.of("a", 1),
                        "emergency_stop",
                        true,
                        "updated_at",
                        1_800_000_000L));
        assertThat(stopped.keySet()).startsWith("owner", "mode", "nested");
        assertThat(flag).containsEntry("mode", "LIVE").doesNotContainKey("updated_at");
    }

    @Test
    void aReleaseLeavesTheModeAtDry() {
        Map<String, Object> released = document.released(document.stopped(Map.of(), NOW), NOW.plusSeconds(5));
        assertThat(released)
                .containsEntry("mode", "DRY")
                .containsEntry("emergency_stop", false)
                .containsEntry("updated_at", 1_800_000_005L);
        assertThat(document.saysStop(released)).isFalse();
    }

    @Test
    void updatedAtNeverGoesBack() {
        assertThat(document.stopped(Map.of("updated_at", 1_900_000_000), NOW))
                .containsEntry("updated_at", 1_900_000_000L);
        assertThat(document.stopped(Map.of("updated_at", 1_696_176_000.9), NOW))
                .containsEntry("updated_at", 1_800_000_000L);
        assertThat(document.stopped(Map.of("updated_at", "yesterday"), NOW))
                .containsEntry("updated_at", 1_800_000_000L);
    }

    @Test
    void saysStopOnlyWithEveryFieldAndItsValue() {
        assertThat(document.saysStop(Map.of("mode", "DRY", "emergency_stop", true, "x", 1)))
                .isTrue();
        assertThat(document.saysStop(Map.of("mode", "LIVE", "emergency_stop", true)))
                .isFalse();
        assertThat(document.saysStop(Map.of("mode", "DRY", "emergency_stop", false)))
                .isFalse();
        assertThat(document.saysStop(Map.of("mode", "DRY", "emergency_stop", "true")))
                .isFalse();
        assertThat(document.saysStop(Map.of("mode", "DRY"))).isFalse();
        assertThat(document.saysStop(Map.of())).isFalse();
    }

    @Test
    void numbersAreTheSameHoweverTheyAreWritten() {
        FlagDocument limit = new FlagDocument(Map.of("max_orders", 0), Map.of());
        assertThat(limit.saysStop(Map.of("max_orders", 0.0))).isTrue();
        assertThat(limit.saysStop(Map.of("max_orders", 0L))).isTrue();
        assertThat(limit.saysStop(Map.of("max_orders", 1))).isFalse();
        assertThat(limit.saysStop(Map.of("max_orders", "0"))).isFalse();
    }
}
