package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One objective on one lane: what is told afterwards of a time without answers. */
class CatchingUpTest extends OneLane {

    @Test
    void catchingUpGoesOnFromTheLastAnswerAndGoesBlindOnlyAtItsEnd() {
        sample(9, 1);
        fails(20);
        fails(90);
        assertThat(verdict()).isEqualTo(Verdict.BLIND);

        record.rewind();
        assertThat(record.track())
                .as("as it was then")
                .isEqualTo(new Track(Verdict.PASS, Optional.empty(), Optional.empty()));
        record.take(vector(30), targets, scope, NONE);
        assertThat(verdict()).isEqualTo(Verdict.PASS);
        record.take(vector(200), targets, scope, NONE);
        assertThat(verdict()).as("nothing goes blind in the past").isEqualTo(Verdict.PASS);
        record.resume(at(95));
        assertThat(verdict()).as("unknown since 20 all the same").isEqualTo(Verdict.BLIND);
        assertThat(record.track().unknownSince()).contains(at(20));
    }

    @Test
    void whatIsKnownOfTheTimeBetweenEndsTheBlindnessBeforeIt() {
        scraped(8);
        sample(9, 1);
        fails(20);
        fails(90);
        record.rewind();
        scraped(150);
        sample(150, 1);
        assertThat(record.take(vector(200), targets, scope, NONE).outcome()).isEqualTo(Outcome.UNKNOWN);
        record.resume(at(200));
        assertThat(record.track()).isEqualTo(new Track(Verdict.PASS, Optional.empty(), Optional.of(at(150))));
    }

    /** A moment may count as known by a scrape that is not too old for it yet; of the time since it was lost it tells nothing. */
    @Test
    void toLearnOfNoLaterScrapeEndsNoBlindness() {
        scraped(8);
        sample(9, 1);
        fails(20);
        fails(90);
        record.rewind();
        sample(30, 1);
        record.take(vector(95), targets, scope, NONE);
        record.resume(at(95));
        assertThat(record.track()).isEqualTo(new Track(Verdict.BLIND, Optional.empty(), Optional.of(at(20))));
    }

    @Test
    void whatWasCaughtUpToAGoodEndIsKnown() {
        sample(9, 1);
        fails(20);
        record.rewind();
        sample(25, 2);
        record.resume(at(95));
        assertThat(record.track()).isEqualTo(new Track(Verdict.PASS, Optional.empty(), Optional.empty()));
        fails(100);
        fails(160);
        assertThat(verdict()).as("from now on it goes blind again").isEqualTo(Verdict.BLIND);
    }

    @Test
    void whereCatchingUpBreaksOffThingsStandAsTheyDid() {
        sample(9, 1);
        fails(20);
        Track before = record.track();
        record.rewind();
        sample(25, 9);
        assertThat(verdict()).isEqualTo(Verdict.BREACH);
        record.endRewound();
        assertThat(record.track()).isEqualTo(before);
        record.endRewound();
        assertThat(record.track()).as("once").isEqualTo(before);
    }
}
