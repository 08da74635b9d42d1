package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 4, every state with every outcome. */
class TrackTest {

    private static final Instant T0 = Instant.EPOCH;
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration BLIND_AFTER = Duration.ofSeconds(60);

    /** Ten seconds into the state, where it has a beginning. */
    @ParameterizedTest
    @CsvSource({
        "WAITING, MET, PASS", "WAITING, MISSED, PENDING", "WAITING, IDLE, IDLE", "WAITING, UNKNOWN, WAITING",
        "PASS, MET, PASS", "PASS, MISSED, PENDING", "PASS, IDLE, IDLE", "PASS, UNKNOWN, PASS",
        "IDLE, MET, PASS", "IDLE, MISSED, PENDING", "IDLE, IDLE, IDLE", "IDLE, UNKNOWN, IDLE",
        "PENDING, MET, PASS", "PENDING, MISSED, PENDING", "PENDING, IDLE, IDLE", "PENDING, UNKNOWN, PENDING",
        "BREACH, MET, PASS", "BREACH, MISSED, BREACH", "BREACH, IDLE, IDLE", "BREACH, UNKNOWN, BREACH",
        "BLIND, MET, PASS", "BLIND, MISSED, PENDING", "BLIND, IDLE, IDLE", "BLIND, UNKNOWN, BLIND",
    })
    void goesOnFromEveryStateWithEveryOutcome(Verdict from, Outcome outcome, Verdict to) {
        Track track = in(from);
        assertThat(track.verdict()).isEqualTo(from);
        Track next = track.after(assessment(outcome, T0.plusSeconds(10)), HOLD, BLIND_AFTER);
        assertThat(next.verdict()).isEqualTo(to);
        assertThat(next.isKnown()).isEqualTo(outcome != Outcome.UNKNOWN);
    }

    private static Track in(Verdict verdict) {
        Optional<Instant> none = Optional.empty();
        return switch (verdict) {
            case WAITING -> Track.begin(T0);
            case PENDING -> new Track(verdict, Optional.of(T0), none);
            case BREACH -> new Track(verdict, Optional.of(T0.minusSeconds(60)), none);
            case BLIND -> new Track(verdict, none, Optional.of(T0.minusSeconds(90)));
            default -> new Track(verdict, none, none);
        };
    }

    @ParameterizedTest
    @CsvSource({"29, PENDING", "30, BREACH", "31, BREACH"})
    void missedForTheWholeOfForIsABreach(long seconds, Verdict verdict) {
        Track missed = missed(Track.begin(T0), 0);
        assertThat(missed(missed, seconds).verdict()).isEqualTo(verdict);
    }

    @Test
    void withNoForAMissIsABreachAtOnce() {
        assertThat(Track.begin(T0)
                        .after(assessment(Outcome.MISSED, T0), Duration.ZERO, BLIND_AFTER)
                        .verdict())
                .isEqualTo(Verdict.BREACH);
    }

    @Test
    void aRecoveryStartsTheTimeOfAMissAnew() {
        Track track = missed(Track.begin(T0), 0);
        track = track.after(assessment(Outcome.MET, T0.plusSeconds(20)), HOLD, BLIND_AFTER);
        assertThat(missed(missed(track, 40), 69).verdict()).isEqualTo(Verdict.PENDING);
        assertThat(missed(missed(track, 40), 70).verdict()).isEqualTo(Verdict.BREACH);
    }

    @Test
    void notKnowingInBetweenIsNoRecovery() {
        Track track = missed(Track.begin(T0), 0);
        track = track.after(assessment(Outcome.UNKNOWN, T0.plusSeconds(5)), HOLD, BLIND_AFTER);
        track = track.after(assessment(Outcome.UNKNOWN, T0.plusSeconds(80)), HOLD, BLIND_AFTER);
        assertThat(track.verdict()).isEqualTo(Verdict.BLIND);
        assertThat(missed(track, 81).verdict()).isEqualTo(Verdict.BREACH);
    }

    @ParameterizedTest
    @CsvSource({"59, PASS", "60, BLIND", "61, BLIND"})
    void unknownForTheWholeOfBlindAfterIsBlind(long seconds, Verdict verdict) {
        Track track = Track.begin(T0).after(assessment(Outcome.MET, T0.minusSeconds(5)), HOLD, BLIND_AFTER);
        track = track.after(assessment(Outcome.UNKNOWN, T0), HOLD, BLIND_AFTER);
        assertThat(track.at(T0.plusSeconds(seconds), BLIND_AFTER).verdict()).isEqualTo(verdict);
        assertThat(track.after(assessment(Outcome.UNKNOWN, T0.plusSeconds(seconds)), HOLD, BLIND_AFTER)
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void whatNeverAnsweredIsBlindFromTheBeginning() {
        assertThat(Track.begin(T0).at(T0.plusSeconds(60), BLIND_AFTER).verdict())
                .isEqualTo(Verdict.BLIND);
    }

    @Test
    void silenceCountsFromTheLastAnswer() {
        Track track = Track.begin(T0).after(assessment(Outcome.MET, T0), HOLD, BLIND_AFTER);
        assertThat(track.silentSince(T0).isKnown()).isFalse();
        assertThat(track.silentSince(T0).at(T0.plusSeconds(60), BLIND_AFTER).verdict())
                .isEqualTo(Verdict.BLIND);
    }

    @Test
    void aClockThatGoesBackMakesNoBreachAndNoBlindness() {
        Track track = missed(Track.begin(T0), 0);
        assertThat(missed(track, -3600).verdict()).isEqualTo(Verdict.PENDING);
        assertThat(Track.begin(T0).at(T0.minusSeconds(3600), BLIND_AFTER).verdict())
                .isEqualTo(Verdict.WAITING);
    }

    private static Track missed(Track track, long atSecond) {
        return track.after(assessment(Outcome.MISSED, T0.plusSeconds(atSecond)), HOLD, BLIND_AFTER);
    }

    private static Assessment assessment(Outcome outcome, Instant at) {
        return switch (outcome) {
            case UNKNOWN -> Assessment.unknown(at, Reason.ERROR, "refused");
            case IDLE -> Assessment.idle(at, "nothing to judge");
            default ->
                new Assessment(
                        at, outcome, Optional.empty(), Optional.empty(), Optional.empty(), "", 0, java.util.List.of());
        };
    }

    @Test
    void whatStaysAsItWasIsTheSameTrack() {
        Track pass = Track.begin(T0).after(assessment(Outcome.MET, T0), HOLD, BLIND_AFTER);
        assertThat(pass.after(assessment(Outcome.MET, T0.plusSeconds(1)), HOLD, BLIND_AFTER))
                .isSameAs(pass);
        Track idle = pass.after(assessment(Outcome.IDLE, T0), HOLD, BLIND_AFTER);
        assertThat(idle.after(assessment(Outcome.IDLE, T0.plusSeconds(1)), HOLD, BLIND_AFTER))
                .isSameAs(idle);
    }

    @Test
    void aClockThatIsSetMovesBothBeginnings() {
        Track track = missed(Track.begin(T0), 5).silentSince(T0.plusSeconds(9));
        assertThat(track.moved(Duration.ofHours(1)))
                .isEqualTo(new Track(
                        Verdict.PENDING, Optional.of(T0.plusSeconds(3605)), Optional.of(T0.plusSeconds(3609))));
    }

    @Test
    void aNewSoakWaitsAndWhoHasNotSeenForSomeTimeHasNotSeenForLonger() {
        Track blind = Track.begin(T0).at(T0.plusSeconds(60), BLIND_AFTER);
        assertThat(blind.anew(T0.plusSeconds(99))).isEqualTo(Track.begin(T0));
        assertThat(missed(Track.begin(T0), 5).anew(T0.plusSeconds(99))).isEqualTo(Track.begin(T0.plusSeconds(99)));
    }
}
