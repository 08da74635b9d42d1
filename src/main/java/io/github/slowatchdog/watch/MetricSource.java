package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A lane: where measurements come from. */
public interface MetricSource {

    Lane lane();

    /**
     * Whether what happened before a question can still be asked for: a store remembers, a page or a probe shows only what is
     * now.
     */
    default boolean remembers() {
        return false;
    }

    /**
     * Tells what will be asked, before anything is: what is read from then on must hold all of it, or a series that was left out at
     * first would look like one that was born later.
     */
    default void announce(Collection<Indicator> indicators) {}

    /** Begins one round of reading; everything asked in it shares its answers. */
    Round begin(Instant now);

    /** Whether the newest request was answered; true before the first. */
    default boolean isUp() {
        return true;
    }

    /** How far the server's clock surely is from ours, ahead being positive; empty where it has not said. */
    default Optional<Duration> skew() {
        return Optional.empty();
    }

    /** Lets go of connections. A read that is under way ends as a failure. */
    Future<Void> close();

    /**
     * One tick of one group. Equal questions asked in one round go out once. Futures never fail: a bad answer is a
     * {@link Measurement.Failure}. They may complete on any thread.
     */
    interface Round {

        /**
         * Where all answers come at once, of one page, thousands of questions need not wait for it one by one.
         *
         * @param since as in {@link #read}, of the one that was read last
         * @return completes when the answers are at hand; at once where each comes by itself
         */
        default Future<?> ready(Instant since) {
            return Future.succeededFuture();
        }

        /**
         * Reads an indicator.
         *
         * @param since everything up to here has been read before; for raw samples the answer goes back at least to here,
         *     and may go back further
         */
        Future<Measurement> read(Indicator indicator, Instant since);

        /**
         * Reads an indicator as it was at each moment since it was read last, and as it is now: what {@link #read} would have
         * answered then.
         *
         * <p>What cannot be read of the past is a failure at the first moment of which it is missing: of the reason
         * {@code unavailable} where it is lost for good, of any other where asking again may help.
         *
         * @param grid the moments; a lane may leave some out, evenly, where they are too many for it
         * @return oldest first, at least one; the last is the measurement of now
         */
        default Future<List<Measurement>> history(Indicator indicator, Grid grid) {
            return read(indicator, grid.from()).map(List::of);
        }

        /** Reads the {@code up} and process-start series of the bot's targets, from {@code since} on. */
        Future<Context> context(Instant since);
    }

    /** What a lane knows of the processes it reads. */
    sealed interface Context {

        /**
         * Raw samples.
         *
         * @param ups {@code up} series: 1 at a time means that the target was read at that time
         * @param starts {@code process_start_time_seconds} series
         */
        record Read(Instant at, List<Series> ups, List<Series> starts) implements Context {}

        /** It could not be read. */
        record Failed(Measurement.Failure failure) implements Context {}
    }
}
