package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of one long answer what would have been answered at each moment of a stretch of the past. */
final class Past {

    /** As many series as this, in all slices together, are looked at within a fraction of a second. */
    private static final int MOST_LOOKS = 400_000;

    private final Lookback lookback;

    Past(Lookback lookback) {
        this.lookback = lookback;
    }

    /** The part of the stretch that an answer reaches back to. */
    Grid readable(Grid grid) {
        Instant reach = lookback.reach(grid.now());
        if (grid.since().isBefore(reach)) {
            return new Grid(reach, grid.now(), grid.step());
        }
        return grid.from().isBefore(reach) ? new Grid(reach, grid.since(), grid.now(), grid.step()) : grid;
    }

    /** The part that none does. */
    List<Measurement> lost(Grid grid) {
        Grid readable = readable(grid);
        return readable.since().equals(grid.since())
                ? List.of()
                : List.of(new Measurement.Failure(
                        grid.moment(1),
                        Reason.UNAVAILABLE,
                        "what was before " + readable.since() + " is too long ago to be read"));
    }

    /** The samples as they could be seen at each moment, and at last all of them. */
    List<Measurement> slices(Measurement.Samples samples, Grid grid) {
        int series = samples.bySelector().stream().mapToInt(List::size).sum();
        Grid bounded = grid.atMost(Math.min(Grid.MOST, Math.max(1, MOST_LOOKS / Math.max(1, series))));
        return bounded.stretches().stream()
                .map(stretch -> slice(samples, stretch))
                .toList();
    }

    private Measurement slice(Measurement.Samples samples, Grid.Stretch stretch) {
        Instant at = stretch.isNewest() ? samples.at() : stretch.upTo();
        Instant from = at.minus(lookback.range(stretch.after(), at));
        return samples.between(at, from, stretch.isNewest() ? Instant.MAX : at);
    }

    /** The vectors of a range query, one at each moment; where nothing was returned, an empty one. */
    static List<Measurement> values(Reply reply, Grid grid) {
        if (reply instanceof Reply.Failed failed) {
            return List.of(failed.at(grid.moment(1)));
        }
        Reply.Data answer = (Reply.Data) reply;
        if (!(answer.data() instanceof QueryResponse.Matrix matrix)) {
            return List.of(new Measurement.Failure(
                    grid.moment(1), Reason.MALFORMED, "the server answered a range query with no matrix"));
        }
        int moments = grid.moments().size();
        List<List<Measurement.Element>> elements = new ArrayList<>();
        for (int n = 0; n < moments; n++) {
            elements.add(new ArrayList<>());
        }
        for (Series series : matrix.series()) {
            for (int i = 0; i < series.size(); i++) {
                long n = Math.round(
                        (double) (series.at(i).toEpochMilli() - grid.since().toEpochMilli())
                                / grid.step().toMillis());
                if (n >= 1 && n <= moments) {
                    elements.get((int) n - 1)
                            .add(new Measurement.Element(series.labels(), grid.moment(n), series.value(i)));
                }
            }
        }
        return vectors(elements, grid, answer.partial());
    }

    private static List<Measurement> vectors(
            List<List<Measurement.Element>> elements, Grid grid, Optional<String> partial) {
        List<Measurement> vectors = new ArrayList<>();
        for (int n = 1; n <= elements.size(); n++) {
            vectors.add(new Measurement.Vector(grid.moment(n), elements.get(n - 1), partial));
        }
        return vectors;
    }
}
