package io.github.slowatchdog.watch;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.BuildWatch;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a scenario through the core in the order of {@link Watchdog}, in virtual time: no thread, no clock, no flag. */
final class ScenarioRun {

    private final ScenarioFile file;
    private final Settings settings;
    private final Map<Lane, ScenarioSource> sources = new EnumMap<>(Lane.class);
    private final Map<String, Verdict> shown = new HashMap<>();
    private final Latch latch = new Latch();
    private final Transcript transcript = new Transcript();
    private Instant now;
    private VirtualWatch process;
    private JsonObject kept = new JsonObject();
    private boolean frozen;
    private Optional<BuildWatch> build = Optional.empty();

    ScenarioRun(ScenarioFile file, Settings settings) {
        this.file = file;
        this.settings = settings;
        this.now = file.begin();
        for (Lane lane : List.of(Lane.PROMETHEUS, Lane.BOT)) {
            sources.put(lane, new ScenarioSource(lane, file.series(lane), file.overlap()));
        }
        this.process = process();
    }

    private VirtualWatch process() {
        return new VirtualWatch(settings, file.maxAge(), this::source, file.begin(), now, new Writer());
    }

    private Reckoning reckoning() {
        return process.reckoning();
    }

    /** As a process that was killed leaves it, written down and read again. */
    private void keep() {
        Checkpoint.Stop stop = new Checkpoint.Stop(latch.order(), latch.excused());
        kept = new JsonObject(
                CheckpointJson.encode(reckoning().checkpoint("", now, stop)).encode());
    }

    private void restart() {
        process = process();
        Checkpoint left = CheckpointJson.decode(kept);
        reckoning().resume(left, now);
        left.build()
                .ifPresent(followed -> follow(new BuildWatch(followed.name())).resume(followed, now));
        process.tickAll(now);
        frozen = false;
    }

    /** Writes down what follows. */
    private final class Writer implements Consequences {

        @Override
        public void taken(Watch watch, Line line, Assessment assessment) {
            String name = isRequired(watch) ? "(required)" : watch.objective().name();
            String lane = watch.lines().size() > 1 ? "@" + watch.lane(line).word() : "";
            transcript.assessment(now, name + lane, assessment);
        }

        @Override
        public void obliges(Watch watch, Obligation obligation, Instant at) {
            showVerdict(watch);
            String name = watch.objective().name();
            latch.raise(obligation.cause(), name, watch.reason(), at, settings.name(), obligation.events())
                    .ifPresent(order -> transcript.line(at, "stop ordered: " + order.reason()));
        }

        @Override
        public void recovered(Watch watch) {
            latch.recovered(watch.objective().name());
        }

        @Override
        public void changed(Watch watch, Verdict before, Instant at, Instant decided) {
            showVerdict(watch);
        }

        private void showVerdict(Watch watch) {
            String name = watch.objective().name();
            Verdict before = shown.getOrDefault(name, Verdict.WAITING);
            if (before != watch.verdict()) {
                shown.put(name, watch.verdict());
                transcript.line(
                        now,
                        name + "  " + before.word() + " -> " + watch.verdict().word() + asOf(watch.since()));
            }
        }

        private String asOf(Instant at) {
            return at.isBefore(now) ? " (as of " + Transcript.offset(at) + ")" : "";
        }

        @Override
        public void soakAdvanced(Instant at, SoakVerdict before) {
            SoakClock soak = reckoning().soak();
            transcript.soak(at, soak);
            boolean open = soak.verdict() == SoakVerdict.PASS && latch.order().isEmpty();
            if (soak.verdict() != SoakVerdict.SOAKING) {
                transcript.changed(at, "gate", Boolean.toString(open), open ? "open" : "closed");
            }
        }
    }

    private boolean isRequired(Watch watch) {
        return reckoning().required().contains(watch);
    }

    String run() {
        List<ScenarioFile.Happening> ahead = new ArrayList<>(file.happenings());
        process.tickAll(now);
        for (now = now.plus(VirtualWatch.BEAT); !now.isAfter(file.until()); now = now.plus(VirtualWatch.BEAT)) {
            while (!ahead.isEmpty() && !ahead.get(0).at().isAfter(now)) {
                happen(now, ahead.remove(0).what());
            }
            if (!frozen) {
                process.beat(now);
            }
        }
        SoakClock soak = reckoning().soak();
        transcript.line(
                file.until(),
                "end  soak " + soak.verdict().word() + ", clean " + Transcript.duration(soak.clean()) + ", blind "
                        + Transcript.duration(soak.blind()) + ", longest gap "
                        + Transcript.duration(soak.longestGap()) + "; stop "
                        + latch.order().map(order -> "in force").orElse("clear"));
        return transcript.toString();
    }

    private void happen(Instant now, String what) {
        transcript.line(now, "--  " + what);
        switch (what) {
            case "freeze" -> frozen = true;
            case "thaw" -> frozen = false;
            case "kill" -> {
                keep();
                frozen = true;
            }
            case "start" -> restart();
            case "stop" -> latch.adopt(StopOrder.of(Cause.MANUAL, "", "by hand", now, "somebody"));
            case "new-soak" -> newSoak();
            case "release" -> release(now, false);
            case "release --force" -> release(now, true);
            default -> {
                if (what.startsWith("build ")) {
                    see(List.of(what.substring("build ".length()).split(" ")));
                } else if (what.startsWith("bot ")) {
                    source(Lane.BOT).become(what.substring("bot ".length()));
                } else {
                    source(Lane.PROMETHEUS).become(what);
                }
            }
        }
    }

    private BuildBook follow(BuildWatch watch) {
        build = Optional.of(watch);
        BuildBook book = new BuildBook(watch, now);
        reckoning().follow(book);
        return book;
    }

    private void see(List<String> builds) {
        if (build.isEmpty()) {
            follow(new BuildWatch(Optional.of(builds.get(0))));
            return;
        }
        Build seen = builds.get(0).equals("?")
                ? new Build.Unknown("hidden")
                : builds.size() > 1 ? new Build.Mixed(builds) : new Build.Known(builds.get(0));
        build.get().take(seen).ifPresent(change -> newSoak());
    }

    private void newSoak() {
        transcript.line(
                now,
                "a new soak; the one before was " + reckoning().soak().verdict().word());
        reckoning().beginSoak(now);
        latch.countAnew();
        shown.clear();
    }

    private ScenarioSource source(Lane lane) {
        return java.util.Objects.requireNonNull(sources.get(lane));
    }

    private void release(Instant now, boolean force) {
        if (latch.order().isEmpty()) {
            transcript.line(now, "no stop is in force");
            return;
        }
        Standing standing = reckoning().standing(now);
        Optional<String> refusal =
                standing.refusal(now, settings.stop().greenFor()).filter(why -> !force);
        if (refusal.isPresent()) {
            transcript.line(now, "release refused: " + refusal.get());
            return;
        }
        latch.release(reckoning().obliging());
        transcript.line(now, "stop released");
    }
}
