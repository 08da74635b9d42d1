package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the times of {@code up} samples tell: when the next is due, and which target is gone. */
class TargetsRhythmTest {

    private final Targets targets = new Targets();

    private void scraped(String instance, long... atSeconds) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", instance));
        for (long at : atSeconds) {
            up.add(Instant.ofEpochSecond(at), 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

    /** The first sample expected at or after this time, of the process that has one first. */
    private Optional<Instant> next(Instant time) {
        return targets.expected(target -> time.minusMillis(1), Duration.ofMillis(1)).stream()
                .map(Targets.Expected::at)
                .min(Instant::compareTo);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void theNextScrapeIsOneStepAfterTheNewest() {
        scraped("a", 0, 15, 30);
        assertThat(next(at(31))).contains(at(45));
        assertThat(next(at(45))).contains(at(45));
        assertThat(next(at(46))).contains(at(60));
    }

    @Test
    void aClockThatWasSetBackLeavesNoRhythmRatherThanALongWait() {
        scraped("a", 3600, 3615, 3630);
        assertThat(next(at(31))).isEmpty();
        assertThat(next(at(3629))).contains(at(3630));
    }

    @Test
    void anOutageThatLooksLikeARhythmIsNotWaitedFor() {
        scraped("a", 0);
        scraped("a", 3600);
        assertThat(next(at(3601))).contains(at(3610));
        scraped("a", 7200);
        assertThat(next(at(7201))).contains(at(7260));
    }

    @Test
    void anOutageIsNotTakenForTheRhythm() {
        scraped("a", 0, 15, 30);
        scraped("a", 630);
        assertThat(next(at(631))).contains(at(645));
        scraped("a", 645);
        assertThat(next(at(646))).contains(at(660));
    }

    @Test
    void aSlowerRhythmIsLearnedFromItsSecondStep() {
        scraped("a", 0, 15, 30);
        scraped("a", 90, 150);
        assertThat(next(at(151))).contains(at(210));
    }

    @Test
    void samplesReadTwiceTeachNothingNew() {
        scraped("a", 0, 15, 30);
        scraped("a", 0, 15, 30);
        scraped("a", 15, 30, 45);
        assertThat(next(at(46))).contains(at(60));
    }

    @Test
    void aTargetThatMissedItsLastScrapesHasNoRhythm() {
        scraped("a", 0, 15, 30);
        assertThat(next(at(75))).contains(at(75));
        assertThat(next(at(76))).isEmpty();
    }

    @Test
    void aSeriesIsGoneAfterTwoScrapesWithoutItNotAfterOne() {
        Target target = new Target("bot", "a");
        scraped("a", 0, 15);
        assertThat(targets.isWritten(target, at(0))).isTrue();
        scraped("a", 30);
        assertThat(targets.isWritten(target, at(0))).isFalse();
    }

    @Test
    void aTargetIsGoneWhenOthersAreScrapedOnAndOn() {
        Target old = new Target("bot", "old");
        scraped("old", 0, 15);
        scraped("new", 30, 45, 60);
        assertThat(targets.isWritten(old, at(15))).isTrue();
        scraped("new", 75);
        assertThat(targets.isWritten(old, at(15))).isFalse();
        assertThat(targets.trouble(at(76), Duration.ofSeconds(45))).isEmpty();
    }

    @Test
    void aTargetSeenOnceIsGoneByTheRhythmOfItsJob() {
        Target old = new Target("bot", "old");
        scraped("old", 0);
        scraped("new", 5);
        assertThat(targets.isWritten(old, at(0))).isTrue();
        scraped("new", 10, 15);
        assertThat(targets.isWritten(old, at(0))).isTrue();
        scraped("new", 20);
        assertThat(targets.isWritten(old, at(0))).isFalse();
    }

    @Test
    void anOutageBetweenTwoScrapesIsNoRhythm() {
        Target old = new Target("bot", "old");
        scraped("old", 0, 65);
        scraped("new", 70, 75, 80);
        assertThat(targets.isWritten(old, at(65))).isTrue();
        scraped("new", 85);
        assertThat(targets.isWritten(old, at(65))).isFalse();
    }

    @Test
    void anotherJobTellsNothingOfATargetSeenOnce() {
        Target old = new Target("other", "old");
        targets.take(
                List.of(Series.of(Labels.of(Labels.NAME, "up", "job", "other", "instance", "old"), 0, 1)), List.of());
        scraped("new", 5, 10, 15, 180);
        assertThat(targets.isWritten(old, at(0))).isTrue();
        scraped("new", 185);
        assertThat(targets.isWritten(old, at(0))).isFalse();
    }

    @Test
    void anOutageMakesNoTargetSeenOnceStayForLonger() {
        Target old = new Target("bot", "old");
        scraped("old", 0);
        scraped("new", 5, 3605);
        assertThat(targets.isWritten(old, at(0))).isFalse();
    }

    private void scrapedAtMillis(long... atMillis) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", "a"));
        for (long at : atMillis) {
            up.add(at, 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

    @Test
    void oneScrapeThatBeganLateMovesNothing() {
        scrapedAtMillis(0, 1000, 2000, 3000, 4070);
        assertThat(next(Instant.ofEpochMilli(4100))).contains(Instant.ofEpochMilli(5000));
        scrapedAtMillis(5000);
        assertThat(next(Instant.ofEpochMilli(5100))).contains(Instant.ofEpochMilli(6000));
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        scrapedAtMillis(0, 1003, 2006, 3009, 4012, 5015, 6018, 7021, 8024);
        assertThat(next(Instant.ofEpochMilli(8030))).contains(Instant.ofEpochMilli(9027));
        assertThat(next(Instant.ofEpochMilli(9030))).contains(Instant.ofEpochMilli(10_030));
    }

    @Test
    void aMissedScrapeKeepsThePhase() {
        scrapedAtMillis(300, 1300, 2300, 5300);
        assertThat(next(Instant.ofEpochMilli(5310))).contains(Instant.ofEpochMilli(6300));
    }

    @Test
    void aNewPhaseIsTakenFromItsOwnScrapes() {
        scrapedAtMillis(300, 1300, 2300, 3300, 14_750, 15_750);
        assertThat(next(Instant.ofEpochMilli(15_760))).contains(Instant.ofEpochMilli(16_750));
    }

    @Test
    void scrapedMoreOftenThanNeededTheLastOfAnIntervalIsWorthReading() {
        scraped("a", 0, 1, 2, 3);
        assertThat(targets.expected(target -> at(3), Duration.ofSeconds(5)))
                .extracting(Targets.Expected::at)
                .containsExactly(at(8));
        assertThat(targets.expected(target -> at(3), Duration.ofMillis(1800)))
                .extracting(Targets.Expected::at)
                .containsExactly(at(5));
        assertThat(targets.expected(target -> at(3), Duration.ofMillis(300)))
                .extracting(Targets.Expected::at)
                .containsExactly(at(4));
    }

    @Test
    void eachProcessHasARhythmOfItsOwn() {
        scraped("a", 0, 10, 20);
        scraped("b", 3, 13, 23);
        assertThat(targets.expected(target -> at(24), Duration.ofSeconds(1)))
                .containsExactlyInAnyOrder(
                        new Targets.Expected(new Target("bot", "a"), at(30), Duration.ofSeconds(10)),
                        new Targets.Expected(new Target("bot", "b"), at(33), Duration.ofSeconds(10)));
    }

    @Test
    void aBeatGoesBackToTheLastScrapeThatWasDue() {
        Beat beat = new Beat(at(100), Duration.ofSeconds(10));
        for (long due = 80; due <= 120; due += 10) {
            assertThat(beat.atOrBefore(at(due))).isEqualTo(at(due));
            assertThat(beat.atOrBefore(at(due).minusNanos(1))).isEqualTo(at(due - 10));
        }
    }

    @Test
    void threeScrapesMayBeMissedToTheMoment() {
        scraped("a", 0, 15, 30);
        assertThat(targets.expected(target -> at(75), Duration.ofSeconds(1))).hasSize(1);
        assertThat(targets.expected(target -> at(75).plusMillis(1), Duration.ofSeconds(1)))
                .isEmpty();
        assertThat(targets.expected(target -> at(15), Duration.ofSeconds(1)))
                .as("a clock set back by one step")
                .hasSize(1);
        assertThat(targets.expected(target -> at(15).minusMillis(1), Duration.ofSeconds(1)))
                .isEmpty();
    }

    @Test
    void aRhythmMayWaverByAnEighth() {
        scrapedAtMillis(0, 8000, 16_000, 24_000, 33_000);
        assertThat(next(Instant.ofEpochMilli(33_100))).as("late").contains(Instant.ofEpochMilli(40_000));
    }

    @Test
    void moreThanAnEighthIsANewPhase() {
        scrapedAtMillis(0, 8000, 16_000, 24_000, 33_001);
        assertThat(next(Instant.ofEpochMilli(33_100))).contains(Instant.ofEpochMilli(41_001));
    }
}
