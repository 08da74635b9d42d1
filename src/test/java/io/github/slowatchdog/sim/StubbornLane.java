package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what it said last when it cannot be asked, and that all is fresh. */
final class StubbornLane extends Bent {
    private List<Series> starts = new ArrayList<>();
    private List<Series> ups = new ArrayList<>();

    StubbornLane(MetricSource real) {
        super(real);
    }

    @Override
    Measurement bent(Measurement answer) {
        return answer instanceof Measurement.Failure failure && failure.reason() != Reason.NAN
                ? new Measurement.Samples(answer.at(), List.of(List.of()), Optional.empty())
                : answer;
    }

    @Override
    Context bent(Context context) {
        if (context instanceof Context.Read read) {
            starts = read.starts();
            ups = read.ups().isEmpty() ? ups : read.ups();
            return context;
        }
        Instant at = ((Context.Failed) context).failure().at();
        List<Series> fresh = ups.stream()
                .filter(up -> !up.isEmpty() && at.isAfter(up.newest()))
                .map(up -> Series.of(up.labels(), at.toEpochMilli(), 1))
                .toList();
        return new Context.Read(at, fresh, starts);
    }
}
