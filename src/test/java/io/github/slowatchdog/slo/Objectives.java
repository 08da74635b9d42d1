package io.github.slowatchdog.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Objectives as small as they come: what a test does not speak of is what rule files leave out. */
final class Objectives {

    static final Indicator COUNT = new Indicator.Count(Selector.parse("events_total"), Optional.empty());
    static final Indicator GAUGE = new Indicator.Gauge(Selector.parse("lag"));
    static final Indicator EXPR = new Indicator.Expr("lag > 0");

    static final Duration BLIND_AFTER = Duration.ofSeconds(60);

    private Objectives() {}

    static Objective of(Indicator indicator, String expect) {
        return of(indicator, expect, NoData.UNKNOWN);
    }

    static Objective of(Indicator indicator, String expect, NoData noData) {
        return of("lag", "group", indicator, expect, noData, List.of(Lane.PROMETHEUS), Objective.Notes.NONE);
    }

    static Objective of(
            String name,
            String group,
            Indicator indicator,
            String expect,
            NoData noData,
            List<Lane> lanes,
            Objective.Notes notes) {
        return new Objective(
                name,
                group,
                indicator,
                Expectation.parse(expect),
                Consequence.STOP,
                lanes,
                Duration.ZERO,
                Optional.empty(),
                noData,
                Duration.ZERO,
                BLIND_AFTER,
                Consequence.WARN,
                Optional.empty(),
                false,
                notes);
    }
}
