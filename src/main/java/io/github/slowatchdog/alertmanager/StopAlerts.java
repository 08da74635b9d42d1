package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What people are told of a stop in force. Pure. */
final class StopAlerts {

    private final Board.StopView stop;
    private final Optional<StopOrder> order;

    StopAlerts(Board.StopView stop) {
        this.stop = stop;
        this.order = stop.order();
    }

    Severity severity() {
        return Severity.ofStop(stop.enforced(), order.map(StopOrder::cause));
    }

    /** Whether Redis has not taken the order for so long; in shadow mode nothing is written. */
    boolean isUnwritten(Instant now, Duration limit) {
        return stop.enforced()
                && stop.state() == StopState.ORDERED
                && order.filter(one -> Duration.between(one.at(), now).compareTo(limit) > 0)
                        .isPresent();
    }

    Draft tell(Draft draft) {
        String what = !stop.enforced()
                ? "In shadow: the bot would be stopped"
                : switch (stop.state()) {
                    case CONFIRMED -> "The bot is stopped, and has shown it";
                    case WRITTEN -> "The stop is written; the bot has not shown yet that it obeys";
                    case UNCONFIRMED -> "The stop is written, and the bot does not obey";
                    case ORDERED, CLEAR -> "A stop is ordered, and not written yet";
                };
        return named(draft.summary(marked(what)));
    }

    Draft unconfirmed(Draft draft) {
        return named(draft.summary(marked("The bot does not obey the stop: treat it as one that trades on")));
    }

    Draft notWritten(Draft draft) {
        return named(draft.summary(marked("Redis does not take the stop: the bot may trade on")));
    }

    private String marked(String what) {
        return isDrill() ? "Drill: " + what : what;
    }

    private boolean isDrill() {
        return order.filter(one -> one.cause() == Cause.DRILL).isPresent();
    }

    /** How it comes to its end. */
    private String end() {
        if (!stop.enforced()) {
            return "Nothing is written in shadow mode; it is shown until the watchdog is started anew.";
        }
        return isDrill()
                ? "Whoever made the drill releases it when the bot has obeyed."
                : "It stays until a person releases it.";
    }

    /** Where its evidence is shown. */
    String page() {
        return order.map(StopOrder::slo)
                .filter(slo -> !slo.isEmpty())
                .map(slo -> "/objectives/" + slo)
                .orElse("/");
    }

    /** With the order: which, why, by whom, and how it is released. */
    private Draft named(Draft draft) {
        order.ifPresent(one -> draft.label("order", one.id())
                .label("cause", one.cause().word())
                .label("slo", one.slo())
                .since(one.at())
                .describe("Order " + one.id() + " by " + one.by() + " ("
                        + one.cause().word() + "): " + one.reason() + ". " + end())
                .annotate("order", one.id()));
        order.filter(one -> stop.enforced())
                .ifPresent(one -> draft.annotate(
                        "release",
                        "slo-watchdog release --config FILE --order " + one.id() + " --by NAME --reason TEXT"));
        return draft.annotate("state", stop.state().word());
    }
}
