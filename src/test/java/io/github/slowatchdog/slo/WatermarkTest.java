package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether a series is late by its own rhythm. */
class WatermarkTest {

    private final Watermark mark = new Watermark(at(0));

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private void moveTo(long... seconds) {
        for (long second : seconds) {
            mark.moveTo(at(second));
        }
    }

    @Test
    void withoutThreeSamplesThereIsNoRhythm() {
        assertThat(mark.isInStep(at(0))).isFalse();
        moveTo(60);
        assertThat(mark.step()).as("it may have been an outage").isZero();
        assertThat(mark.isInStep(at(61))).isFalse();
    }

    @Test
    void oneSampleMayBeMissedAndNotTwo() {
        moveTo(60, 120);
        assertThat(mark.isInStep(at(181))).isTrue();
        assertThat(mark.isInStep(at(224))).isTrue();
        assertThat(mark.isInStep(at(225))).isFalse();
    }

    @Test
    void anOutageIsNoRhythm() {
        moveTo(15, 30, 630);
        assertThat(mark.step()).isEqualTo(15_000);
        assertThat(mark.isInStep(at(657))).isFalse();
        moveTo(1230);
        assertThat(mark.step()).as("twice it is").isEqualTo(600_000);
    }

    @Test
    void goesOnFromBeforeARestart() {
        Watermark kept = new Watermark(at(120), 60_000);
        assertThat(kept.isInStep(at(200))).isTrue();
        kept.moveTo(at(800));
        assertThat(kept.step()).as("the watchdog was away").isEqualTo(60_000);
    }
}
