package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is true of an indicator without any data. */
class IndicatorTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Selector EVENTS = Selector.parse("events_total");

    @Test
    void onlyAProbeIsNotReadFromTheStore() {
        Indicator probe = new Indicator.Probe(URI.create("http://localhost/"), "$.x", Duration.ofSeconds(1));
        assertThat(probe.usualLane()).isEqualTo(Lane.DIRECT);
        for (Indicator indicator : List.of(Objectives.COUNT, Objectives.GAUGE, Objectives.EXPR)) {
            assertThat(indicator.usualLane()).isEqualTo(Lane.PROMETHEUS);
        }
    }

    @Test
    void countsWithinItsWindowIfItHasOne() {
        assertThat(new Indicator.Count(EVENTS, Optional.of(MINUTE)).countsWithin())
                .contains(MINUTE);
        assertThat(new Indicator.Changes(EVENTS, Optional.empty(), Optional.of(MINUTE)).countsWithin())
                .contains(MINUTE);
        assertThat(new Indicator.Ratio(EVENTS, EVENTS, MINUTE, 1).countsWithin())
                .contains(MINUTE);
        assertThat(Objectives.COUNT.countsWithin()).isEmpty();
        assertThat(Objectives.GAUGE.countsWithin()).isEmpty();
        assertThat(Objectives.EXPR.countsWithin()).isEmpty();
    }
}
