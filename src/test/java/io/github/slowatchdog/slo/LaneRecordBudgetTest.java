package io.github.slowatchdog.slo;

import static io.github.slowatchdog.slo.Scraped.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane's record tells of an error budget. */
class LaneRecordBudgetTest {

    @Test
    void aBurnHasTotalsAndABudgetWhichAClockDoesNotSpend() {
        Duration hour = Duration.ofHours(1);
        ErrorBudget budget = new ErrorBudget("99%", 0.01, hour, 1, ErrorBudget.pairs(hour, ErrorBudget.SHORTEST));
        LaneRecord record = new LaneRecord(
                Objectives.of(new Indicator.Burn(Selector.parse("bad"), Selector.parse("all"), budget, 1), "<= 1"),
                Lane.PROMETHEUS,
                at(0));
        burn(record, 0, 0, 0);
        burn(record, 600, 10, 1000);
        assertThat(record.totals()).contains(new LaneRecord.Totals(10, 1000));
        assertThat(record.overSoak()).contains(Value.of(1));
        double before = record.budget().orElseThrow().remaining();
        record.clockSet(Duration.ofMinutes(10));
        burn(record, 1200, 10, 1000);
        assertThat(record.budget().orElseThrow().remaining()).isEqualTo(before);
    }

    @Test
    void whatIsNoRatioHasNeither() {
        for (Indicator indicator : List.of(Objectives.GAUGE, Objectives.EXPR)) {
            LaneRecord record = new LaneRecord(Objectives.of(indicator, "< 5"), Lane.PROMETHEUS, at(0));
            assertThat(record.overSoak()).isEmpty();
            assertThat(record.totals()).isEmpty();
            assertThat(record.budget()).isEmpty();
            assertThat(record.state().ledger().isPresent()).isEqualTo(indicator.equals(Objectives.GAUGE));
        }
    }

    private static void burn(LaneRecord record, long second, double bad, double all) {
        record.take(
                new Measurement.Samples(
                        at(second),
                        List.of(
                                List.of(Series.of(Labels.of(Labels.NAME, "bad"), at(second), bad)),
                                List.of(Series.of(Labels.of(Labels.NAME, "all"), at(second), all))),
                        Optional.empty()),
                new Targets(),
                Scope.since(at(0)),
                Optional.empty());
    }
}
