package io.github.slowatchdog.soak;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which build the bot is, by the label of an info metric. */
public sealed interface Build {

    /** All its processes are this one. */
    record Known(String name) implements Build {}

    /** Several at once, in the order of the alphabet: a rollout is under way. */
    record Mixed(List<String> names) implements Build {}

    /** It cannot be told. */
    record Unknown(String why) implements Build {}

    /**
     * What a measurement of an info metric tells. Of each process its newest sample counts, so that a process which came back as
     * another build is that one at once; a process that has not been read for {@code maxAge} is gone.
     *
     * @param label whose value is the build; a series is of that build while its value is 1
     */
    static Build of(Measurement measurement, String label, Duration maxAge) {
        if (measurement instanceof Measurement.Failure failure) {
            return new Unknown(failure.reason().word() + ": " + failure.detail());
        }
        if (!(measurement instanceof Measurement.Samples samples)) {
            return new Unknown("not an answer with samples");
        }
        TreeSet<String> names = new TreeSet<>();
        newest(samples).forEach((target, at) -> {
            if (at.isAfter(samples.at().minus(maxAge))) {
                samples.bySelector().stream()
                        .flatMap(List::stream)
                        .filter(series -> Target.of(series.labels()).equals(target))
                        .filter(series -> isActive(series, at))
                        .map(series -> series.labels().get(label))
                        .forEach(names::add);
            }
        });
        return named(names, label, samples.partial());
    }

    private static Build named(SortedSet<String> names, String label, Optional<String> partial) {
        if (names.size() > 1 && !names.contains("")) {
            return new Mixed(List.copyOf(names));
        }
        if (names.isEmpty()) {
            return new Unknown("no series with the value 1 that is still written");
        }
        if (names.contains("")) {
            return new Unknown("a series without the label " + label);
        }
        // another build may be among what is missing
        return partial.<Build>map(what -> new Unknown("partial: " + what)).orElseGet(() -> new Known(names.first()));
    }

    private static Map<Target, Instant> newest(Measurement.Samples samples) {
        Map<Target, Instant> newest = new HashMap<>();
        for (List<Series> answer : samples.bySelector()) {
            for (Series series : answer) {
                newest.merge(
                        Target.of(series.labels()), series.newest(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return newest;
    }

    private static boolean isActive(Series series, Instant at) {
        return !series.isEmpty() && series.newest().equals(at) && series.value(series.size() - 1) == 1;
    }

    /** The same seen in another way, too: the two must not contradict each other, and one that knows is enough. */
    default Build and(Build other) {
        TreeSet<String> names = new TreeSet<>(names());
        names.addAll(other.names());
        return switch (names.size()) {
            case 0 ->
                this instanceof Unknown one && other instanceof Unknown two
                        ? new Unknown(one.why() + "; " + two.why())
                        : this;
            case 1 -> new Known(names.first());
            default -> new Mixed(List.copyOf(names));
        };
    }

    /** Every build that was seen. */
    default List<String> names() {
        return this instanceof Known known
                ? List.of(known.name())
                : this instanceof Mixed mixed ? mixed.names() : List.of();
    }
}
