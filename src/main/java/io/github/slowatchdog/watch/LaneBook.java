package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One lane as the loop knows it: its source, the processes it reads, and whether it can be believed. */
final class LaneBook {

    static final Duration AGAIN = Duration.ofSeconds(5);

    private final MetricSource source;
    private final Optional<Duration> maxAge;
    private final Targets targets;
    private final Delays delays = new Delays();
    private Instant readUpTo;
    /** When a line on it was answered last, and since when that has been so without a long silence. */
    private Instant answeredAt = Instant.MIN;

    private Instant answersSince = Instant.MIN;
    /** Of the scrapes, as far as they are known; zero before two have been seen. */
    private Duration spacing = Duration.ZERO;
    /** By interval, as long as the scrapes are so far apart. */
    private final Map<Duration, Duration> patiences = new HashMap<>();

    private Optional<Targets.Trouble> unread =
            Optional.of(new Targets.Trouble(Reason.EMPTY, "the bot's up series has not been read yet"));

    /**
     * @param maxAge how old the newest {@code up} sample may be; empty: freshness is not watched on this lane
     * @param since how far back the first read goes
     */
    LaneBook(MetricSource source, Optional<Duration> maxAge, Instant since) {
        this.source = source;
        this.maxAge = maxAge;
        this.targets = new Targets(maxAge.isPresent());
        this.readUpTo = since;
    }

    /** What is known, to go on from after a restart. */
    Checkpoint.Read state() {
        return new Checkpoint.Read(source.lane(), targets.state(), readUpTo);
    }

    /** Goes on from what was known before; nothing has been read since. */
    void resume(Checkpoint.Read state) {
        targets.resume(state.targets());
        learnSpacing();
        readUpTo = state.readUpTo();
    }

    MetricSource source() {
        return source;
    }

    Targets targets() {
        return targets;
    }

    /** How long after their time samples can be seen. */
    Delays delays() {
        return delays;
    }

    Instant readUpTo() {
        return readUpTo;
    }

    void take(MetricSource.Context context) {
        if (context instanceof MetricSource.Context.Read read) {
            targets.take(read.ups(), read.starts());
            learnSpacing();
            unread = Optional.empty();
            readUpTo = read.at();
        } else if (context instanceof MetricSource.Context.Failed failed) {
            unread = Optional.of(new Targets.Trouble(
                    failed.failure().reason(), failed.failure().detail()));
            targets.failed(failed.failure().at());
        }
    }

    /** What a line that is asked so often was answered last, on a lane that may not be there. */
    static void heard(Optional<LaneBook> book, Measurement measurement, Duration interval) {
        if (book.isPresent() && !(measurement instanceof Measurement.Failure)) {
            book.get().answered(measurement.at(), interval);
        }
    }

    private void answered(Instant at, Duration interval) {
        if (answeredAt.equals(Instant.MIN) || at.isAfter(answeredAt.plus(patience(interval)))) {
            answersSince = at;
        }
        answeredAt = at.isAfter(answeredAt) ? at : answeredAt;
    }

    /** Since when it has answered; who has not been asked since then may be told of the time before. Long ago, if it never has. */
    Instant answersSince() {
        return answersSince;
    }

    /** How long a line may go without an answer before something has been missed: its interval, or the scrapes', twice. */
    Duration patience(Duration interval) {
        Duration known = patiences.get(interval);
        if (known == null) {
            known = (interval.compareTo(spacing) > 0 ? interval : spacing)
                    .multipliedBy(2)
                    .plus(AGAIN);
            patiences.put(interval, known);
        }
        return known;
    }

    /** The same of a lane that may not be there. */
    static Duration patience(Optional<LaneBook> book, Duration interval) {
        return book.isPresent() ? book.get().patience(interval) : interval;
    }

    private void learnSpacing() {
        Duration known = targets.spacing().orElse(Duration.ZERO);
        if (!known.equals(spacing)) {
            spacing = known;
            patiences.clear();
        }
    }

    /** Whether what the lane knows of the processes is of now. */
    boolean isRead() {
        return unread.isEmpty();
    }

    /**
     * What is known of the processes, and why the lane must not be believed.
     *
     * @param trouble empty: it may be believed
     */
    record Known(Targets targets, Optional<Targets.Trouble> trouble) {
        /** Of a lane that nobody reads. */
        static Known nothing() {
            return new Known(new Targets(), Optional.empty());
        }
    }

    /** What is known at a time that is as good as now. */
    Known known(Instant time) {
        return new Known(targets, trouble(time));
    }

    /** What was known at a time of the past; while the lane is not read, nothing of it can be believed. */
    Known knownThen(Instant time) {
        Targets then = targets.asOf(time);
        return new Known(then, isRead() ? maxAge.flatMap(age -> then.trouble(time, age)) : trouble(time));
    }

    /** The clock was set by so much; reading a little twice does no harm. */
    void clockSet(Duration by) {
        readUpTo = readUpTo.plus(by).minus(AGAIN);
    }

    /** Why nothing on this lane must be believed just now. */
    private Optional<Targets.Trouble> trouble(Instant now) {
        return unread.isPresent() || maxAge.isEmpty() ? unread : targets.trouble(now, maxAge.get());
    }
}
