package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookbackTest {

    private static final Instant NOW = Instant.parse("2025-11-21T10:00:00Z");

    private final Lookback lookback = new Lookback(Duration.ofSeconds(90), Duration.ofSeconds(7));

    private static Series up(long... secondsBeforeNow) {
        Series.Builder up = Series.of(Labels.of("__name__", "up"));
        for (long before : secondsBeforeNow) {
            up.add(NOW.minusSeconds(before), 1);
        }
        return up.build();
    }

    @Test
    void untilTheScrapeIntervalIsKnownTheOverlapIsTheLongest() {
        assertThat(lookback.overlap()).hasSeconds(90);
        assertThat(lookback.range(NOW, NOW)).hasSeconds(97);
    }

    @Test
    void itIsTwoScrapesOfTheSlowestTarget() {
        lookback.learn(List.of(up(40, 30, 20, 10), up(60, 30, 0), up(), up(3)));

        assertThat(lookback.overlap()).hasSeconds(60);
    }

    @Test
    void itIsNeverLessThanFiveSecondsNorMoreThanTheLimit() {
        lookback.learn(List.of(up(3, 2, 1)));
        assertThat(lookback.overlap()).hasSeconds(5);

        lookback.learn(List.of(up(180, 120, 60)));
        assertThat(lookback.overlap()).hasSeconds(90);
    }

    @Test
    void aGapIsNotAnInterval() {
        lookback.learn(List.of(up(600, 590, 580, 20, 10, 0)));

        assertThat(lookback.overlap()).hasSeconds(20);
    }

    @Test
    void nothingNewIsLearnedFromNothing() {
        lookback.learn(List.of(up(20, 10)));
        lookback.learn(List.of());

        assertThat(lookback.overlap()).hasSeconds(20);
    }

    @Test
    void aReadGoesBackToWhatWasRead() {
        lookback.learn(List.of(up(20, 10)));

        assertThat(lookback.range(NOW.minusSeconds(600), NOW)).hasSeconds(600 + 20 + 7);
        assertThat(lookback.range(NOW.minusMillis(1), NOW))
                .as("whole seconds, rounded up")
                .hasSeconds(28);
        assertThat(lookback.range(NOW.plusSeconds(60), NOW))
                .as("a watermark ahead of now")
                .hasSeconds(27);
    }

    @Test
    void aLongCatchUpIsBounded() {
        assertThat(lookback.range(NOW.minus(Duration.ofDays(3)), NOW)).isEqualTo(Lookback.LONGEST);
        assertThat(lookback.range(Instant.MIN, NOW)).isEqualTo(Lookback.LONGEST);
        assertThat(lookback.range(NOW.minus(Lookback.LONGEST), NOW)).isEqualTo(Lookback.LONGEST);
    }
}
