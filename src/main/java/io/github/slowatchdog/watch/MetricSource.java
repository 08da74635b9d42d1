package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lane: where measurements come from. */
public interface MetricSource {

    Lane lane();

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
         * Reads an indicator.
         *
         * @param since everything up to here has been read before; for raw samples the answer goes back at least to here,
         *     and may go back further
         */
        Future<Measurement> read(Indicator indicator, Instant since);

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
