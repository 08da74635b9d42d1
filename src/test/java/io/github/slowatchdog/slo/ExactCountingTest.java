package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * SPEC 3.2 for random histories: processes that start, count, crash, come back (with or without new labels), counters born
 * late, read in random pieces with outages and overlaps. An oracle that saw every event says how many can be known of.
 */
class ExactCountingTest {

    private static final long STEP = 15;
    private static final Instant T0 = Instant.ofEpochSecond(1_000_000);
    private static final int SEEDS = Integer.getInteger("counting.histories", 400);

    /** What all processes did: their samples, and what an all-knowing observer may ask of a count. */
    private static final class History {
        final Map<Labels, TreeMap<Integer, Double>> counters = new HashMap<>();
        final Map<Target, TreeMap<Integer, Double>> ups = new HashMap<>();
        final Map<Target, TreeMap<Integer, Double>> starts = new HashMap<>();
        /** Events that the samples can show. */
        double visible;
        /** Events that a crash took away before a scrape saw them. */
        double lost;
    }

    /** One target over many scrapes; scrape 0 is before the soak, so what is there then is the baseline. */
    private static void live(History history, Random random, String instance, int from, int scrapes) {
        Target target = new Target("bot", instance);
        double value = from == 0 ? random.nextInt(5) : 0;
        boolean exported = random.nextBoolean();
        int incarnation = 0;
        double startedAt = T0.getEpochSecond() + from * STEP - (from == 0 ? 500 : 1);
        double unseen = 0;
        if (from > 0) {
            // started after the soak began: also what it counted before its first scrape is of the soak
            value = random.nextInt(3);
            unseen = value;
        }
        for (int scrape = from; scrape < scrapes; scrape++) {
            boolean scraped = scrape == from || random.nextInt(8) > 0;
            int crash = random.nextInt(12);
            if (scrape > from && crash == 0) {
                history.lost += unseen;
                unseen = 0;
                value = 0;
                incarnation += random.nextInt(2);
                exported = random.nextBoolean();
                startedAt = T0.getEpochSecond() + scrape * STEP - 5 + random.nextInt(4);
            }
            if (scrape > from) {
                int events = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
                value += events;
                unseen += events;
            }
            if (!scraped) {
                history.ups.computeIfAbsent(target, key -> new TreeMap<>()).put(scrape, 0.0);
                continue;
            }
            history.ups.computeIfAbsent(target, key -> new TreeMap<>()).put(scrape, 1.0);
            history.starts.computeIfAbsent(target, key -> new TreeMap<>()).put(scrape, startedAt);
            // a lazy counter appears with its first event
            exported |= value > 0;
            if (exported) {
                Labels labels = Labels.of(
                        Labels.NAME, "events_total", "job", "bot", "instance", instance, "pod", "p" + incarnation);
                history.counters.computeIfAbsent(labels, key -> new TreeMap<>()).put(scrape, value);
                history.visible += scrape == from && from == 0 ? 0 : unseen;
                unseen = 0;
            }
        }
        // never scraped again: nobody can know of these
        history.lost += unseen;
    }

    private static History history(Random random) {
        History history = new History();
        int scrapes = 30 + random.nextInt(60);
        int targets = 1 + random.nextInt(3);
        for (int i = 0; i < targets; i++) {
            live(history, random, "i" + i, i == 0 ? 0 : random.nextInt(2) * random.nextInt(20), scrapes);
        }
        return history;
    }

    private static Instant at(int scrape) {
        return T0.plusSeconds(scrape * STEP);
    }

    private static Series series(Labels labels, NavigableMap<Integer, Double> samples, int after, int upTo) {
        Series.Builder series = Series.of(labels);
        if (after < upTo) {
            samples.subMap(after, false, upTo, true).forEach((scrape, value) -> series.add(at(scrape), value));
        }
        return series.build();
    }

    private static Labels labels(String name, Target target) {
        return Labels.of(Labels.NAME, name, "job", target.job(), "instance", target.instance());
    }

    /** Reads the history in these pieces: each entry is (after, up to) in scrapes. */
    private static double count(History history, List<int[]> reads) {
        CountLedger ledger = new CountLedger(Optional.empty(), Lane.PROMETHEUS);
        Targets targets = new Targets();
        double count = 0;
        for (int[] read : reads) {
            targets.take(all(history.ups, "up", read), all(history.starts, "process_start_time_seconds", read));
            List<Series> counters = history.counters.entrySet().stream()
                    .map(entry -> series(entry.getKey(), entry.getValue(), read[0], read[1]))
                    .filter(one -> !one.isEmpty())
                    .toList();
            Measurement.Samples samples =
                    new Measurement.Samples(at(read[1]).plusSeconds(1), List.of(counters), Optional.empty());
            count = ledger.take(samples, targets, Scope.since(T0.plusSeconds(1)))
                    .events();
        }
        return count;
    }

    private static List<Series> all(
            Map<Target, ? extends NavigableMap<Integer, Double>> samples, String name, int[] read) {
        List<Series> all = new ArrayList<>();
        samples.forEach((target, values) -> all.add(series(labels(name, target), values, read[0], read[1])));
        return all;
    }

    private static List<int[]> randomReads(Random random, int last) {
        List<int[]> reads = new ArrayList<>();
        int upTo = -1;
        while (upTo < last) {
            int overlap = random.nextInt(3) == 0 ? random.nextInt(10) : 0;
            int outage = random.nextInt(10) == 0 ? 1 + random.nextInt(20) : 0;
            int next = Math.min(last, upTo + random.nextInt(4) + outage);
            reads.add(new int[] {upTo - overlap, next});
            upTo = next;
        }
        return reads;
    }

    @Test
    void countsExactlyWhatTheSamplesShowHoweverTheyAreRead() {
        double lost = 0;
        double visible = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            History history = history(random);
            int last = 100;
            double whole = count(history, List.of(new int[] {-1, last}));
            assertThat(whole).as("seed %s, one read", seed).isEqualTo(history.visible);
            for (int cut = 0; cut < 5; cut++) {
                assertThat(count(history, randomReads(random, last)))
                        .as("seed %s, cut %s", seed, cut)
                        .isEqualTo(whole);
            }
            lost += history.lost;
            visible += history.visible;
        }
        // the histories must hold both, or this proves nothing
        assertThat(visible).isGreaterThan(2.5 * SEEDS);
        assertThat(lost).isGreaterThan(SEEDS / 4.0);
    }
}
