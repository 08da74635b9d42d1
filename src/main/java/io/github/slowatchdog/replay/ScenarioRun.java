package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Replay;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes a scenario through the core, and writes down what happens. */
final class ScenarioRun {

    private final Scenario scenario;
    private final Map<Lane, WrittenSource> sources;
    private final Replay replay;
    private final Transcript transcript = new Transcript();
    private final Deque<Happening> ahead;
    private final Deque<Expected> expected;
    private final List<RuleTest.Difference> differences = new ArrayList<>();
    private Instant now;
    private boolean frozen;

    /** What a run came to. */
    record Told(String transcript, List<RuleTest.Difference> differences) {}

    /** @param kept what becomes of a checkpoint while the watchdog does not run */
    ScenarioRun(Scenario scenario, UnaryOperator<Checkpoint> kept) {
        this.scenario = scenario;
        this.sources = scenario.lanes();
        this.now = scenario.begin();
        this.ahead = new ArrayDeque<>(scenario.happenings());
        this.expected = new ArrayDeque<>(scenario.expectations());
        this.replay = new Replay(
                new Replay.Setup(
                        Scenario.NAME,
                        scenario.soak(),
                        scenario.groups(),
                        Scenario.inOrder(sources),
                        scenario.maxAge(),
                        kept),
                now,
                new Writer());
    }

    /** Whether the gate would be open: the soak has passed, and no stop is in force. */
    static boolean isOpen(Replay replay) {
        return replay.soak().verdict() == SoakVerdict.PASS && replay.order().isEmpty();
    }

    /** From begin to end; to be asked once. */
    Told run() {
        replay.begin();
        for (now = now.plus(Replay.BEAT); !now.isAfter(scenario.end()); now = now.plus(Replay.BEAT)) {
            compare(now);
            while (!ahead.isEmpty() && !ahead.peek().at().isAfter(now)) {
                Happening next = ahead.remove();
                transcript.line(now, "--  " + next.what());
                next.act().on(this);
            }
            if (!frozen) {
                replay.beat(now);
            }
        }
        compare(Instant.MAX);
        SoakClock soak = replay.soak();
        transcript.line(
                scenario.end(),
                "end  soak " + soak.verdict().word() + ", clean " + Transcript.duration(soak.clean()) + ", blind "
                        + Transcript.duration(soak.blind()) + ", longest gap "
                        + Transcript.duration(soak.longestGap()) + "; stop "
                        + replay.order().map(order -> "in force").orElse("clear"));
        return new Told(transcript.toString(), List.copyOf(differences));
    }

    /** What is expected of a time holds after all that happens at that time. */
    private void compare(Instant before) {
        while (!expected.isEmpty() && expected.peek().at().isBefore(before)) {
            Expected next = expected.remove();
            String actual = next.actual().apply(replay);
            if (!actual.equals(next.what())) {
                differences.add(new RuleTest.Difference(
                        next.line(),
                        next.column(),
                        Transcript.offset(next.at()),
                        next.what(),
                        actual,
                        Transcript.readable(next.more(replay))));
            }
        }
    }

    WrittenSource source(Lane lane) {
        return Objects.requireNonNull(sources.get(lane));
    }

    void freeze(boolean on) {
        frozen = on;
    }

    void kill() {
        replay.kill(now);
        frozen = true;
    }

    void start() {
        replay.start(now);
        frozen = false;
    }

    void stop() {
        replay.stop(now);
    }

    void see(Build build) {
        replay.see(build, now);
    }

    void newSoak() {
        replay.newSoak(now);
    }

    void release(boolean force) {
        if (replay.order().isEmpty()) {
            transcript.line(now, "no stop is in force");
            return;
        }
        Optional<String> refusal = replay.release(now, scenario.greenFor(), force);
        transcript.line(now, refusal.map(why -> "release refused: " + why).orElse("stop released"));
    }

    /** Writes down what is heard. */
    private final class Writer implements Replay.Listener {

        @Override
        public void measured(Instant at, Replay.Measured measured) {
            String name =
                    measured.required() ? "(required)" : measured.objective().name();
            String lane = measured.lane().map(one -> "@" + one.word()).orElse("");
            transcript.assessment(at, name + lane, measured.assessment());
        }

        @Override
        public void turned(Instant at, Replay.Turned turned) {
            transcript.line(
                    at,
                    turned.objective().name() + "  " + turned.before().word() + " -> "
                            + turned.verdict().word()
                            + (turned.asOf().isBefore(at) ? " (as of " + Transcript.offset(turned.asOf()) + ")" : ""));
        }

        @Override
        public void ordered(Instant at, StopOrder order) {
            transcript.line(at, "stop ordered: " + order.reason());
        }

        @Override
        public void soakAdvanced(Instant at, SoakClock soak) {
            transcript.soak(at, soak);
            if (soak.verdict() != SoakVerdict.SOAKING) {
                boolean open = isOpen(replay);
                transcript.changed(at, "gate", Boolean.toString(open), open ? "open" : "closed");
            }
        }

        @Override
        public void soakEnded(Instant at, SoakClock before) {
            transcript.line(
                    at, "a new soak; the one before was " + before.verdict().word());
        }
    }
}
