package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One scrape, under way or done.
 *
 * @param asked when it was asked for, by the clock of the loop
 * @param at the time that its samples have: not before the one before, whatever the clock does
 */
record Scrape(Instant asked, Instant at, Future<Result> result) {

    /** What came of it. */
    sealed interface Result {

        /** A page. */
        record Read(Page page) implements Result {}

        /** No page, and why, in one line. */
        record Failed(Reason reason, String detail, Labels up) implements Result {

            /** What the scrape itself shows: that the bot could not be read. */
            List<Series> ups(Instant at) {
                return List.of(Series.of(up).add(at, 0).build());
            }
        }
    }

    /** Whether nothing has come of it yet. */
    boolean isUnderWay() {
        return !result.isComplete();
    }

    /** Whether it can still answer, or has answered, a question about these. */
    boolean covers(Collection<Selector> selectors) {
        return !(result.isComplete() && result.result() instanceof Result.Read read)
                || read.page().covers(selectors);
    }
}
