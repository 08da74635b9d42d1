package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the next question is due, by the interval alone and while the clock is being set. */
class RhythmTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Targets targets = new Targets();
    private final Rhythm rhythm = new Rhythm(targets, new Delays());

    private void scrapedEach15Seconds(Instant until) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", "a"));
        for (int before = 5; before >= 0; before--) {
            up.add(until.minusSeconds(15L * before), 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

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

    @Test
    void withScrapesToGoByTheNextOneCounts() {
        scrapedEach15Seconds(NOON);
        assertThat(rhythm.next(NOON, NOON.plusMillis(20), INTERVAL))
                .isBetween(NOON.plusSeconds(15), NOON.plusSeconds(16));
    }

    @Test
    void anAnswerThatTookLongerThanAScrapeIsNoReasonToHurry() {
        scrapedEach15Seconds(NOON);
        Instant due = rhythm.next(NOON, NOON.plusMillis(20), INTERVAL);

        assertThat(rhythm.next(due, due.plusMillis(5), INTERVAL)).isBefore(due.plusMillis(20));
        assertThat(rhythm.next(due, due.plusSeconds(16), INTERVAL))
                .isBetween(NOON.plusSeconds(31), NOON.plusSeconds(32));
    }

    /** In an outage: quick at first, in case it was but one connection, and then as often as the interval, though a scrape is due. */
    @Test
    void whatFailsIsAskedAgainAfterAsLongAsItHasFailedUpToTheInterval() {
        scrapedEach15Seconds(NOON);
        Instant since = rhythm.next(NOON, NOON.plusMillis(20), INTERVAL);

        assertThat(afterFailure(since, 0)).isEqualTo(8);
        assertThat(afterFailure(since, 8)).isEqualTo(8);
        assertThat(afterFailure(since, 100)).isEqualTo(100);
        assertThat(afterFailure(since, 4_999)).isEqualTo(4_999);
        assertThat(afterFailure(since, 5_001)).isEqualTo(5_000);
        assertThat(afterFailure(since, 3_600_000)).isEqualTo(5_000);
        assertThat(afterFailure(since, -3_600_000)).as("a clock set back").isEqualTo(8);
        Instant slow = since.plusSeconds(30);
        assertThat(rhythm.afterFailure(since, since, slow, INTERVAL))
                .as("one that took long has waited already")
                .isEqualTo(slow);
    }

    /** How long a question that was asked so long after the first failure, and failed as well, waits for the next one; all in milliseconds. */
    private long afterFailure(Instant since, long later) {
        Instant asked = since.plusMillis(later);
        return Duration.between(asked, rhythm.afterFailure(since, asked, asked.plusMillis(2), INTERVAL))
                .toMillis();
    }

    /** Set back by more than a scrape: by the samples of before, the next one would be that far off. */
    @ParameterizedTest
    @ValueSource(longs = {31, 60, 100, 3600, 86_400})
    void aClockSetBackLeavesTheInterval(long seconds) {
        scrapedEach15Seconds(NOON);
        Instant back = NOON.minusSeconds(seconds);
        assertThat(rhythm.next(back, back.plusMillis(20), INTERVAL)).isEqualTo(back.plus(INTERVAL));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 20})
    void aClockSetBackByAScrapeAtMostCostsNoMoreThanTwo(long seconds) {
        scrapedEach15Seconds(NOON);
        Instant back = NOON.minusSeconds(seconds);
        assertThat(rhythm.next(back, back.plusMillis(20), INTERVAL)).isBefore(back.plusSeconds(36));
    }
}
