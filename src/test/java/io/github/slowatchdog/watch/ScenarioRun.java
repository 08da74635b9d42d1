package io.github.slowatchdog.watch;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a scenario through the core in the order of {@link Watchdog}, in virtual time: no thread, no clock, no flag. */
final class ScenarioRun {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final Duration BASELINE = Duration.ofMinutes(5);
    private static final Duration OVERDUE = Duration.ofSeconds(15);

    private final ScenarioFile file;
    private final Settings settings;
    private final Settings.Group group;
    private final Map<Lane, ScenarioSource> sources = new EnumMap<>(Lane.class);
    private final Map<Lane, LaneBook> books = new EnumMap<>(Lane.class);
    private final List<Watch> watches;
    private final List<Watch> required;
    private final SoakClock soak;
    private final Latch latch = new Latch();
    private final GreenLight greenLight = new GreenLight();
    private final Transcript transcript = new Transcript();
    private Instant lastBeat;
    private Instant answersDue;
    private boolean frozen;

    ScenarioRun(ScenarioFile file, Settings settings) {
        this.file = file;
        this.settings = settings;
        this.group = settings.groups().get(0);
        Instant now = file.begin();
        this.lastBeat = now;
        this.answersDue = now;
        for (Lane lane : List.of(Lane.PROMETHEUS, Lane.BOT)) {
            ScenarioSource source = new ScenarioSource(lane, file.series(lane), file.overlap());
            Optional<Duration> maxAge = lane == Lane.PROMETHEUS ? file.maxAge() : Optional.empty();
            sources.put(lane, source);
            books.put(lane, new LaneBook(source, maxAge, now.minus(BASELINE)));
        }
        this.watches = watches(group.objectives(), now);
        this.required = watches(Requirements.of(settings.phase().soak()), now);
        this.soak = new SoakClock("1", settings.phase().soak(), now, STALL);
    }

    private static List<Watch> watches(List<Objective> objectives, Instant now) {
        return objectives.stream()
                .map(objective -> new Watch(objective, now, now.minus(BASELINE)))
                .toList();
    }

    String run() {
        List<ScenarioFile.Happening> ahead = new ArrayList<>(file.happenings());
        tick(file.begin(), watches);
        tick(file.begin(), required);
        for (Instant now = file.begin().plus(BEAT); !now.isAfter(file.until()); now = now.plus(BEAT)) {
            while (!ahead.isEmpty() && !ahead.get(0).at().isAfter(now)) {
                happen(now, ahead.remove(0).what());
            }
            if (!frozen) {
                beat(now);
                tickIfDue(now, group.interval(), watches);
                tickIfDue(now, Requirements.INTERVAL, required);
            }
        }
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
            case "stop" -> latch.adopt(StopOrder.of(Cause.MANUAL, "", "by hand", now, "somebody"));
            case "release" -> release(now, false);
            case "release --force" -> release(now, true);
            default -> {
                if (what.startsWith("bot ")) {
                    source(Lane.BOT).become(what.substring("bot ".length()));
                } else {
                    source(Lane.PROMETHEUS).become(what);
                }
            }
        }
    }

    private ScenarioSource source(Lane lane) {
        return java.util.Objects.requireNonNull(sources.get(lane));
    }

    private void release(Instant now, boolean force) {
        if (latch.order().isEmpty()) {
            transcript.line(now, "no stop is in force");
            return;
        }
        Standing standing = greenLight.standing(now, watches);
        Optional<String> refusal =
                standing.refusal(now, settings.stop().greenFor()).filter(why -> !force);
        if (refusal.isPresent()) {
            transcript.line(now, "release refused: " + refusal.get());
            return;
        }
        Map<String, Obligation> obliging = new HashMap<>();
        for (Watch watch : watches) {
            watch.obligation().ifPresent(known -> obliging.put(watch.objective().name(), known));
        }
        latch.release(obliging);
        transcript.line(now, "stop released");
    }

    private void tickIfDue(Instant now, Duration interval, List<Watch> group) {
        if (Duration.between(file.begin(), now).toMillis() % interval.toMillis() == 0) {
            tick(now, group);
        }
    }

    private void tick(Instant now, List<Watch> group) {
        for (Lane lane : List.of(Lane.PROMETHEUS, Lane.BOT)) {
            LaneBook book = book(lane);
            MetricSource.Round round = source(lane).begin(now);
            List<Runnable> answers = new ArrayList<>();
            for (Watch watch : group) {
                for (Watch.Line line : watch.lines()) {
                    if (watch.lane(line) == lane) {
                        answers.add(ask(now, round, watch, line));
                    }
                }
            }
            Future<MetricSource.Context> context = round.context(book.readUpTo());
            if (context.succeeded() && !answers.isEmpty()) {
                book.take(context.result());
                answers.forEach(Runnable::run);
            }
        }
    }

    private Runnable ask(Instant now, MetricSource.Round round, Watch watch, Watch.Line line) {
        Future<Measurement> data = round.read(watch.objective().indicator(), line.readUpTo);
        boolean holds = watch.objective()
                .when()
                .flatMap(when -> when.indicator().map(asked -> when.holdsBy(answer(now, asked))))
                .orElse(true);
        return () -> settle(watch, line, data.result(), holds);
    }

    private Measurement answer(Instant now, Indicator asked) {
        return source(Lane.PROMETHEUS).begin(now).read(asked, now).result();
    }

    private LaneBook book(Lane lane) {
        return java.util.Objects.requireNonNull(books.get(lane));
    }

    private void settle(Watch watch, Watch.Line line, Measurement measurement, boolean holds) {
        LaneBook book = book(watch.lane(line));
        Assessment assessment = line.record.take(
                measurement, book.targets(), watch.scope(soak.began(), holds), book.trouble(measurement.at()));
        watch.count(line, assessment);
        if (!(measurement instanceof Measurement.Failure)) {
            line.readUpTo = measurement.at();
        }
        String name =
                required.contains(watch) ? "(required)" : watch.objective().name();
        String lane = watch.lines().size() > 1 ? "@" + watch.lane(line).word() : "";
        transcript.assessment(measurement.at(), name + lane, assessment);
        decide(watch, measurement.at());
    }

    private void decide(Watch watch, Instant now) {
        if (required.contains(watch)) {
            return;
        }
        Verdict before = watch.verdict();
        boolean changed = watch.settle(watch.verdictOfLanes(), now);
        String name = watch.objective().name();
        if (changed) {
            transcript.line(
                    now, name + "  " + before.word() + " -> " + watch.verdict().word());
        }
        if (watch.obligation().isPresent()) {
            Obligation obligation = watch.obligation().get();
            latch.raise(obligation.cause(), name, watch.reason(), now, settings.name(), obligation.events())
                    .ifPresent(order -> transcript.line(now, "stop ordered: " + order.reason()));
        } else if (watch.isRecovered()) {
            latch.recovered(name);
        }
        if (changed) {
            greenLight.standing(now, watches);
            advanceSoak(now);
        }
    }

    private void beat(Instant now) {
        boolean stalled = Duration.between(lastBeat, now).compareTo(STALL) > 0;
        lastBeat = now;
        if (stalled) {
            answersDue = now.plus(OVERDUE);
        } else if (!now.isBefore(answersDue)) {
            Duration late = group.interval().plus(OVERDUE);
            for (Watch watch : watches) {
                watch.lines()
                        .forEach(line -> line.record.pass(
                                now,
                                line.record
                                        .last()
                                        .filter(last -> last.at().plus(late).isBefore(now))
                                        .isPresent()));
                decide(watch, now);
            }
        }
        advanceSoak(now);
        greenLight.standing(now, watches);
    }

    private void advanceSoak(Instant now) {
        List<String> missing = required.stream()
                .filter(need -> !need.isMet())
                .map(need -> need.objective().indicator().query() + " "
                        + need.objective().expect().text())
                .toList();
        soak.advance(
                now,
                watches.stream()
                        .filter(watch -> !watch.objective().shadow())
                        .map(Watch::participant)
                        .toList(),
                missing);
        transcript.soak(now, soak);
        boolean open = soak.verdict() == SoakVerdict.PASS && latch.order().isEmpty();
        if (soak.verdict() != SoakVerdict.SOAKING) {
            transcript.changed(now, "gate", Boolean.toString(open), open ? "open" : "closed");
        }
    }
}
