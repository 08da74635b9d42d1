package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the oracle makes of the events that watchdogs tell, and of what people do. */
final class Hearing {

    /** A release waits a little longer than this, in seconds, for who could not speak. */
    private static final double WAITED = 2.4;

    private final World world;
    private final Truth truth;
    private final Findings findings;
    private final Coverage coverage;
    /** Orders that a person has released, or has tried to. */
    private final Set<String> released = new HashSet<>();

    Hearing(World world, Truth truth, Findings findings, Coverage coverage) {
        this.world = world;
        this.truth = truth;
        this.findings = findings;
        this.coverage = coverage;
    }

    private double now() {
        return world.now();
    }

    /** Whether a person has released this order, or has tried to. */
    boolean isReleased(String order) {
        return released.contains(order);
    }

    /** A person is about to release this order. */
    void releases(String order) {
        released.add(order);
    }

    /** A release that was not forced has been granted: nobody who could be heard must have had anything against it. */
    void granted(Iterable<Guard> guards) {
        coverage.count("releases granted");
        for (Guard guard : guards) {
            guard.running()
                    .filter(process -> process.isAttentive(now(), 6) && world.redisWellSince < now() - WAITED)
                    .ifPresent(process -> process.board().objectives().stream()
                            .filter(view -> isIn(view, Verdict.BREACH, Verdict.BLIND))
                            .filter(view -> view.objective().onBreach() == Consequence.STOP)
                            .filter(view -> Duration.between(view.since(), world.time.instant())
                                            .toMillis()
                                    > 3000)
                            .forEach(view -> findings.require(
                                    false,
                                    "4: released without force while %s is %s",
                                    view.objective().name(),
                                    view.verdict().word())));
        }
    }

    static boolean isIn(Board.ObjectiveView view, Verdict one, Verdict other) {
        return view.verdict() == one || view.verdict() == other;
    }

    /** A process tells something. */
    void heard(Guard.Run process, Event event) {
        Map<String, Object> data = event.data();
        Heard heard = process.heard;
        coverage.heard(event);
        switch (event.name()) {
            case "bug" -> findings.require(false, "a bug: %s", Transcript.text(data));
            case "stop ordered" -> {
                heard.holds(text(data, "order"), now());
                requireReason(process, event);
            }
            case "stop resumed", "stop adopted" -> heard.holds(text(data, "order"), now());
            // what the bot shows after that is a new proof
            case "stop written", "stop no longer confirmed" -> heard.flagWritten = now();
            case "flag lost", "flag overwritten", "flag stale" -> heard.flagWritten = now();
            case "stop confirmed" -> {
                // the beat may have heard of it within the second that the flag was read to have it
                findings.require(
                        world.bot.wasDry(heard.flagWritten - 1, now()),
                        "3: confirmed, and the bot has not been in DRY since the flag was written at %.3f",
                        heard.flagWritten);
            }
            case "released" -> released(process, data);
            case "verdict changed" -> changed(process, data);
            default -> {
                // nothing that is promised
            }
        }
    }

    private void released(Guard.Run process, Map<String, Object> data) {
        String order = text(data, "order");
        findings.require(released.contains(order), "4: let go of %s, which nobody has released", order);
        Heard heard = process.heard;
        heard.order = Optional.empty();
        heard.changed = now();
        heard.decidedByStore = truth.inStore(process);
        heard.decidedByPages = process.pages.total();
    }

    /** The moment of which something is told: now, unless it was learned afterwards. */
    private double asOf(Map<String, Object> data) {
        return data.containsKey("as_of")
                ? (Instant.parse(text(data, "as_of")).toEpochMilli() - VirtualTime.BEGIN.toEpochMilli()) / 1000.0
                : now();
    }

    private static String text(Map<String, Object> data, String key) {
        return String.valueOf(data.getOrDefault(key, ""));
    }

    private void changed(Guard.Run process, Map<String, Object> data) {
        String slo = text(data, "slo");
        if (text(data, "from").equals("breach")) {
            // it was the same breach up to then, whoever was there to see, and whichever lane saw its end
            process.heard.inBreach.merge(slo, asOf(data), Math::max);
        }
        if (!text(data, "to").equals("breach")) {
            return;
        }
        process.heard.inBreach.put(slo, now());
        Objective objective = world.terms.objectives().stream()
                .filter(one -> one.name().equals(slo))
                .findAny()
                .orElseThrow();
        boolean whole = text(data, "query").equals(objective.indicator().query())
                && text(data, "expected").equals(objective.expect().text())
                && !text(data, "value").isBlank()
                && !text(data, "why").isBlank()
                && !text(data, "sample_at").isBlank()
                && !text(data, "lane").isBlank();
        findings.require(whole, "6: a breach without evidence: %s", Transcript.text(data));
        if (slo.equals(Terms.DUPLICATES)) {
            double value = Double.parseDouble(text(data, "value"));
            double events = truth.mostEvents(process);
            findings.require(
                    value > 0 && value <= events,
                    "2: %s duplicates, and no more than %s can be seen",
                    text(data, "value"),
                    events);
            findings.require(
                    data.get("samples") instanceof List<?> samples && !samples.isEmpty(),
                    "6: duplicates without the samples that show them: %s",
                    Transcript.text(data));
        }
    }

    private void requireReason(Guard.Run process, Event event) {
        String slo = text(event.data(), "slo");
        String cause = text(event.data(), "cause");
        findings.require(!text(event.data(), "reason").isBlank(), "6: an order without a reason");
        if (cause.equals("breach") && slo.equals(Terms.DUPLICATES)) {
            findings.require(truth.mostEvents(process) > 0, "2: stopped for duplicates, and nothing shows any");
        } else if (cause.equals("breach") && slo.equals(Terms.MODE)) {
            findings.require(truth.modeWasWrong(process.began), "2: stopped for the mode, which was always right");
        } else if (cause.equals("blind")) {
            findings.require(
                    truth.mayBeBlindFor(slo, process) >= world.terms.blindAfter() - truth.grace(),
                    "5: stopped as blind for %s after %.1f s without data, allowed are %.1f",
                    slo,
                    truth.mayBeBlindFor(slo, process),
                    world.terms.blindAfter());
        }
    }
}
