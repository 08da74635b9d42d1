package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void theNextScrapeIsOneStepAfterTheNewest() {
        scraped("a", 0, 15, 30);
        assertThat(targets.nextSampleAt(at(31))).contains(at(45));
        assertThat(targets.nextSampleAt(at(45))).contains(at(45));
        assertThat(targets.nextSampleAt(at(46))).contains(at(60));
    }

    @Test
    void aClockThatWasSetBackLeavesNoRhythmRatherThanALongWait() {
        scraped("a", 3600, 3615, 3630);
        assertThat(targets.nextSampleAt(at(31))).isEmpty();
        assertThat(targets.nextSampleAt(at(3629))).contains(at(3645));
    }

    @Test
    void anOutageThatLooksLikeARhythmIsNotWaitedFor() {
        scraped("a", 0);
        scraped("a", 3600);
        assertThat(targets.nextSampleAt(at(3601))).contains(at(3660));
        scraped("a", 7200);
        assertThat(targets.nextSampleAt(at(7201))).contains(at(7260));
    }

    @Test
    void anOutageIsNotTakenForTheRhythm() {
        scraped("a", 0, 15, 30);
        scraped("a", 630);
        assertThat(targets.nextSampleAt(at(631))).contains(at(645));
        scraped("a", 645);
        assertThat(targets.nextSampleAt(at(646))).contains(at(660));
    }

    @Test
    void aSlowerRhythmIsLearnedFromItsSecondStep() {
        scraped("a", 0, 15, 30);
        scraped("a", 90, 150);
        assertThat(targets.nextSampleAt(at(151))).contains(at(210));
    }

    @Test
    void samplesReadTwiceTeachNothingNew() {
        scraped("a", 0, 15, 30);
        scraped("a", 0, 15, 30);
        scraped("a", 15, 30, 45);
        assertThat(targets.nextSampleAt(at(46))).contains(at(60));
    }

    @Test
    void aTargetThatMissedItsLastScrapesHasNoRhythm() {
        scraped("a", 0, 15, 30);
        assertThat(targets.nextSampleAt(at(75))).contains(at(75));
        assertThat(targets.nextSampleAt(at(76))).isEmpty();
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
}
