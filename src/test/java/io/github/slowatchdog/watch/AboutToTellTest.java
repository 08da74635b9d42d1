package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Requirement;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An objective that two lanes see: what one of them is about to tell of the time in which nobody watched holds a pass back, also when the
 * other is well. Times are seconds; asked each 5, blind after 30; frozen from 28 to 100.
 */
class AboutToTellTest {

    private final FakeSource store = new FakeSource(Lane.PROMETHEUS);
    private final Reckoning reckoning = begin();
    private final Watch watch = watch();

    private static Instant at(double second) {
        return Instant.EPOCH.plusMillis(Math.round(second * 1000));
    }

    private Reckoning begin() {
        store.remembers = true;
        Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
        for (MetricSource source : List.of(store, new FakeSource(Lane.BOT))) {
            LaneBook book = new LaneBook(source, Optional.empty(), at(0));
            book.take(new MetricSource.Context.Read(at(0), List.of(), List.of()));
            books.put(source.lane(), book);
        }
        Requirement need = new Requirement(new Indicator.Expr("requests"), Expectation.parse(">= 1"));
        SoakRules rules = new SoakRules(Duration.ofSeconds(30), Optional.empty(), Optional.empty(), List.of(need));
        return new Reckoning(rules, books, at(0), new Consequences() {
            @Override
            public void obliges(Watch which, Obligation obligation, Instant now) {}

            @Override
            public void recovered(Watch which) {}

            @Override
            public void changed(Watch which, Verdict before, Instant at, Instant now) {}

            @Override
            public void soakAdvanced(Instant now, SoakVerdict before) {}
        });
    }

    private Watch watch() {
        Objective objective = new Objective(
                "mode",
                "bot",
                new Indicator.Expr("live"),
                Expectation.parse("== 0"),
                Consequence.STOP,
                List.of(Lane.BOT, Lane.PROMETHEUS),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofSeconds(30),
                Consequence.WARN,
                Optional.empty(),
                false,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
        return reckoning.watch(List.of(objective), Duration.ofSeconds(5), at(0)).get(0);
    }

    private void settle(Watch which, int line, Measurement measurement) {
        reckoning.settle(which, which.lines().get(line), List.of(new Slice(measurement, true)), measurement.at());
    }

    private void bot(double second) {
        settle(watch, 0, FakeSource.vector(at(second), 0));
    }

    private void store(double second) {
        settle(watch, 1, FakeSource.vector(at(second), 0));
    }

    private void storeFails(double second) {
        settle(watch, 1, new Measurement.Failure(at(second), Reason.ERROR, "connection refused"));
    }

    private SoakVerdict beat(double second) {
        reckoning.beat(at(second), (which, line) -> false);
        return reckoning.soak().verdict();
    }

    private void required(double second, double value) {
        settle(reckoning.required().get(0), 0, FakeSource.vector(at(second), value));
    }

    /** Both lanes answer until it is frozen. */
    @BeforeEach
    void freeze() {
        for (int second = 0; second <= 28; second++) {
            if (second % 5 == 0) {
                bot(second);
                store(second);
                required(second, 0);
            }
            assertThat(beat(second)).isEqualTo(SoakVerdict.SOAKING);
        }
    }

    /** From when it wakes up the bot's page answers, and the store refuses. */
    private void withoutStoreUntil(int end) {
        for (int second = 100; second <= end; second++) {
            if (second % 5 == 0) {
                bot(second);
                storeFails(second);
            }
            assertThat(beat(second)).as("at %d", second).isEqualTo(SoakVerdict.SOAKING);
        }
    }

    @Test
    void ofALaneThatDoesNotAnswerNothingIsExpected() {
        withoutStoreUntil(120);
        reckoning.required().clear();
        assertThat(beat(121)).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void aLaneThatIsReadAgainHoldsThePassBackUntilItWasAsked() {
        withoutStoreUntil(120);
        required(120.5, 1);
        for (int second = 121; second < 125; second++) {
            assertThat(beat(second))
                    .as("another line on that lane was answered")
                    .isEqualTo(SoakVerdict.SOAKING);
        }
        assertThat(watch.verdict()).isEqualTo(Verdict.PASS);
        assertThat(reckoning.soak().clean()).isGreaterThan(Duration.ofSeconds(30));
        assertThat(reckoning.soak().why()).isEqualTo("the end of the window has not been read yet");
        bot(125);
        store(125.005);
        assertThat(beat(126)).isEqualTo(SoakVerdict.PASS);
    }

    /** The store's lane is blind, and then another line on it is answered. */
    private void readAgainAfterItWasBlind() {
        withoutStoreUntil(134);
        required(135, 1);
        bot(135);
        assertThat(beat(135)).isEqualTo(SoakVerdict.SOAKING);
    }

    @Test
    void soDoesOneThatWasBlind() {
        readAgainAfterItWasBlind();
        store(135.005);
        assertThat(beat(136)).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void whoWasAskedAndFailedAloneHoldsNothingBack() {
        readAgainAfterItWasBlind();
        storeFails(135.005);
        assertThat(beat(136)).isEqualTo(SoakVerdict.PASS);
    }

    @Test
    void whatHappenedMeanwhileFailsTheSoakThen() {
        readAgainAfterItWasBlind();
        settle(watch, 1, FakeSource.vector(at(135.005), 1));
        assertThat(beat(136)).isEqualTo(SoakVerdict.FAIL);
    }
}
