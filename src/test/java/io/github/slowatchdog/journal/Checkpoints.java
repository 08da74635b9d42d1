package io.github.slowatchdog.journal;

import io.github.slowatchdog.slo.EventTimes;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.LedgerState;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.RecordState;
import io.github.slowatchdog.slo.Target;
import io.github.slowatchdog.slo.TargetsState;
import io.github.slowatchdog.slo.Track;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakMemory;
import io.github.slowatchdog.soak.SoakState;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Fingerprint;
import io.github.slowatchdog.watch.Stand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checkpoints with something of everything. */
final class Checkpoints {

    private Checkpoints() {}

    private static final Instant T = Instant.parse("2026-11-21T11:22:33.000000001Z");

    static Checkpoint of(String phase) {
        return of(phase, 2, 1);
    }

    /** With so many series in the first of so many objectives; the others are gauges on one lane. */
    static Checkpoint of(String phase, int series, int objectives) {
        LedgerState.Counted counted = new LedgerState.Counted(
                IntStream.range(0, series)
                        .mapToObj(n -> new LedgerState.Mark(
                                Labels.of(Labels.NAME, "http_total", "path", "/p/" + n, "job", "bot"),
                                T,
                                1000,
                                n + 0.5))
                        .toList(),
                new LedgerState.Tallied(
                        new EventTimes(T, List.of(0L, 1_000_000_000L), List.of(2.0, 0.5)),
                        List.of("a \"b\" -> c"),
                        1e17,
                        T),
                Instant.MIN,
                Instant.MAX);
        LedgerState.Looked looked = new LedgerState.Looked(List.of(new LedgerState.Look(
                Labels.NONE, T, 0, Optional.of(new Judged(Labels.NONE, T, Value.of(Double.NaN), false)), true)));
        Track track = new Track(Verdict.PENDING, Optional.of(T), Optional.empty());
        Stand stand = new Stand(Verdict.PASS, true, Optional.of(Outcome.MET));
        Checkpoint.Stood stood =
                new Checkpoint.Stood(List.of(new Checkpoint.Moment(T, stand)), T, stand, Duration.ofMillis(1500));
        List<Checkpoint.Told> lines = List.of(
                told(new LedgerState.Divided(counted, counted), track, stood),
                told(looked, track, stood),
                new Checkpoint.Told(
                        Lane.DIRECT,
                        new RecordState(Optional.empty(), track, Optional.empty(), Optional.empty(), Optional.empty()),
                        stood,
                        T,
                        T,
                        false,
                        0,
                        Optional.empty()));
        List<Checkpoint.Watched> watched = IntStream.range(0, objectives)
                .mapToObj(n -> n == 0 ? watched("dup", lines) : watched("dup_" + n, lines.subList(1, 2)))
                .toList();

        SoakState settled = new SoakState(
                Optional.of(T),
                T,
                true,
                Duration.ofHours(47),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Map.of("dup", Duration.ofSeconds(1)));
        TargetsState targets = new TargetsState(List.of(new TargetsState.Known(
                new Target("bot", "a"),
                Instant.MAX,
                List.of(new TargetsState.Shown(T, 1)),
                List.of(new TargetsState.Shown(T, Double.POSITIVE_INFINITY)))));
        return new Checkpoint(
                phase,
                T,
                new SoakMemory("id", T, SoakVerdict.SOAKING, "", settled, Duration.ZERO, Duration.ofSeconds(-1)),
                watched,
                List.of(),
                List.of(new Checkpoint.Read(Lane.BOT, targets, T)),
                new Checkpoint.Stop(
                        Optional.of(StopOrder.of(Cause.BREACH, "dup", "why", T, "me")),
                        Map.of("dup", new Obligation(Cause.BREACH, 2))),
                Optional.of(new Checkpoint.Followed(Optional.of("v2"), stood)));
    }

    private static Checkpoint.Watched watched(String name, List<Checkpoint.Told> lines) {
        return new Checkpoint.Watched(
                name,
                Fingerprint.parse("00112233445566778899aabbccddeeff"),
                T,
                Verdict.BREACH,
                T,
                3_000_000_000L,
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                lines);
    }

    private static Checkpoint.Told told(LedgerState ledger, Track track, Checkpoint.Stood stood) {
        return new Checkpoint.Told(
                Lane.PROMETHEUS,
                new RecordState(
                        Optional.of(ledger), track, Optional.empty(), Optional.of(Outcome.MISSED), Optional.of(T)),
                stood,
                T,
                T.minusSeconds(30),
                true,
                7,
                Optional.of(T));
    }
}
