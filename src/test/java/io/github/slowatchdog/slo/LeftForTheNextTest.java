package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that {@code up} does not speak of yet: what counts leaves it for the next answer, and says so; what does not takes it. */
class LeftForTheNextTest {

    private static final Selector ALL = Selector.parse("events_total");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ErrorBudget BUDGET =
            new ErrorBudget("99%", 0.01, MINUTE, 1, ErrorBudget.pairs(MINUTE, ErrorBudget.SHORTEST));

    @ParameterizedTest
    @CsvSource({"count, true", "ratio, true", "burn, true", "gauge, false", "expr, false"})
    void isToldOnce(String kind, boolean counts) {
        Indicator indicator = indicator(kind);
        LaneRecord record = new LaneRecord(Objectives.of(indicator, "< 9"), Lane.PROMETHEUS, Scraped.at(0));
        assertThat(record.hasLeft()).isFalse();

        Targets targets = new Targets(true);
        shown(record, indicator, targets, 11);
        assertThat(record.hasLeft()).isEqualTo(counts);

        shown(record, indicator, targets, 21);
        assertThat(record.hasLeft()).as("the second answer is taken as it is").isFalse();
    }

    /** The first scrape of a bot that is old, just then: its counter is a baseline, and not born. */
    @ParameterizedTest
    @ValueSource(strings = {"count", "ratio", "burn"})
    void isLeftForAsLongAsTheQuestionForUpFails(String kind) {
        Indicator indicator = indicator(kind);
        LaneRecord record = new LaneRecord(Objectives.of(indicator, "< 9"), Lane.PROMETHEUS, Scraped.at(0));
        Targets targets = new Targets(true);
        shown(record, indicator, targets, 11);
        targets.failed(Scraped.at(12));

        for (long second = 12; second < 20; second++) {
            shown(record, indicator, targets, second);
            assertThat(record.hasLeft()).isTrue();
        }
        targets.take(List.of(Scraped.series("up", "a", "10=1 20=1")), List.of());
        Assessment told = shown(record, indicator, targets, 21);
        assertThat(record.hasLeft()).isFalse();
        assertThat(told.events()).as("7 at its first scrape is where it begins").isZero();
    }

    private static Indicator indicator(String kind) {
        return switch (kind) {
            case "count" -> new Indicator.Count(ALL, Optional.empty());
            case "ratio" -> new Indicator.Ratio(ALL, ALL, MINUTE, 1);
            case "burn" -> new Indicator.Burn(ALL, ALL, BUDGET, 1);
            case "gauge" -> new Indicator.Gauge(ALL);
            default -> Objectives.EXPR;
        };
    }

    /** What has been there since the tenth second. */
    private static Assessment shown(LaneRecord record, Indicator indicator, Targets targets, long second) {
        Instant at = Scraped.at(second);
        List<Series> series = List.of(Scraped.series("events_total", "a", second > 20 ? "10=7 20=7" : "10=7"));
        List<List<Series>> each = IntStream.range(0, indicator.selectors().size())
                .mapToObj(n -> series)
                .toList();
        return record.take(
                new Measurement.Samples(at, each, Optional.empty()),
                targets,
                Scope.since(Scraped.at(0)),
                Optional.empty());
    }
}
