package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Participant;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells how a soak goes: pauses of its clock, its progress now and then, its end (SPEC 8). Listens to the loop and decides nothing.
 * The events and their fields are in docs/journal.md; reports are made of them.
 */
final class SoakDiary {

    /** Pauses shorter than this are counted and not told one by one: a lane that stumbles each second must not fill a disk. */
    static final Duration TOLD = Duration.ofSeconds(5);

    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofMinutes(15);
    /** In a window there are about so many tellings of its progress. */
    private static final int IN_A_WINDOW = 24;
    /** An event holds 48 KiB. */
    private static final int OBJECTIVES_IN_ONE = 25;
    /** So many events tell the progress at once; that of further objectives is told with the beats that follow. */
    private static final int EVENTS_AT_ONCE = 4;
    /** What can wait for the disk while another goes on. */
    private static final int EVENTS_AT_THE_END = 40;

    /** So many objectives are named, and the others counted. */
    private static final int LISTED = 10;

    private final Loop loop;
    private final String phase;
    private final Supplier<Optional<BuildBook>> build;
    private final Duration stall;
    private Optional<Instant> last = Optional.empty();
    private Optional<Instant> progressTold = Optional.empty();
    /** While progress is told: the number of the objective with which that goes on. */
    private OptionalInt next = OptionalInt.empty();

    private Optional<Pause> pause = Optional.empty();
    private Duration clean = Duration.ZERO;
    private int restarts;
    private long shortPauses;
    private Duration shortPaused = Duration.ZERO;

    private record Pause(Instant since, boolean told) {}

    /**
     * @param build of the bot, where it is followed
     * @param stall two moments further apart than this had nobody watching in between
     */
    SoakDiary(Loop loop, String phase, Supplier<Optional<BuildBook>> build, Duration stall) {
        this.loop = loop;
        this.phase = phase;
        this.build = build;
        this.stall = stall;
    }

    /**
     * A soak begins, or goes on.
     *
     * @param left up to when another process has kept it; empty if it begins
     * @param anew the objectives that begin anew all the same, since they are defined otherwise now
     */
    void started(SoakClock soak, Optional<Instant> left, List<String> anew) {
        Map<String, Object> data = of(soak);
        data.put("window", soak.rules().window().toString());
        left.ifPresent(at -> {
            data.put("left_at", at.toString());
            data.put("anew", anew);
        });
        loop.tell(Event.Level.INFO, "soak started", data);
    }

    /**
     * A soak ends without a verdict, and another begins.
     *
     * @param why what is to be told of it
     */
    void restarted(SoakClock before, SoakClock begun, Map<String, Object> why) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", phase);
        data.put("soak", before.id());
        data.put("next_soak", begun.id());
        data.put("verdict", before.verdict().word());
        data.putAll(why);
        data.putAll(clock(before));
        loop.tell(Event.Level.WARN, "soak restarted", data);
        progressTold = Optional.empty();
        next = OptionalInt.empty();
        pause = Optional.empty();
        restarts = 0;
        clean = Duration.ZERO;
        shortPauses = 0;
        shortPaused = Duration.ZERO;
        started(begun, Optional.empty(), List.of());
    }

    /** An objective has been measured. */
    void taken(Watch watch, Assessment assessment) {
        if (assessment.worst().isPresent()) {
            watch.notes()
                    .saw(assessment.worst().get().value(), watch.objective().expect());
        }
    }

    /** The clock has gone on to this time. */
    void advanced(Instant now, SoakClock soak, SoakVerdict before, List<Watch> watches) {
        Duration step = last.map(then -> Duration.between(then, now)).orElse(Duration.ZERO);
        boolean watched = !step.isNegative() && step.compareTo(stall) <= 0;
        Duration counted = watched ? step : Duration.ZERO;
        for (Watch watch : watches) {
            watch.notes().pass(watch.isKnown(), counted);
        }
        last = Optional.of(now);
        if (soak.started().isPresent()) {
            tellPause(now, soak, watches);
            tellRestart(soak);
            boolean due = progressTold
                    .map(then -> Duration.between(then, now).compareTo(interval(soak)) >= 0)
                    .orElse(true);
            if ((due && next.isEmpty()) || soak.verdict() != before) {
                next = OptionalInt.of(0);
                progressTold = Optional.of(now);
            }
            progress(soak, watches, EVENTS_AT_ONCE);
        }
        if (soak.verdict() != before) {
            Map<String, Object> data = of(soak);
            data.put("verdict", soak.verdict().word());
            data.put("why", soak.why());
            data.putAll(clock(soak));
            loop.tell(
                    soak.verdict() == SoakVerdict.FAIL ? Event.Level.ERROR : Event.Level.INFO, PhaseResult.EVENT, data);
        }
    }

    /** Another one goes on: what this one knows and has not told yet is told now. */
    void handedOver(Instant now, SoakClock soak, List<Watch> watches) {
        if (soak.started().isPresent()) {
            pause.ifPresent(over -> resumed(over, now, soak));
            next = OptionalInt.of(next.orElse(0));
            progress(soak, watches, EVENTS_AT_THE_END);
        }
    }

    private static Duration interval(SoakClock soak) {
        Duration even = soak.rules().window().dividedBy(IN_A_WINDOW);
        return even.compareTo(OFTEN) < 0 ? OFTEN : even.compareTo(SELDOM) > 0 ? SELDOM : even;
    }

    private void tellPause(Instant now, SoakClock soak, List<Watch> watches) {
        List<Participant> disturbing = new ArrayList<>();
        for (Watch watch : watches) {
            if (!watch.objective().shadow() && (watch.verdictOfLanes().pausesSoak() || !watch.isKnown())) {
                disturbing.add(watch.participant());
            }
        }
        Optional<BuildBook> held = build.get().filter(book -> book.pause().isPresent());
        if (disturbing.isEmpty() && held.isEmpty()) {
            pause.ifPresent(over -> resumed(over, now, soak));
            pause = Optional.empty();
            return;
        }
        Pause goesOn = pause.orElseGet(() -> new Pause(now, false));
        if (!goesOn.told() && Duration.between(goesOn.since(), now).compareTo(TOLD) >= 0) {
            Map<String, Object> data = of(soak);
            data.put("since", goesOn.since().toString());
            data.put(
                    "blind",
                    disturbing.stream().anyMatch(SoakDiary::isBlind)
                            || held.filter(BuildBook::isBlind).isPresent());
            data.put("why", held.flatMap(BuildBook::pause).orElseGet(() -> why(disturbing, watches)));
            loop.tell(Event.Level.WARN, "soak paused", data);
            goesOn = new Pause(goesOn.since(), true);
        }
        pause = Optional.of(goesOn);
    }

    private static boolean isBlind(Participant one) {
        return !one.known() || one.verdict() == Verdict.BLIND || one.verdict() == Verdict.WAITING;
    }

    private static String why(List<Participant> disturbing, List<Watch> watches) {
        Participant first = disturbing.get(0);
        String detail = watches.stream()
                .filter(watch -> watch.objective().equals(first.objective()))
                .map(Watch::why)
                .findFirst()
                .orElse("");
        Map<String, List<String>> names = disturbing.stream()
                .collect(Collectors.groupingBy(
                        SoakDiary::standing,
                        LinkedHashMap::new,
                        Collectors.mapping(one -> one.objective().name(), Collectors.toList())));
        String alike = listed(Objects.requireNonNull(names.remove(standing(first)))) + " " + standing(first);
        return alike + ": " + detail
                + names.entrySet().stream()
                        .map(others -> "; " + listed(others.getValue()) + " " + others.getKey())
                        .collect(Collectors.joining());
    }

    private static String standing(Participant one) {
        return isBlind(one) ? "not known" : one.verdict().word();
    }

    private static String listed(List<String> names) {
        return names.stream().limit(LISTED).collect(Collectors.joining(", "))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }

    private void resumed(Pause over, Instant now, SoakClock soak) {
        if (over.told()) {
            Map<String, Object> data = of(soak);
            data.put("since", now.toString());
            loop.tell(Event.Level.INFO, "soak resumed", data);
        } else {
            shortPauses++;
            shortPaused = shortPaused.plus(Duration.between(over.since(), now));
        }
    }

    private void tellRestart(SoakClock soak) {
        if (soak.restarts() != restarts) {
            restarts = soak.restarts();
            Map<String, Object> data = of(soak);
            data.put(
                    "why",
                    "a gap longer than max_gap "
                            + soak.rules().maxGap().map(Duration::toString).orElse("")
                            + "; " + clean.toSeconds() + " s of clean time are lost");
            loop.tell(Event.Level.WARN, "soak restarted", data);
        }
        clean = soak.clean();
    }

    /** Goes on to tell it, in some events; each repeats the clock. */
    private void progress(SoakClock soak, List<Watch> watches, int events) {
        for (int i = 0; i < events && next.isPresent(); i++) {
            int from = next.getAsInt();
            int to = Math.min(watches.size(), from + OBJECTIVES_IN_ONE);
            Map<String, Object> data = of(soak);
            data.put("verdict", soak.verdict().word());
            data.put("why", soak.why());
            data.putAll(clock(soak));
            data.put("short_pauses", shortPauses);
            data.put("short_paused_s", seconds(shortPaused));
            data.put(
                    "objectives",
                    watches.subList(from, to).stream()
                            .map(watch -> watch.notes().tell(watch))
                            .toList());
            loop.tell(Event.Level.DEBUG, "soak progress", data);
            next = to < watches.size() ? OptionalInt.of(to) : OptionalInt.empty();
        }
    }

    private Map<String, Object> of(SoakClock soak) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", phase);
        data.put("soak", soak.id());
        build.get().flatMap(BuildBook::name).ifPresent(name -> data.put("build", name));
        return data;
    }

    private static Map<String, Object> clock(SoakClock soak) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("clean_s", seconds(soak.clean()));
        data.put("window_s", seconds(soak.rules().window()));
        data.put("elapsed_s", seconds(soak.elapsed()));
        data.put("blind_s", seconds(soak.blind()));
        data.put("longest_gap_s", seconds(soak.longestGap()));
        return data;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
