package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC 7.2: confirmed by a sample or answer newer than the write. */
class ConfirmationTest {

    private static final Instant WRITTEN = Instant.ofEpochSecond(1000);
    private static final Indicator MODE = new Indicator.State(Selector.parse("mode"), "mode");

    private static Confirmation confirmation(MetricSource source) {
        return new Confirmation(source, MODE, Expectation.parse("== DRY"), Duration.ofSeconds(10));
    }

    private static boolean shown(Optional<String> partial, Series... series) {
        Measurement answer = new Measurement.Samples(WRITTEN.plusSeconds(5), List.of(List.of(series)), partial);
        return confirmation(new FakeSource(Lane.BOT)).isShownBy(answer, WRITTEN);
    }

    private static Series mode(String instance, String mode, long... atSeconds) {
        Series.Builder series = Series.of(Labels.of(Labels.NAME, "mode", "instance", instance, "mode", mode));
        for (long at : atSeconds) {
            series.add(Instant.ofEpochSecond(at), 1);
        }
        return series.build();
    }

    @Test
    void aSampleFromBeforeTheWriteOrOfItsMomentProvesNothing() {
        assertThat(shown(Optional.empty(), mode("a", "DRY", 990, 1000))).isFalse();
        assertThat(shown(Optional.empty(), mode("a", "DRY", 990, 1001))).isTrue();
        assertThat(shown(Optional.empty())).isFalse();
    }

    @Test
    void theNewestSampleCounts() {
        assertThat(shown(Optional.empty(), mode("a", "LIVE", 1001), mode("a", "DRY", 1002)))
                .isTrue();
        assertThat(shown(Optional.empty(), mode("a", "DRY", 1001), mode("a", "LIVE", 1002)))
                .isFalse();
    }

    @Test
    void everyProcessThatAnsweredMustObey() {
        assertThat(shown(Optional.empty(), mode("a", "DRY", 1001), mode("b", "LIVE", 1001)))
                .isFalse();
        assertThat(shown(Optional.empty(), mode("a", "DRY", 1001), mode("b", "DRY", 1001)))
                .isTrue();
    }

    @Test
    void aPartialAnswerOrAFailureProvesNothing() {
        assertThat(shown(Optional.of("shard 2 is missing"), mode("a", "DRY", 1001)))
                .isFalse();
        Measurement failure = new Measurement.Failure(WRITTEN, Reason.TIMEOUT, "no answer");
        assertThat(confirmation(new FakeSource(Lane.BOT)).isShownBy(failure, WRITTEN))
                .isFalse();
    }

    @Test
    void aProbeMustBeAnsweredAfterTheWrite() {
        Confirmation probe = confirmation(new FakeSource(Lane.DIRECT));
        assertThat(probe.isShownBy(new Measurement.Found(WRITTEN, Value.of("DRY")), WRITTEN))
                .isFalse();
        assertThat(probe.isShownBy(new Measurement.Found(WRITTEN.plusMillis(1), Value.of("DRY")), WRITTEN))
                .isTrue();
        assertThat(probe.isShownBy(new Measurement.Found(WRITTEN.plusMillis(1), Value.of("LIVE")), WRITTEN))
                .isFalse();
    }

    @Test
    void clocksThatDifferByTwoSecondsNeedASampleTwoSecondsLater() {
        for (long skew : new long[] {2, -2}) {
            assertThat(asked(skew, 1002)).as("skew %s", skew).isFalse();
            assertThat(asked(skew, 1003)).as("skew %s", skew).isTrue();
        }
    }

    private static boolean asked(long skewSeconds, long sampleAt) {
        MetricSource skewed = new MetricSource() {
            @Override
            public Lane lane() {
                return Lane.PROMETHEUS;
            }

            @Override
            public Optional<Duration> skew() {
                return Optional.of(Duration.ofSeconds(skewSeconds));
            }

            @Override
            public Round begin(Instant now) {
                return new Round() {
                    @Override
                    public Future<Measurement> read(Indicator indicator, Instant since) {
                        return Future.succeededFuture(new Measurement.Samples(
                                now, List.of(List.of(mode("a", "DRY", sampleAt))), Optional.empty()));
                    }

                    @Override
                    public Future<Context> context(Instant since) {
                        return Future.succeededFuture(new Context.Read(now, List.of(), List.of()));
                    }
                };
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
        return confirmation(skewed).ask(WRITTEN.plusSeconds(5), WRITTEN).await();
    }
}
