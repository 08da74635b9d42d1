package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Events added up, in all and in a window. Times are seconds, the window is a minute. */
class TallyTest {

    private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

    private final Tally whole = new Tally(Optional.empty());
    private final Tally window = new Tally(MINUTE);

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private void add(long second, double events) {
        whole.add(at(second), events, () -> "at " + second);
        window.add(at(second), events, () -> "at " + second);
    }

    @Test
    void whatIsExactlyAsOldAsTheWindowIsNoLongerInIt() {
        add(10, 2);
        add(20, 3);
        assertThat(window.count(at(69))).isEqualTo(5);
        assertThat(window.count(at(70))).isEqualTo(3);
        assertThat(window.count(at(80))).isZero();
        assertThat(window.total()).isEqualTo(5);
        assertThat(whole.count(at(999))).isEqualTo(5);
    }

    @Test
    void anEmptyWindowIsExactlyZero() {
        add(1, 0.1);
        add(2, 0.2);
        add(2, 0.3);
        assertThat(window.count(at(61))).isCloseTo(0.5, within(1e-9));
        assertThat(window.count(at(62))).isEqualTo(0.0);
        assertThat(window.count(at(63))).isEqualTo(0.0);
    }

    @Test
    void inWhateverOrderTheyComeTheNewestIsKnown() {
        assertThat(whole.newestAt()).isEqualTo(Instant.MIN);
        add(20, 1);
        add(10, 1);
        assertThat(whole.newestAt()).isEqualTo(at(20));
        assertThat(window.count(at(75))).as("of 10 and 20").isEqualTo(1);
    }

    @Test
    void eightEventsAreKeptAsEvidence() {
        assertThat(whole.evidence()).isEmpty();
        for (int second = 1; second <= 9; second++) {
            add(second, 1);
        }
        assertThat(whole.evidence()).hasSize(8).startsWith("at 2").endsWith("at 9");
    }

    @Test
    void aNewSoakBeginsWithNothing() {
        Buckets bucket = new Buckets(Duration.ofMinutes(1));
        Tally tally = new Tally(MINUTE, List.of(bucket));
        tally.add(at(10), 2, () -> "at 10");
        assertThat(bucket.count(at(11))).isEqualTo(2);
        tally.clear();
        assertThat(tally.state()).isEqualTo(new Tally(MINUTE).state());
        assertThat(tally.count(at(11))).isZero();
        assertThat(bucket.count(at(11))).isZero();
        bucket.add(at(40), 1);
        assertThat(bucket.count(at(75))).as("nothing old leaves it").isEqualTo(1);
        whole.add(at(10), 2, () -> "at 10");
        whole.clear();
        assertThat(whole.state()).isEqualTo(new Tally(Optional.empty()).state());
    }

    @Test
    void goesOnFromWhatItKnew() {
        add(10, 2);
        add(20, 3);
        Tally next = new Tally(MINUTE);
        next.resume(window.state());
        assertThat(next.state()).isEqualTo(window.state());
        assertThat(next.count(at(75))).isEqualTo(3);
        assertThat(next.total()).isEqualTo(5);
        assertThat(next.newestAt()).isEqualTo(at(20));
        assertThat(next.evidence()).containsExactly("at 10", "at 20");
    }

    @Test
    void aBucketEndsWhereItIsFullAndIsForgottenWhole() {
        Buckets buckets = new Buckets(Duration.ofMinutes(1));
        buckets.add(at(10), 1);
        buckets.add(at(10).plusMillis(1), 2);
        buckets.add(at(11), 4);
        assertThat(buckets.state())
                .isEqualTo(new LedgerState.Bucketed(
                        new EventTimes(at(10), List.of(0L, 1_000_000_000L), List.of(1.0, 6.0))));
        assertThat(buckets.count(at(70).minusMillis(1))).isEqualTo(7);
        assertThat(buckets.count(at(70))).isEqualTo(6);
        assertThat(buckets.count(at(71))).isZero();
    }

    @Test
    void aWindowOfLessThanSixtyMillisecondsHasBucketsOfOne() {
        Buckets buckets = new Buckets(Duration.ofMillis(10));
        buckets.add(at(1).plusNanos(1), 1);
        assertThat(buckets.state().buckets()).isEqualTo(new EventTimes(at(1).plusMillis(1), List.of(0L), List.of(1.0)));
        assertThat(buckets.window()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void fractionsLeaveNoDustInAnEmptyBucket() {
        Buckets buckets = new Buckets(Duration.ofMinutes(1));
        buckets.add(at(1), 0.1);
        buckets.add(at(2), 0.2);
        buckets.add(at(3), 0.3);
        assertThat(buckets.count(at(100))).isEqualTo(0.0);
    }

    /** Whatever comes when, the window holds what is younger, to the last event. */
    @Test
    void theWindowHoldsExactlyWhatIsYounger() {
        Random random = new Random(20261127);
        for (int round = 0; round < 50; round++) {
            Tally tally = new Tally(MINUTE);
            TreeMap<Instant, Integer> events = new TreeMap<>();
            for (long now = 0; now < 300; now += 1 + random.nextInt(9)) {
                Instant at = at(now - random.nextInt(20));
                int number = 1 + random.nextInt(5);
                tally.add(at, number, () -> "");
                events.merge(at, number, Integer::sum);
                double expected = events.tailMap(at(now).minusSeconds(60), false).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                assertThat(tally.count(at(now))).isEqualTo(expected);
            }
        }
    }
}
