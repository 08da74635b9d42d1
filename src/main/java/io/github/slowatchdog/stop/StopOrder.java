package io.github.slowatchdog.stop;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The decision to stop (SPEC 1): id, why, when, by whom.
 *
 * @param id unique among the orders for one flag; shown to people, who release by it
 * @param slo the objective that caused it; empty for other causes
 * @param reason one line for a person, with value and threshold where there are any
 * @param at when it was decided, by the clock of the watchdog that decided
 * @param by who ordered it: the watchdog's name, or a person's
 */
public record StopOrder(String id, Cause cause, String slo, String reason, Instant at, String by) {

    /** An order with an id made of its time, to the nanosecond, since several may decide at once, and of what caused it. */
    public static StopOrder of(Cause cause, String slo, String reason, Instant at, String by) {
        String what = slo.isEmpty() ? cause.word() : slo;
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, at);
        String id = Long.toString(nanos, 36) + "-" + what.toLowerCase(Locale.ROOT);
        return new StopOrder(id, cause, slo, reason, at, by);
    }

    /** Whether any other kind of order takes its place: a drill must never keep a real stop from being in force. */
    public boolean givesWay() {
        return cause == Cause.DRILL;
    }

    /** How it is counted in {@code slo_watchdog_stop_orders_total}: by objective, or by cause for the others. */
    public String countedAs() {
        return cause == Cause.BREACH ? slo : cause.word();
    }

    /** As plain values, for log and journal; a map that may be added to. */
    public Map<String, Object> asData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", id);
        data.put("cause", cause.word());
        data.put("slo", slo);
        data.put("reason", reason);
        data.put("by", by);
        return data;
    }
}
