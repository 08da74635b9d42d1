package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.replay.Scenario;
import io.github.slowatchdog.replay.WrittenSeries;
import io.github.slowatchdog.replay.WrittenSource;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SPEC 3.2, 5: whatever the cuts, a run with restarts and outages comes to what an uncut one comes to, as long as the store has the
 * data; and never to more clean time if it has not.
 */
class CutRunsTest {

    private static final int SECONDS = 1800;
    private static final String RULES = """
            # made up
            soak {window: 1h}
            when_blind {after: 1m, then: warn}
            objective {name: dup, count: dup_total, expect: "< 2", no_data: met, on_breach: fail}
            objective {name: burst, count: http_total, window: 1m, expect: "< 260", on_breach: warn}
            objective {name: ratio, ratio: {bad: 'http_total{code="500"}', total: http_total, window: 1m}, expect: "< 5%", for: 20s, on_breach: fail}
            objective {name: burn, ratio: {bad: 'http_total{code="500"}', total: http_total, burn: {objective: 98%, min_bad_events: 3}}, on_breach: fail}
            objective {name: starts, changes: process_start_time_seconds, window: 2m, expect: "< 2", on_breach: warn}
            objective {name: lag, gauge: lag, for: 15s, expect: "< 5", grace: 20s, on_breach: warn}
            objective {name: mode, state: {metric: mode, label: mode}, expect: "== DRY", for: 30s, on_breach: warn}
            objective {name: gated, gauge: lag, when: {expr: 'open{instance="a"}'}, expect: "< 5", on_breach: warn}
            objective {name: value, expr: 'lag{instance="b"}', expect: "< 5", on_breach: warn}
            objective {name: night, count: dup_total, when: {utc: "00:05-00:20"}, expect: "== 0", no_data: met, on_breach: warn}
            """;

    @TempDir
    Path scratch;

    private Scenario scenario;

    /** A time in which something is away. */
    record Cut(int from, int to, boolean killed) {}

    /** What a run comes to. */
    record Outcome(
            Map<String, Double> events,
            Map<String, Long> breaches,
            Map<String, Verdict> verdicts,
            Set<String> breached,
            Map<String, Optional<Value>> overSoak,
            SoakVerdict soak,
            Duration clean,
            Duration blind,
            Map<String, Duration> judged) {}

    static List<Long> seeds() {
        return new Random(20261121).longs(Long.getLong("cut.runs", 3)).boxed().toList();
    }

    @BeforeEach
    void load() throws IOException {
        Path file = scratch.resolve("made-up.txt");
        Files.writeString(file, RULES);
        scenario = Scenario.read(file);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void comeToTheSameAsAnUncutOne(long seed) {
        List<WrittenSeries> series = RandomBot.series(seed, SECONDS);
        List<Cut> cuts = cuts(new Random(seed));
        assertThat(run(series, cuts)).as("cuts %s", cuts).isEqualTo(run(series, List.of()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverEarnMoreWhereDataIsLost(long seed) {
        List<WrittenSeries> series = RandomBot.series(seed, SECONDS);
        List<Cut> cuts = cuts(new Random(seed));
        List<WrittenSeries> rest = series.stream()
                .map(one -> new WrittenSeries(
                        one.labels(),
                        one.points().stream()
                                .filter(point -> cuts.stream().noneMatch(cut -> isIn(cut, point.at())))
                                .toList()))
                .toList();
        Outcome uncut = run(series, List.of());
        Outcome cut = run(rest, cuts);
        assertThat(cut.clean()).as("cuts %s", cuts).isLessThanOrEqualTo(uncut.clean());
        long lost = cuts.stream().filter(one -> one.to() - one.from() > 90).count();
        assertThat(cut.blind()).as("cuts %s", cuts).isGreaterThanOrEqualTo(Duration.ofSeconds(30 * lost));
    }

    private static boolean isIn(Cut cut, Instant at) {
        return at.getEpochSecond() >= cut.from() && at.getEpochSecond() < cut.to();
    }

    private static List<Cut> cuts(Random random) {
        List<Cut> cuts = new ArrayList<>();
        for (int second = 30 + random.nextInt(200); second < SECONDS - 400; second += 60 + random.nextInt(400)) {
            // at least a second: what begins and ends in the same one would never end
            int length = random.nextInt(3) == 0 ? 1 + random.nextInt(19) : 10 + random.nextInt(250);
            boolean killed = random.nextBoolean();
            // a process measures when it starts: at another moment than the uncut run it would see something else
            int to = killed ? (second + length + 4) / 5 * 5 : second + length;
            cuts.add(new Cut(second, to, killed));
            second = to;
        }
        return cuts;
    }

    private Outcome run(List<WrittenSeries> series, List<Cut> cuts) {
        WrittenSource store = new WrittenSource(Lane.PROMETHEUS, series, Duration.ofSeconds(30));
        Set<String> breached = new TreeSet<>();
        Instant begin = Instant.EPOCH;
        VirtualWatch process = process(store, begin, breached);
        process.tickAll(begin);
        Checkpoint kept = kept(process, begin);
        for (int second = 1; second < SECONDS; second++) {
            Instant now = begin.plusSeconds(second);
            boolean dead = false;
            for (Cut cut : cuts) {
                if (cut.killed()) {
                    dead |= isIn(cut, now);
                    if (second == cut.to()) {
                        process = process(store, now, breached);
                        process.reckoning().resume(writtenAndRead(kept), now);
                        process.tickAll(now);
                    }
                } else if (second == cut.from()) {
                    store.fail(Reason.ERROR, "connection refused");
                } else if (second == cut.to()) {
                    store.answer();
                }
            }
            if (!dead) {
                process.beat(now);
                kept = second % 5 == 0 ? kept(process, now) : kept;
            }
        }
        return outcome(process, breached);
    }

    private static Checkpoint kept(VirtualWatch process, Instant now) {
        return process.reckoning().checkpoint("", now, new Checkpoint.Stop(Optional.empty(), Map.of()));
    }

    private static Checkpoint writtenAndRead(Checkpoint kept) {
        Checkpoint read = CheckpointJson.decode(CheckpointJson.encode(kept));
        assertThat(read).isEqualTo(kept);
        return read;
    }

    private VirtualWatch process(WrittenSource store, Instant now, Set<String> breached) {
        WrittenSource none = new WrittenSource(Lane.BOT, List.of(), Duration.ZERO);
        return new VirtualWatch(
                scenario.soak(),
                scenario.groups(),
                List.of(store, none),
                Optional.of(Duration.ofSeconds(35)),
                Instant.EPOCH,
                now,
                new Consequences() {
                    @Override
                    public void obliges(Watch watch, Obligation obligation, Instant at) {}

                    @Override
                    public void recovered(Watch watch) {}

                    @Override
                    public void changed(Watch watch, Verdict before, Instant at, Instant decided) {
                        if (watch.verdict() == Verdict.BREACH) {
                            breached.add(watch.objective().name() + " for the " + watch.breaches() + ". time");
                        }
                    }

                    @Override
                    public void soakAdvanced(Instant at, SoakVerdict before) {}
                });
    }

    private static Outcome outcome(VirtualWatch process, Set<String> breached) {
        Map<String, Double> events = new TreeMap<>();
        Map<String, Long> breaches = new TreeMap<>();
        Map<String, Verdict> verdicts = new TreeMap<>();
        Map<String, Optional<Value>> overSoak = new TreeMap<>();
        for (Watch watch : process.watches()) {
            String name = watch.objective().name();
            events.put(name, watch.events());
            breaches.put(name, watch.breaches());
            verdicts.put(name, watch.verdict());
            overSoak.put(name, watch.lines().get(0).record.overSoak());
        }
        var soak = process.reckoning().soak();
        return new Outcome(
                events,
                breaches,
                verdicts,
                breached,
                overSoak,
                soak.verdict(),
                soak.clean(),
                soak.blind(),
                new TreeMap<>(soak.settled().judged()));
    }
}
