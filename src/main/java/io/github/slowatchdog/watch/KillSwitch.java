package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The place where the stop is made real. Level-triggered: the loop says each second what should be so, and the switch makes
 * it so and reports. Futures never fail: trouble is a {@link SwitchReport.Failed}. They may complete on any thread.
 */
public interface KillSwitch {

    /**
     * Makes the order real: writes the flag if it does not say stop already, and reads it back from where it counts. Safe to
     * repeat, and safe to land late.
     */
    Future<SwitchReport> hold(StopOrder order);

    /**
     * Looks whether somebody else has ordered a stop, and leaves word how the objectives stand, for whoever releases. While an
     * order is held, only the word counts.
     */
    Future<SwitchReport> look(Standing standing);

    /**
     * How many replicas have the flag that was written: further evidence, asked after the write has been reported, and in the
     * way of nothing. Empty where there are none, or where that cannot be asked.
     */
    default Future<Optional<Replicated>> replicated() {
        return Future.succeededFuture(Optional.empty());
    }

    Future<Void> close();
}
