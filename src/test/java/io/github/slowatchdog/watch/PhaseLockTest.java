package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** SPEC 3.4: just after a sample can be seen, never before, and no more often than that. All times here are data. */
class PhaseLockTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ScrapedServer server = new ScrapedServer();
    private final Delays delays = new Delays();
    private final Rhythm rhythm = new Rhythm(server.targets, delays);

    private static LongUnaryOperator took(int least, int spread, long seed) {
        Random random = new Random(seed);
        long[] took = random.longs(4000, least, least + spread + 1L).toArray();
        return i -> took[(int) i];
    }

    private void ask(double fromSeconds, double untilSeconds, Duration interval) {
        server.ask(rhythm, ScrapedServer.NOON.plusMillis(Math.round(fromSeconds * 1000)), untilSeconds, interval);
    }

    @Test
    void aSampleIsSeenWithinMillisecondsByLittleMoreThanOneQuestion() {
        server.scrape("a", 345, 1000, 600, took(3, 6, 1));
        ask(0, 60, SECOND);
        server.questions();
        ask(60, 600, SECOND);

        assertThat(server.questions()).isBetween(540, 540 + 540 / 10);
        long[] waits = server.waits(60, 599);
        assertThat(waits).hasSizeGreaterThan(530);
        assertThat(ScrapedServer.median(waits)).isLessThanOrEqualTo(8);
        assertThat(waits[waits.length * 95 / 100]).isLessThanOrEqualTo(16);
    }

    @Test
    void theFirstMinuteIsAlreadyGood() {
        server.scrape("a", 345, 1000, 60, took(3, 6, 2));
        ask(0, 60, SECOND);

        assertThat(server.questions()).isLessThan(80);
        assertThat(ScrapedServer.median(server.waits(5, 59))).isLessThanOrEqualTo(10);
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        server.scrape("a", 0, 1004, 600, took(3, 3, 3));
        ask(0, 600, SECOND);

        assertThat(ScrapedServer.median(server.waits(60, 599))).isLessThanOrEqualTo(8);
        assertThat(server.questions()).isLessThan(680);
    }

    @Test
    void scrapesThatBeginLateAreNotTakenForAnotherPhase() {
        Random random = new Random(4);
        for (int i = 0; i < 600; i++) {
            long late = random.nextInt(10) == 0 ? random.nextInt(60) : 0;
            server.scrape("a", i * 1000L + late, 1, 1, took(4, 3, i));
        }
        ask(0, 600, SECOND);

        assertThat(ScrapedServer.median(server.waits(60, 599))).isLessThanOrEqualTo(12);
        assertThat(server.questions()).isLessThan(900);
    }

    @Test
    void missedScrapesCostAFewQuestionsAndNoTime() {
        server.scrape("a", 0, 1000, 600, i -> i % 7 == 3 ? -1 : 5);
        ask(0, 600, SECOND);

        long[] waits = server.waits(60, 599);
        assertThat(ScrapedServer.median(waits)).isLessThanOrEqualTo(8);
        assertThat(waits[waits.length - 10]).isLessThanOrEqualTo(16);
        assertThat(server.questions()).isLessThan(600 + 600 / 7 * 7 + 60);
    }

    @Test
    void anIntervalThatChangesIsLearned() {
        server.scrape("a", 0, 1000, 60, took(3, 3, 5));
        server.scrape("a", 62_700, 5000, 60, took(3, 3, 6));
        server.scrape("a", 362_900, 500, 600, took(3, 3, 7));
        ask(0, 660, SECOND);

        assertThat(ScrapedServer.median(server.waits(10, 60))).isLessThanOrEqualTo(10);
        assertThat(ScrapedServer.median(server.waits(80, 360))).isLessThanOrEqualTo(10);
        // every second one is read on time, and the one before it with it
        assertThat(server.waits(380, 659)).hasSizeGreaterThan(550);
        assertThat(server.waits(380, 659)[250]).isLessThanOrEqualTo(12);
    }

    @Test
    void anExporterThatTakesSecondsIsWaitedFor() {
        server.scrape("a", 0, 5000, 200, took(2100, 30, 8));
        ask(0, 300, SECOND);
        server.questions();
        ask(300, 1000, SECOND);

        assertThat(server.questions()).isLessThan(140 * 2);
        assertThat(ScrapedServer.median(server.waits(300, 990))).isLessThanOrEqualTo(60);
    }

    @Test
    void oneSlowScrapeIsNoReasonToBeLateForTheRest() {
        server.scrape("a", 0, 1000, 600, i -> i % 20 == 9 ? 300 : 5);
        ask(0, 600, SECOND);

        assertThat(ScrapedServer.median(server.waits(60, 599))).isLessThanOrEqualTo(12);
    }

    @Test
    void aServerWhoseClockIsAheadIsAskedBeforeOurs() {
        for (int i = 0; i < 300; i++) {
            server.scrapeAhead("a", i * 1000L + 1000, 200);
        }
        ask(0, 300, SECOND);

        assertThat(ScrapedServer.median(server.waits(120, 299))).isLessThanOrEqualTo(12);
    }

    @Test
    void twoTargetsAreEachAskedForAfterTheirOwnScrape() {
        server.scrape("a", 100, 1000, 600, took(3, 3, 9));
        server.scrape("b", 700, 1000, 600, took(30, 5, 10));
        ask(0, 600, SECOND);

        assertThat(ScrapedServer.median(server.waits(60, 599))).isLessThanOrEqualTo(10);
        assertThat(server.questions()).isBetween(1190, 1190 + 150);
    }

    @Test
    void targetsScrapedTogetherShareAQuestion() {
        server.scrape("a", 100, 1000, 600, took(3, 2, 11));
        server.scrape("b", 104, 1000, 600, took(3, 2, 12));
        ask(0, 600, SECOND);

        assertThat(ScrapedServer.median(server.waits(60, 599))).isLessThanOrEqualTo(12);
        assertThat(server.questions()).isLessThan(720);
    }

    @Test
    void manyTargetsDoNotMakeMoreThanFourQuestionsAnInterval() {
        for (int i = 0; i < 40; i++) {
            server.scrape("t" + i, i * 25L, 1000, 120, took(3, 3, i));
        }
        ask(0, 120, SECOND);

        assertThat(server.questions()).isLessThan(4 * 120 * 11 / 10);
    }

    @Test
    void aGroupThatWantsLessIsAskedLess() {
        server.scrape("a", 0, 1000, 600, took(3, 3, 13));
        ask(0, 600, Duration.ofSeconds(5));

        assertThat(server.questions()).isBetween(118, 140);
    }

    @Test
    void afterARestartItIsKnownFromTheStore() {
        server.scrape("a", 345, 5000, 100, took(3, 3, 14));
        ask(0, 250, SECOND);
        server.questions();
        Targets resumed = new Targets();
        resumed.resume(server.targets.state());
        Instant back = ScrapedServer.NOON.plusSeconds(252);

        Instant due = new Rhythm(resumed, new Delays()).next(back, back.plusMillis(5), SECOND);

        assertThat(due).isBetween(ScrapedServer.NOON.plusMillis(255_345), ScrapedServer.NOON.plusMillis(255_370));
    }

    @Test
    void groupsOfALaneLearnTogetherAndAskTogether() {
        server.scrape("a", 345, 1000, 300, took(40, 2, 15));
        ask(0, 120, SECOND);
        Instant now = ScrapedServer.NOON.plusMillis(120_500);

        Instant due = new Rhythm(server.targets, delays).next(now, now, SECOND);

        assertThat(new Rhythm(server.targets, delays).next(now, now, SECOND)).isEqualTo(due);
        assertThat(due)
                .isBetween(ScrapedServer.NOON.plusMillis(121_345 + 39), ScrapedServer.NOON.plusMillis(121_345 + 56));
    }

    @Test
    void aTargetThatIsGoneIsSoonNotAskedForAnyMore() {
        server.scrape("a", 0, 1000, 60, took(3, 3, 16));
        server.scrape("b", 500, 1000, 600, took(3, 3, 17));
        ask(0, 70, SECOND);
        server.questions();
        ask(70, 270, SECOND);

        assertThat(server.questions()).isBetween(198, 225);
    }
}
