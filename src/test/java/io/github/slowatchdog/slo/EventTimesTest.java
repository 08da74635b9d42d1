package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is written of the events in a window is what is read, to the nanosecond. */
class EventTimesTest {

    private static final Instant T = Instant.parse("2026-11-27T11:00:00.000000001Z");

    private final NavigableMap<Instant, Double> events = new TreeMap<>();

    @Test
    void noneAreNone() {
        assertThat(EventTimes.of(events)).isEqualTo(EventTimes.NONE);
        assertThat(readBack()).isEmpty();
    }

    @Test
    void oneIsFromItsTimeOn() {
        events.put(T, 2.5);
        assertThat(EventTimes.of(events)).isEqualTo(new EventTimes(T, List.of(0L), List.of(2.5)));
        assertThat(readBack()).isEqualTo(events);
    }

    @Test
    void severalComeBackEachAtItsTime() {
        events.put(T, 1.0);
        events.put(T.plusNanos(1), 2.0);
        events.put(T.plusSeconds(3600), 3.0);
        assertThat(EventTimes.of(events).gaps()).containsExactly(0L, 1L, 3_599_999_999_999L);
        assertThat(readBack()).isEqualTo(events);
    }

    @Test
    void aTimeInTheFarFutureStaysThere() {
        events.put(T, 1.0);
        events.put(Instant.MAX, 2.0);
        assertThat(readBack())
                .hasSize(2)
                .hasEntrySatisfying(T, count -> assertThat(count).isEqualTo(1));
        assertThat(readBack().lastKey()).isEqualTo(T.plus(Duration.ofNanos(Long.MAX_VALUE)));
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventTimes(T, List.of(0L, 1L), List.of(1.0)))
                .withMessage("2 times, and 1 counts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventTimes(T, List.of(0L, -1L), List.of(1.0, 1.0)))
                .withMessage("a time before the one before it");
    }

    private NavigableMap<Instant, Double> readBack() {
        NavigableMap<Instant, Double> back = new TreeMap<>();
        EventTimes.of(events).forEach(back::put);
        return back;
    }
}
