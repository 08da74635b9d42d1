package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.report.StopReport.Released;
import io.github.slowatchdog.report.StopReport.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stop orders, each with its steps. */
final class Stops {

    private static final int LISTED = 100;
    private static final int STEPS = 100;
    /** Each order is told of by one of these once. */
    private static final Set<String> BEGINS = Set.of("stop ordered", "stop adopted");

    private static final Set<String> FLAG = Set.of("flag lost", "flag overwritten", "flag stale");

    private final Strip strip;
    private final Map<String, Open> orders = new LinkedHashMap<>();
    private long left;

    Stops(Strip strip) {
        this.strip = strip;
    }

    /** An order, as far as it is known. */
    private static final class Open {
        final Instant at;
        final Facts facts;
        final Bounded.Collector<Step> steps = new Bounded.Collector<>(STEPS);
        Optional<Released> release = Optional.empty();

        Open(Instant at, Facts facts) {
            this.at = at;
            this.facts = facts;
        }

        StopReport report(String order) {
            Bounded<Step> bounded = steps.bounded();
            return new StopReport(
                    order,
                    facts.text("cause"),
                    facts.text("slo"),
                    facts.text("reason"),
                    facts.text("by"),
                    at,
                    bounded.items(),
                    bounded.left(),
                    release);
        }
    }

    /** Whether it was about a stop. */
    boolean take(JournalEntry entry, Facts facts) {
        boolean step = entry.event().startsWith("stop ") || FLAG.contains(entry.event());
        if (!step && !entry.event().equals("released")) {
            return false;
        }
        Open open = orders.get(facts.text("order"));
        if (open == null) {
            if (orders.size() >= LISTED) {
                left += BEGINS.contains(entry.event()) ? 1 : 0;
                return true;
            }
            open = begin(entry, facts);
        }
        if (step) {
            open.steps.add(new Step(entry.at(), entry.event(), note(facts)));
        } else {
            released(open, entry, facts);
        }
        return true;
    }

    private Open begin(JournalEntry entry, Facts facts) {
        Open open = new Open(entry.at(), facts);
        orders.put(facts.text("order"), open);
        boolean drill = facts.text("cause").equals("drill");
        strip.mark(
                entry.at(),
                drill ? Timeline.Kind.DRILL : Timeline.Kind.STOP,
                (drill ? "drill " : "stop ") + facts.text("order"));
        return open;
    }

    private void released(Open open, JournalEntry entry, Facts facts) {
        boolean forced = facts.isTrue("forced");
        open.release = Optional.of(new Released(entry.at(), facts.text("by"), facts.text("reason"), forced));
        strip.mark(
                entry.at(),
                Timeline.Kind.RELEASE,
                (forced ? "released by force by " : "released by ") + facts.text("by"));
    }

    private static String note(Facts facts) {
        if (facts.has("found")) {
            return "found " + facts.text("found");
        }
        if (facts.has("flag_before")) {
            return (facts.isTrue("adopted") ? "it said stop already: " : "before it: ") + facts.text("flag_before");
        }
        return facts.has("channel") ? "channel " + facts.text("channel") : "";
    }

    Bounded<StopReport> reports() {
        return new Bounded<>(
                orders.entrySet().stream()
                        .map(order -> order.getValue().report(order.getKey()))
                        .toList(),
                left);
    }
}
