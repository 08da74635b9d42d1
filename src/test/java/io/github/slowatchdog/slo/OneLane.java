package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of one objective on one lane, and answers for it. Times are seconds; blind after 60. */
abstract class OneLane {

    static final Optional<Targets.Trouble> NONE = Optional.empty();

    final Targets targets = new Targets();
    Scope scope = Scope.since(at(0));
    LaneRecord record = record(Objectives.GAUGE, "< 5");

    static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    static LaneRecord record(Indicator indicator, String expect) {
        return new LaneRecord(Objectives.of(indicator, expect), Lane.PROMETHEUS, at(0));
    }

    static Series series(long second, double value) {
        return Series.of(Labels.of(Labels.NAME, "lag", "instance", "a"), at(second), value);
    }

    /** An answer a second after its only sample. */
    Assessment sample(long second, double value) {
        return record.take(
                new Measurement.Samples(at(second + 1), List.of(List.of(series(second, value))), Optional.empty()),
                targets,
                scope,
                NONE);
    }

    Assessment fails(long second) {
        return record.take(new Measurement.Failure(at(second), Reason.TIMEOUT, "after 5 s"), targets, scope, NONE);
    }

    static Measurement vector(long second, double... values) {
        return new Measurement.Vector(
                at(second),
                java.util.Arrays.stream(values)
                        .mapToObj(value -> new Measurement.Element(Labels.of("instance", "a"), at(second), value))
                        .toList(),
                Optional.empty());
    }

    void scraped(long... seconds) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "instance", "a"));
        for (long second : seconds) {
            up.add(at(second), 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

    Verdict verdict() {
        return record.track().verdict();
    }
}
