package io.github.slowatchdog.e2e;

import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Knows of every offence, and judges what the watchdog made of it: nothing missed, nothing false. */
final class EnduranceOracle {

    private static final Set<String> ORDERS = Set.of("stop ordered", "stop adopted", "stop resumed");
    /** How much earlier than its offence an order may be by the clocks and their rounding. */
    private static final Duration ROUNDING = Duration.ofMillis(100);

    /** An offence and what it led to; the time is counted from when nothing was broken any more. */
    static final class Case {
        final int number;
        final Offence offence;
        final Instant at;
        Optional<JsonObject> order = Optional.empty();
        Instant over = Instant.MAX;
        Optional<Duration> toDry = Optional.empty();
        boolean disturbed;
        /** Those in the journal: one, however often the watchdog began anew; of blindness one for each objective that is. */
        final Set<String> orders = new HashSet<>();

        private Case(int number, Offence offence) {
            this.number = number;
            this.offence = offence;
            this.at = Instant.now();
        }

        private boolean explains(JournalEntry entry, JsonObject order) {
            boolean inTime =
                    !entry.at().isBefore(at.minus(ROUNDING)) && entry.at().isBefore(over);
            return inTime && offence.leadsTo(order.getString("cause"), slo(order));
        }

        String told() {
            return "offence " + number + ", " + offence.told();
        }
    }

    private final EnduranceGround ground;
    private final List<Case> cases = new ArrayList<>();
    private final Blindness blindness = new Blindness(Instant.now());
    private final List<String> missed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    EnduranceOracle(EnduranceGround ground) {
        this.ground = ground;
    }

    static void say(String what) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }

    private static String slo(JsonObject order) {
        return Optional.ofNullable(order.getString("slo")).orElse("");
    }

    Case begun(Offence offence) {
        Case next = new Case(cases.size() + 1, offence);
        cases.add(next);
        say(next.told());
        return next;
    }

    List<Case> cases() {
        return List.copyOf(cases);
    }

    List<String> missed() {
        return List.copyOf(missed);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized void miss(String what) {
        missed.add(what);
        say("MISSED: " + what);
    }

    synchronized void wrong(String what) {
        wrong.add(what);
        say("FALSE: " + what);
    }

    Blindness blindness() {
        return blindness;
    }

    /** The order in force, as the watchdog says. */
    Optional<JsonObject> order() {
        return ground.status()
                .map(status -> status.getJsonObject("stop"))
                .flatMap(stop -> Optional.ofNullable(stop.getJsonObject("order")));
    }

    boolean isState(String state) {
        return ground.status()
                .map(status -> status.getJsonObject("stop").getString("state").equals(state))
                .orElse(false);
    }

    /** Waits for any order, at most so long. */
    boolean awaitOrder(Duration limit) throws InterruptedException {
        Instant until = Instant.now().plus(limit);
        while (Instant.now().isBefore(until)) {
            if (order().isPresent()) {
                return true;
            }
            EnduranceGround.pause(200);
        }
        return false;
    }

    /** Whether it comes to be before the bound is over, which is counted from when nothing is broken any more. */
    boolean await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant begin = Instant.now();
        while (!condition.getAsBoolean()) {
            Instant calm = ground.calmSince();
            Instant from = calm.isAfter(begin) ? calm : begin;
            if (Duration.between(from, Instant.now()).compareTo(Endurance.BOUND) > 0) {
                miss(what + ": not within " + Endurance.BOUND.toSeconds() + " s with nothing broken");
                return false;
            }
            EnduranceGround.pause(250);
        }
        return true;
    }

    /** Waits for the order, the flag, the bot and the confirmation; whether all came. */
    boolean awaitOrder(Case one) throws InterruptedException {
        return await(one.told() + ": an order", () -> {
            one.order = order();
            return one.order.filter(order -> isRight(one, order)).isPresent();
        });
    }

    private boolean isRight(Case one, JsonObject order) {
        return one.offence.leadsTo(order.getString("cause", ""), slo(order));
    }

    boolean awaitStopped(Case one, String when) throws InterruptedException {
        Instant begin = Instant.now();
        boolean stopped = await(one.told() + when + ": the flag", ground::flagSaysStop)
                && await(
                        one.told() + when + ": the bot in DRY",
                        () -> ground.bot().mode().equals(Optional.of("DRY")))
                && await(one.told() + when + ": confirmed", () -> isState("confirmed"));
        say(one.told() + when + ": stopped " + stopped + " after "
                + Duration.between(begin, Instant.now()).toMillis() + " ms");
        return stopped;
    }

    /** Each order in the journal has its offence, each offence its order with a reason, and the chain is whole. */
    String audit(Path journal) throws IOException {
        List<Case> told = new ArrayList<>();
        try (Stream<JournalEntry> entries = JournalReader.entries(journal, 0)) {
            for (JournalEntry entry : (Iterable<JournalEntry>) entries::iterator) {
                if (ORDERS.contains(entry.event())) {
                    explain(entry, told);
                }
            }
        }
        cases.stream()
                .filter(one -> one.order.isPresent() && !told.contains(one))
                .forEach(one -> miss(one.told() + ": the journal does not tell of its order"));
        cases.stream()
                .filter(one -> one.orders.size() > 1 && !one.offence.leadsTo("blind", ""))
                .forEach(one -> wrong(one.told() + ": stopped for once more: " + one.orders));
        Audit audit = JournalReader.audit(journal);
        audit.firstBreak().ifPresent(one -> wrong("the chain is broken: " + one));
        return audit.entries() + " lines, the chain "
                + (audit.firstBreak().isEmpty() ? "whole" : "BROKEN: " + audit.firstBreak());
    }

    private void explain(JournalEntry entry, List<Case> told) {
        JsonObject order = entry.data();
        Optional<Case> by =
                cases.stream().filter(one -> one.explains(entry, order)).findFirst();
        if (by.isEmpty() && !blindness.explains(order.getString("cause"), entry.at())) {
            wrong("nothing explains " + entry.at() + " " + entry.event() + " " + entry.data());
        }
        by.ifPresent(one -> one.orders.add(order.getString("order")));
        by.filter(one -> !order.getString("reason", "").isBlank()).ifPresent(told::add);
    }
}
