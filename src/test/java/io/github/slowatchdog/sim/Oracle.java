package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows everything that happened, and holds the promises of SPEC 0 against what the watchdogs show. */
final class Oracle {

    /** What is done at once takes no longer than this, in seconds. */
    private static final double AT_ONCE = 4;

    final Coverage coverage = new Coverage();
    private final World world;
    private final Truth truth;
    private final List<Guard> guards = new ArrayList<>();
    private final Findings findings;
    private final Hearing hearing;

    /** The order that Redis says is in force, and since when. */
    private String inForce = "";

    private double inForceSince;

    Oracle(World world) {
        this.world = world;
        this.truth = new Truth(world);
        this.findings = new Findings(world.time);
        this.hearing = new Hearing(world, truth, findings, coverage);
    }

    void watch(Guard guard) {
        guards.add(guard);
    }

    private double now() {
        return world.now();
    }

    Optional<String> broken() {
        return findings.broken();
    }

    /** A person is about to release this order. */
    void releases(String order) {
        hearing.releases(order);
    }

    /** A release that was not forced has been granted. */
    void granted() {
        hearing.granted(guards);
    }

    /** A process tells something. */
    void heard(Guard.Run process, Event event) {
        hearing.heard(process, event);
        if (event.name().equals("soak ended") && "pass".equals(event.data().get("verdict"))) {
            requireEarned(process, event.data().get("clean_s") instanceof Number clean ? clean.doubleValue() : 0);
        }
    }

    /** A page was shown to a process. */
    void shown(Guard.Run process, PageLane.Shown page) {
        process.pages.take(page.at(), page.start(), page.duplicates());
        process.heard.pages.add(new double[] {now(), process.pages.total()});
        process.heard.shown = now();
    }

    /** The store has answered a process, as of this second. */
    void answered(Guard.Run process, double asOf) {
        truth.answered(process.heard, asOf);
    }

    /** Once a second. */
    void check() {
        truth.note();
        String order = world.redis.order().map(StopOrder::id).orElse("");
        if (!order.equals(inForce)) {
            inForce = order;
            inForceSince = now();
        }
        for (Guard guard : guards) {
            guard.running()
                    .filter(process -> process.isAttentive(now(), AT_ONCE))
                    .ifPresent(this::check);
        }
    }

    private void check(Guard.Run process) {
        Board board = process.board();
        findings.require(
                Duration.between(board.beat(), world.time.instant()).toMillis() < 2500,
                "the loop beat last at %s",
                board.beat());
        for (Board.ObjectiveView view : board.objectives()) {
            if (view.verdict() == Verdict.BREACH) {
                process.heard.inBreach.put(view.objective().name(), now());
            }
        }
        requireFlag(process, board);
        requireProof(process, board);
        requireSeen(process);
        requireSight(process, board);
        requireLasting(process, board);
    }

    /** Promise 4. */
    private void requireFlag(Guard.Run process, Board board) {
        boolean reachable = world.redisWellSince < now() - AT_ONCE;
        Heard heard = process.heard;
        findings.require(
                heard.order.isPresent() == board.stop().order().isPresent() || heard.changed > now() - 2,
                "4: it told that it holds %s, and shows %s",
                heard.order,
                board.stop().order());
        if (reachable && heard.order.isPresent() && heard.orderSince < now() - AT_ONCE) {
            findings.require(
                    world.redis.saysStop(),
                    "4: the flag says %s while %s is in force",
                    world.redis.flag(),
                    heard.order.get());
        }
        if (process.started > now() - AT_ONCE - 2) {
            Optional<String> owed = heard.held.or(() -> process.resumes);
            boolean over = owed.map(hearing::isReleased).orElse(true);
            findings.require(over || heard.order.isPresent(), "4: %s is forgotten after a restart", owed);
        }
        if (reachable && !inForce.isEmpty() && inForceSince < now() - AT_ONCE) {
            findings.require(heard.order.isPresent(), "4: %s is in force, and it does not hold it", inForce);
        }
    }

    /** Promise 3. */
    private void requireProof(Guard.Run process, Board board) {
        Heard heard = process.heard;
        StopState state = board.stop().state();
        if (state != heard.state || heard.flagWritten > heard.stateSince) {
            heard.state = state;
            heard.stateSince = now();
        }
        double since = now() - heard.stateSince;
        if (state == StopState.WRITTEN) {
            findings.require(
                    since <= Terms.CONFIRM_WITHIN + 3, "3: written for %.0f s, and neither confirmed nor not", since);
        }
        if (state == StopState.CONFIRMED) {
            boolean other =
                    world.toBot.wellSince < now() - 6 && world.bot.isUp() && !world.bot.wasDry(now() - 5, now());
            findings.require(!other, "3: confirmed, and the bot has not been in DRY for 5 s");
        }
        boolean silent = world.channelFiredAt < now() - 5;
        if (process.isAttentive(now(), 6) && since > 3) {
            findings.require(state != StopState.ORDERED || !silent, "3: not written, and the second channel is silent");
            findings.require(
                    state != StopState.UNCONFIRMED || !silent, "3: unconfirmed, and the second channel is silent");
        }
    }

    /** Promise 2. */
    private void requireSeen(Guard.Run process) {
        Heard heard = process.heard;
        double soon = world.terms.soon();
        boolean holds = heard.order.isPresent();
        if (world.terms.lanes().contains(Lane.PROMETHEUS)
                && process.isAttentive(now(), soon)
                && world.toStore.wellSince < now() - soon) {
            double due = truth.dueInStore(process);
            findings.require(
                    holds || due <= heard.decidedByStore,
                    "2: %s events in the store for %.0f s, and no stop (decided on %s)",
                    due,
                    soon,
                    heard.decidedByStore);
            findings.require(
                    truth.lastWrongMode(process.began, now() - soon)
                            <= heard.inBreach.getOrDefault(Terms.MODE, Double.NEGATIVE_INFINITY) + world.terms.scrape(),
                    "2: the mode was wrong at %.3f, and nobody has noticed",
                    truth.lastWrongMode(process.began, now() - soon));
        }
        while (!heard.pages.isEmpty() && heard.pages.peek()[0] <= now() - 2) {
            double total = heard.pages.remove()[1];
            if (world.terms.lanes().contains(Lane.BOT)) {
                findings.require(
                        holds || total <= heard.decidedByPages,
                        "2: %s events on the page, and no stop (decided on %s)",
                        total,
                        heard.decidedByPages);
            }
        }
        if (holds) {
            heard.decidedByStore = Math.max(heard.decidedByStore, truth.inStore(process));
            heard.decidedByPages = Math.max(heard.decidedByPages, process.pages.total());
        }
    }

    /** Promise 5, both ways. */
    private void requireSight(Guard.Run process, Board board) {
        // a sample of `up` speaks for its lane until it is too old, and may be seen before those of its scrape are
        // asked for
        double late = world.terms.blindAfter() + Math.max(20, world.terms.maxAge() + world.terms.interval());
        double well = truth.wellFor();
        for (Board.ObjectiveView view : board.objectives()) {
            String name = view.objective().name();
            if (process.isAttentive(now(), late) && truth.blindFor(name, process) > late) {
                // what has been counted stays counted
                boolean counted = name.equals(Terms.DUPLICATES) && view.verdict() == Verdict.BREACH;
                findings.require(
                        counted || view.verdict() == Verdict.BLIND,
                        "5: nothing is known of %s for %.0f s, and it is %s",
                        name,
                        truth.blindFor(name, process),
                        view.verdict().word());
            }
            if (process.isAttentive(now(), 30) && well > 30 + world.terms.soon()) {
                findings.require(
                        !Hearing.isIn(view, Verdict.BLIND, Verdict.WAITING),
                        "5: all is well for %.0f s, and %s is %s",
                        well,
                        name,
                        view.verdict().word());
            }
        }
        if (world.redisWellSince < now() - 8 && process.isAttentive(now(), 8)) {
            findings.require(board.stop().switchUp().orElse(false), "5: Redis is well, and it is shown as down");
        }
        // to hold a flag that says stop takes no write, whoever has written it
        boolean holds = process.heard.order.isPresent() || world.redis.saysStop();
        double down = holds ? world.redisGoneSince : world.redisDownSince;
        // a moment ago other rules held, or the flag said something else
        boolean changed = Math.max(process.heard.changed, world.redisTouched) > now() - 2;
        if (down < now() - 8 && process.isAttentive(now(), 8) && !changed) {
            findings.require(!board.stop().switchUp().orElse(false), "5: Redis is down, and it is shown as up");
        }
    }

    /** Promise 1. */
    private void requireLasting(Guard.Run process, Board board) {
        SoakVerdict verdict = board.soak().verdict();
        boolean passed = process.heard.passed;
        boolean shown = process.heard.passedAt < now() - 2;
        findings.require(
                verdict != SoakVerdict.PASS || passed,
                "1: passed, and it was not told when, and by how much clean time");
        findings.require(
                !passed || !shown || verdict == SoakVerdict.PASS || verdict == SoakVerdict.FAIL,
                "1: a soak that had passed is %s",
                verdict.word());
    }

    /** Promise 1, at the moment that it passes. */
    private void requireEarned(Guard.Run process, double clean) {
        process.heard.passed = true;
        process.heard.passedAt = now();
        coverage.count("soaks passed");
        double window = world.terms.window();
        findings.require(clean >= window, "1: passed with %.3f s", clean);
        double most = truth.couldBeWatched(process, now());
        findings.require(
                most >= window - 2, "1: passed, and could be watched for no more than %.0f s of %.0f", most, window);
        findings.require(
                world.bot.requestsSoFar() >= world.terms.required(),
                "1: passed after %d requests",
                world.bot.requestsSoFar());
        if (world.terms.lanes().contains(Lane.PROMETHEUS)) {
            findings.require(truth.dueInStore(process) == 0, "1: passed, with duplicates in the store");
        }
    }

    /** The history is over, and all has been well for long: everything has been decided, and counted exactly. */
    void end() {
        check();
        for (Guard guard : guards) {
            Guard.Run process = guard.running().orElseThrow();
            if (!world.terms.lanes().contains(Lane.PROMETHEUS)) {
                continue;
            }
            Board.Reading reading = process.board().objectives().get(0).readings().stream()
                    .filter(one -> one.lane() == Lane.PROMETHEUS)
                    .findAny()
                    .orElseThrow();
            Assessment last = reading.last().orElseThrow();
            if (last.outcome() == Outcome.UNKNOWN) {
                findings.require(false, "5: all is well for long, and the duplicates are unknown: %s", last.why());
            }
            double counted = last.events();
            double due = truth.dueInStore(process);
            double most = truth.inStore(process);
            findings.require(
                    counted >= due && counted <= most,
                    "2: %s counted %s events where the store shows %s: %s",
                    guard.name,
                    counted,
                    most,
                    last.samples());
        }
    }
}
