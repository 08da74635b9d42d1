package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What is known of one process: when it was read, and which starts it showed. Everything can also be asked as of an earlier time. */
final class Life {

    /** A process that restarts more often than this between two reads has other troubles. */
    private static final int STARTS_KEPT = 64;

    /** A target that has not been scraped for so many of its intervals has no rhythm to go by. */
    private static final long SCRAPES_MISSED = 3;

    /** A longer rhythm is not waited for: two outages look like one, and a question in vain is cheaper than deafness. */
    private static final Duration LONGEST_RHYTHM = Duration.ofSeconds(60);

    /** Nor one that a single distance shows, which may be the only outage there was. */
    private static final Duration LONGEST_OF_ONE = Duration.ofSeconds(10);

    private Instant firstRead = Instant.MAX;
    private final Scrapes ups = new Scrapes();
    /** By time of the sample that first showed it: the start it showed. */
    private final TreeMap<Instant, Double> starts = new TreeMap<>();

    static Life of(TargetsState.Known known) {
        Life life = new Life();
        life.firstRead = known.firstRead();
        known.ups().forEach(up -> life.ups.add(up.at(), up.value()));
        known.starts().forEach(start -> life.starts.put(start.at(), start.value()));
        return life;
    }

    TargetsState.Known state(Target target) {
        List<TargetsState.Shown> scrapes = IntStream.rangeClosed(1, ups.size())
                .mapToObj(n -> new TargetsState.Shown(ups.at(n), ups.value(n)))
                .toList();
        List<TargetsState.Shown> shown = starts.entrySet().stream()
                .map(start -> new TargetsState.Shown(start.getKey(), start.getValue()))
                .toList();
        return new TargetsState.Known(target, firstRead, scrapes, shown);
    }

    void takeUp(Series up) {
        for (int i = 0; i < up.size() && up.at(i).isBefore(firstRead); i++) {
            if (up.value(i) == 1) {
                firstRead = up.at(i);
            }
        }
        for (int i = up.firstAfter(newestUp(Instant.MAX)); i < up.size(); i++) {
            ups.add(up.at(i), up.value(i));
        }
    }

    void takeStart(Series start) {
        for (int i = 0; i < start.size(); i++) {
            Map.Entry<Instant, Double> known = starts.floorEntry(start.at(i));
            if (known == null || known.getValue() != start.value(i)) {
                starts.put(start.at(i), start.value(i));
            }
        }
        while (starts.size() > STARTS_KEPT) {
            starts.pollFirstEntry();
        }
    }

    void forget(Instant before) {
        ups.forget(before);
    }

    /** When it was first read; {@link Instant#MAX} if it had not been. */
    Instant firstRead(Instant asOf) {
        return firstRead.isAfter(asOf) ? Instant.MAX : firstRead;
    }

    /** The newest scrape; {@link Instant#MIN} if there was none. */
    Instant newestUp(Instant asOf) {
        return ups.at(ups.until(asOf));
    }

    /** The scrape before the newest; {@link Instant#MIN} if there was none. */
    Instant secondUp(Instant asOf) {
        return ups.at(ups.until(asOf) - 1);
    }

    /** What {@code up} was at the newest scrape, of which there is one. */
    double newestValue(Instant asOf) {
        return ups.value(ups.until(asOf));
    }

    /** Whether an {@code up} series speaks of it. */
    boolean isScraped(Instant asOf) {
        return ups.until(asOf) > 0;
    }

    /** The start it showed at a time; empty if it never said so. */
    Optional<Double> startAt(Instant time) {
        return Optional.ofNullable(starts.floorEntry(time)).map(Map.Entry::getValue);
    }

    /**
     * How far apart scrapes are; empty before two have been seen. Of the newest two distances the shorter is the rhythm: the
     * longer may be an outage.
     */
    Optional<Duration> spacing(Instant asOf) {
        int n = ups.until(asOf);
        if (n < 2) {
            return Optional.empty();
        }
        Duration step = Duration.between(ups.at(n - 1), ups.at(n));
        Duration before = n < 3 ? step : Duration.between(ups.at(n - 2), ups.at(n - 1));
        return Optional.of(before.compareTo(step) < 0 ? before : step);
    }

    /** Whether it has been seen often enough, so that an outage between two scrapes is not taken for their distance. */
    boolean hasRhythm(Instant asOf) {
        return ups.until(asOf) >= 3;
    }

    /**
     * In which rhythm it is scraped, as far as that tells when to ask after this time; empty for a process that has missed its last
     * scrapes.
     */
    Optional<Beat> beat(Instant time, Instant asOf) {
        Instant newest = newestUp(asOf);
        if (newest.isBefore(time.minus(LONGEST_RHYTHM.multipliedBy(SCRAPES_MISSED)))) {
            return Optional.empty(); // gone, as most are where pods come and go
        }
        int n = ups.until(asOf);
        Duration longest = hasRhythm(asOf) ? LONGEST_RHYTHM : LONGEST_OF_ONE;
        return Beat.of(ups, n)
                .map(beat -> beat.spacing().compareTo(longest) > 0 ? new Beat(newest, longest) : beat)
                .filter(beat -> {
                    Duration since = Duration.between(newest, time);
                    // samples from far in the future: a clock that has been set tells nothing of when to ask
                    return since.compareTo(beat.spacing().multipliedBy(SCRAPES_MISSED)) <= 0
                            && since.plus(beat.spacing()).compareTo(Duration.ZERO) >= 0;
                });
    }
}
