package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Ledger;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Targets;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How the bot shows that it obeyed (SPEC 6, {@code confirm}): by a sample or answer that is newer than the write.
 *
 * @param source the lane on which it is read
 * @param within how long the bot may take, from the write
 */
public record Confirmation(MetricSource source, Indicator indicator, Expectation expect, Duration within) {

    /**
     * Asks the bot once; true if it obeys, and every process of it that answered does.
     *
     * @param written only what is newer proves it
     */
    public Future<Boolean> ask(Instant now, Instant written) {
        Instant newerThan = written.plus(source.skew().map(Duration::abs).orElse(Duration.ZERO));
        return source.begin(now).read(indicator, newerThan).map(answer -> isShownBy(answer, newerThan));
    }

    boolean isShownBy(Measurement answer, Instant newerThan) {
        if (answer instanceof Measurement.Found found) {
            return found.at().isAfter(newerThan) && expect.isMetBy(found.value());
        }
        if (!(answer instanceof Measurement.Samples samples)
                || samples.partial().isPresent()) {
            return false;
        }
        Map<Labels, Judged> newest = new HashMap<>();
        for (Judged value : Ledger.of(indicator, source.lane())
                .take(samples, new Targets(), Scope.since(newerThan))
                .values()) {
            if (value.at().isAfter(newerThan)) {
                newest.merge(value.labels(), value, (a, b) -> a.at().isAfter(b.at()) ? a : b);
            }
        }
        return !newest.isEmpty() && newest.values().stream().allMatch(value -> expect.isMetBy(value.value()));
    }
}
