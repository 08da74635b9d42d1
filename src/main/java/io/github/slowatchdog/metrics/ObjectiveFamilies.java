package io.github.slowatchdog.metrics;

import io.github.slowatchdog.watch.Board;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * The metrics that each objective has, one family after the other, each in pieces of some objectives: what is held of a page does not
 * grow with the number of objectives.
 */
final class ObjectiveFamilies implements Iterator<ObjectiveFamilies.Piece> {

    /** In one piece; some tens of KiB. */
    static final int OBJECTIVES = 200;

    /**
     * A part of one family.
     *
     * @param first whether it is the one that says what the family is
     */
    record Piece(MetricSnapshots series, boolean first) {}

    private final Board board;
    private final TimingHistograms timings;
    private final Instant now;
    private final List<MetricName> names;
    private int name;
    private int from;

    /** @param shown which metrics are asked for, by the names that the library gives them */
    ObjectiveFamilies(Board board, TimingHistograms timings, Predicate<String> shown, Instant now) {
        this.board = board;
        this.timings = timings;
        this.now = now;
        this.names = new ArrayList<>(EnumSet.copyOf(ObjectiveSeries.NAMES));
        names.addAll(List.of(MetricName.STOP_ORDERS, MetricName.DETECTION));
        names.removeIf(one -> !shown.test(one.base()));
    }

    @Override
    public boolean hasNext() {
        return name < names.size();
    }

    @Override
    public Piece next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        MetricName family = names.get(name);
        List<Board.ObjectiveView> all = board.objectives();
        int to = Math.min(all.size(), from + OBJECTIVES);
        Piece piece = new Piece(series(family, all.subList(from, to), from == 0), from == 0);
        boolean last = to >= all.size();
        name += last ? 1 : 0;
        from = last ? 0 : to;
        return piece;
    }

    private MetricSnapshots series(MetricName family, List<Board.ObjectiveView> some, boolean first) {
        if (family == MetricName.DETECTION) {
            return timings.detection(some, first);
        }
        Families one = new Families(family.base()::equals);
        some.forEach(view -> ObjectiveSeries.add(one, view, now));
        if (family == MetricName.STOP_ORDERS) {
            orders(one, some, first);
        }
        return one.snapshots();
    }

    /** Those of no objective, and of one that is no longer there, come first. */
    private void orders(Families one, List<Board.ObjectiveView> some, boolean first) {
        if (first) {
            board.stop().orders().forEach((slo, count) -> one.add(MetricName.STOP_ORDERS, count, slo));
        }
        for (Board.ObjectiveView view : some) {
            String slo = view.objective().name();
            if (!board.stop().orders().containsKey(slo)) {
                one.add(MetricName.STOP_ORDERS, 0, slo);
            }
        }
    }
}
