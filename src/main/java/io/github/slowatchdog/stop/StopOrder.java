package io.github.slowatchdog.stop;

import java.time.Instant;
import java.util.Locale;

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

    /** An order with an id made of its time and what caused it. */
    public static StopOrder of(Cause cause, String slo, String reason, Instant at, String by) {
        String what = slo.isEmpty() ? cause.word() : slo;
        String id = Long.toString(at.toEpochMilli(), 36) + "-" + what.toLowerCase(Locale.ROOT);
        return new StopOrder(id, cause, slo, reason, at, by);
    }

    /** How it is counted in {@code slo_watchdog_stop_orders_total}: by objective, or by cause for the others. */
    public String countedAs() {
        return cause == Cause.BREACH ? slo : cause.word();
    }
}
