package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one lane knows of the processes it reads (SPEC 3.2 and 3.5). Times are seconds. */
class TargetsTest {

    private static final Target A = new Target("bot", "a");
    private static final Target B = new Target("bot", "b");
    private static final Duration MAX_AGE = Duration.ofSeconds(45);

    private final Targets targets = new Targets();

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Series series(String name, Target target, double value, long... seconds) {
        Series.Builder series = Series.of(Labels.of(Labels.NAME, name, "job", "bot", "instance", target.instance()));
        for (long second : seconds) {
            series.add(at(second), value);
        }
        return series.build();
    }

    private void up(Target target, double value, long... seconds) {
        targets.take(List.of(series("up", target, value, seconds)), List.of());
    }

    private void started(Target target, double start, long... seconds) {
        targets.take(List.of(), List.of(series("process_start_time_seconds", target, start, seconds)));
    }

    @Test
    void aProcessIsReadFromItsFirstScrapeThatSucceeded() {
        up(A, 0, 10);
        assertThat(targets.wasReadBefore(A, at(99))).as("scraped in vain").isFalse();
        up(A, 1, 20, 30);
        assertThat(targets.wasReadBefore(A, at(20))).isFalse();
        assertThat(targets.wasReadBefore(A, at(21))).isTrue();
        up(A, 1, 5);
        assertThat(targets.wasReadBefore(A, at(6)))
                .as("read of an earlier time afterwards")
                .isTrue();
    }

    @Test
    void ofWhichNoUpSpeaksCountsAsReadWhenAnyOtherWas() {
        assertThat(targets.wasReadBefore(B, at(99))).isFalse();
        up(A, 1, 20);
        started(B, 1, 25);
        assertThat(targets.wasReadBefore(B, at(20))).isFalse();
        assertThat(targets.wasReadBefore(B, at(21))).isTrue();
        up(B, 1, 30);
        assertThat(targets.wasReadBefore(B, at(30)))
                .as("now it speaks for itself")
                .isFalse();
    }

    @Test
    void nothingIsKnownBeforeAnUpHasBeenRead() {
        assertThat(targets.isEmpty()).isTrue();
        started(A, 1, 10);
        assertThat(targets.isEmpty()).isTrue();
        assertThat(targets.knownUntil(A)).isEmpty();
        assertThat(targets.isThere(A, at(10))).isFalse();
        assertThat(targets.isWritten(A, at(10))).as("nothing speaks against it").isTrue();
        assertThat(targets.newestUp()).isEmpty();
        assertThat(targets.newestUp(A)).isEqualTo(Instant.MIN);
        up(A, 1, 20);
        assertThat(targets.isEmpty()).isFalse();
        assertThat(targets.knownUntil(A)).contains(at(20));
        assertThat(targets.knownUntil(B)).isEmpty();
        assertThat(targets.isThere(A, at(10))).isTrue();
        assertThat(targets.isThere(B, at(10))).isFalse();
        assertThat(targets.newestUp(A)).isEqualTo(at(20));
        assertThat(targets.newestUp(B)).isEqualTo(Instant.MIN);
    }

    @Test
    void aStartHoldsFromTheSampleThatFirstShowedIt() {
        started(A, 3.5, 10, 20);
        started(A, 25, 30);
        assertThat(targets.startAt(A, at(9))).isEmpty();
        assertThat(targets.startAt(A, at(10))).contains(Instant.ofEpochMilli(3500));
        assertThat(targets.startAt(A, at(29))).contains(Instant.ofEpochMilli(3500));
        assertThat(targets.startAt(A, at(30))).contains(at(25));
        assertThat(targets.startAt(B, at(30))).isEmpty();
    }

    @Test
    void anotherStartIsARestart() {
        started(A, 5, 10, 20);
        started(A, 25, 30);
        assertThat(targets.restartedBetween(A, at(10), at(20))).isFalse();
        assertThat(targets.restartedBetween(A, at(20), at(30))).isTrue();
        assertThat(targets.restartedBetween(B, at(20), at(30))).as("not known").isFalse();
        assertThat(targets.restartedBetween(A, at(2), at(9)))
                .as("not known by then")
                .isFalse();
    }

    @Test
    void aStartThatIsSeenForTheFirstTimeIsARestartIfItIsLater() {
        started(A, 5, 10);
        assertThat(targets.restartedBetween(A, at(4), at(10))).isTrue();
        assertThat(targets.restartedBetween(A, at(5), at(10))).isFalse();
    }

    @Test
    void ofManyStartsTheNewestAreKept() {
        for (int i = 1; i <= 65; i++) {
            started(A, i, i * 10L);
        }
        assertThat(targets.startAt(A, at(10))).as("the first is forgotten").isEmpty();
        assertThat(targets.startAt(A, at(20))).contains(at(2));
        assertThat(targets.startAt(A, at(650))).contains(at(65));
    }

    @Test
    void graceRunsFromTheStartOfTheProcess() {
        Duration grace = Duration.ofSeconds(30);
        started(A, 10, 12);
        assertThat(targets.inGrace(A, at(39), grace)).isTrue();
        assertThat(targets.inGrace(A, at(40), grace)).isFalse();
        assertThat(targets.inGrace(A, at(11), grace)).as("not known yet").isFalse();
        assertThat(targets.inGrace(A, at(39), Duration.ZERO)).isFalse();
        assertThat(targets.inGrace(B, at(39), grace)).isFalse();
        started(B, 0, 12);
        assertThat(targets.inGrace(at(39), grace)).as("some process").isTrue();
        assertThat(targets.inGrace(at(40), grace)).isFalse();
        assertThat(targets.inGrace(at(39), Duration.ZERO)).isFalse();
    }

    @Test
    void theLaneIsFreshWhileTheNewestScrapeIsOneAndYoungEnough() {
        assertThat(targets.trouble(at(10), MAX_AGE))
                .contains(new Targets.Trouble(Reason.STALE, "no up sample of the bot"));
        up(A, 1, 0, 15);
        assertThat(targets.trouble(at(60), MAX_AGE)).isEmpty();
        assertThat(targets.trouble(at(61), MAX_AGE))
                .contains(new Targets.Trouble(Reason.STALE, "newest up sample is 46 s old, allowed are 45 s"));
        up(A, 0, 30);
        assertThat(targets.trouble(at(31), MAX_AGE))
                .contains(new Targets.Trouble(Reason.DOWN, "up is 0 for bot/a: it could not be scraped"));
    }

    @Test
    void oneThatIsDownIsTroubleOneThatIsGoneIsNot() {
        up(A, 0, 0);
        up(B, 1, 0, 15, 30);
        assertThat(targets.trouble(at(45), MAX_AGE).map(Targets.Trouble::reason))
                .contains(Reason.DOWN);
        assertThat(targets.trouble(at(46), MAX_AGE)).isEmpty();
    }

    @Test
    void seenAsOfAnEarlierTimeLaterSamplesAreNotThere() {
        up(A, 1, 10, 20);
        up(A, 0, 30);
        started(A, 25, 30);
        Targets then = targets.asOf(at(20));
        assertThat(then.newestUp(A)).isEqualTo(at(20));
        assertThat(then.newestUp()).contains(at(20));
        assertThat(then.trouble(at(31), MAX_AGE)).isEmpty();
        assertThat(then.startAt(A, at(30))).isEmpty();
        assertThat(then.knownUntil(A)).contains(at(20));
        assertThat(then.spacing()).contains(Duration.ofSeconds(10));
        assertThat(targets.asOf(at(19)).spacing()).isEmpty();
        assertThat(targets.asOf(at(9)).isEmpty()).isTrue();
        assertThat(targets.asOf(at(9)).newestUp(A)).isEqualTo(Instant.MIN);
        assertThat(targets.asOf(at(10)).newestUp(A)).isEqualTo(at(10));
        assertThat(targets.asOf(at(19)).newestUp(A)).isEqualTo(at(10));
        assertThat(targets.asOf(at(99)).newestUp(A)).isEqualTo(at(30));
        assertThat(targets.asOf(at(9)).wasReadBefore(A, at(50))).isFalse();
        assertThat(targets.asOf(at(10)).wasReadBefore(A, at(50))).isTrue();
    }

    @Test
    void theSpacingIsThatOfTheSlowestWhichIsStillThere() {
        assertThat(targets.spacing()).isEmpty();
        up(A, 1, 0, 15, 30);
        up(B, 1, 0, 30, 60);
        assertThat(targets.spacing()).contains(Duration.ofSeconds(30));
        up(A, 1, 45, 60, 75, 90, 105, 120, 135, 150);
        assertThat(targets.spacing()).as("three of its intervals").contains(Duration.ofSeconds(30));
        up(A, 1, 165);
        assertThat(targets.spacing()).as("b is gone").contains(Duration.ofSeconds(15));
    }

    /** Of the newest two distances the shorter: the longer may be an outage. */
    @ParameterizedTest
    @CsvSource({"0, 10, 40, 10", "0, 30, 40, 10", "0, 10, 20, 10"})
    void anOutageIsNoSpacing(long first, long second, long third, long spacing) {
        up(A, 1, first, second, third);
        assertThat(targets.spacing()).contains(Duration.ofSeconds(spacing));
    }

    @Test
    void oneThatWasScrapedOnceIsGoneByTheRhythmOfItsJob() {
        up(A, 1, 0);
        up(B, 1, 30, 45);
        assertThat(targets.isWritten(A, at(0))).isTrue();
        up(B, 1, 60);
        assertThat(targets.isWritten(A, at(0))).isFalse();
        assertThat(targets.isThere(A, at(0))).isFalse();
    }

    @Test
    void whereTheJobShowsNoRhythmOfAMinuteItIsGoneAfterThree() {
        up(A, 1, 0);
        up(B, 1, 100, 180);
        assertThat(targets.isWritten(A, at(0))).isTrue();
        up(B, 1, 260);
        assertThat(targets.isWritten(A, at(0))).isFalse();
    }

    @Test
    void oneAloneIsNeverGone() {
        up(A, 1, 0, 15);
        assertThat(targets.isWritten(A, at(15))).isTrue();
        assertThat(targets.isWritten(A, at(0))).as("one scrape after it").isTrue();
        assertThat(targets.isWritten(A, at(-1))).isFalse();
    }

    @Test
    void anySeriesThatIsWrittenIsEnough() {
        up(A, 1, 0, 15, 30);
        Series written = series("lag", A, 1, 15);
        Series old = series("lag", A, 1, 14);
        assertThat(targets.isAnyWritten(List.of(old, series("lag", A, 1)))).isFalse();
        assertThat(targets.isAnyWritten(List.of(old, written))).isTrue();
        assertThat(targets.isAnyWritten(List.of())).isFalse();
    }

    @Test
    void goesOnFromWhatWasKnown() {
        up(A, 1, 0, 15);
        up(A, 0, 30);
        started(A, 5, 15);
        started(B, 6, 15);
        Targets next = new Targets();
        next.resume(targets.state());
        assertThat(next.state()).isEqualTo(targets.state());
        assertThat(next.newestUp(A)).isEqualTo(at(30));
        assertThat(next.trouble(at(31), MAX_AGE)).isEqualTo(targets.trouble(at(31), MAX_AGE));
        assertThat(next.startAt(A, at(30))).contains(at(5));
        assertThat(next.wasReadBefore(A, at(1))).isTrue();
        assertThat(next.wasReadBefore(A, at(0))).isFalse();
    }

    @Test
    void ofWhatNobodyAsksForTheNewestTenScrapesAreKept() {
        long[] seconds = new long[40];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = i * 15L;
        }
        for (long second : seconds) {
            up(A, second == 39 * 15 ? 0 : 1, second);
        }
        targets.forget(at(300));
        List<TargetsState.Shown> kept = targets.state().targets().get(0).ups();
        assertThat(kept.get(0).at())
                .as("20 of them are asked for, and ten before")
                .isEqualTo(at(165));
        assertThat(kept.get(kept.size() - 1)).isEqualTo(new TargetsState.Shown(at(39 * 15), 0));
        targets.forget(at(300));
        assertThat(targets.state().targets().get(0).ups()).isEqualTo(kept);
        targets.forget(Instant.MAX);
        assertThat(targets.state().targets().get(0).ups()).hasSize(10);
        targets.forget(Instant.MIN);
        assertThat(targets.state().targets().get(0).ups()).hasSize(10);
        up(A, 1, 600);
        assertThat(targets.newestUp(A)).isEqualTo(at(600));
    }
}
