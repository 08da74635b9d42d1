package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the next question is due, by the interval alone and while the clock is being set. */
class RhythmTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Rhythm rhythm = new Rhythm(new Targets());

    @Test
    void withoutScrapesToGoByTheIntervalCounts() {
        assertThat(rhythm.next(NOON, NOON.plusMillis(20), INTERVAL)).isEqualTo(NOON.plus(INTERVAL));
    }

    @Test
    void afterALongAnswerItIsDueAtOnce() {
        Instant late = NOON.plusSeconds(7);
        assertThat(rhythm.next(NOON, late, INTERVAL)).isEqualTo(late);
    }

    @Test
    void aClockSetBackDuringTheQuestionDoesNotPutTheNextOneOff() {
        Instant back = NOON.minusSeconds(3600);
        assertThat(rhythm.next(NOON, back, INTERVAL)).isEqualTo(back.plus(INTERVAL));
    }
}
