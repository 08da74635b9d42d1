package io.github.slowatchdog.sim;

import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.KillSwitch;
import io.vertx.core.Future;

/** A switch that can be bent. */
class LooseSwitch implements KillSwitch {
    private final KillSwitch real;

    LooseSwitch(KillSwitch real) {
        this.real = real;
    }

    @Override
    public Future<SwitchReport> hold(StopOrder order) {
        return real.hold(order);
    }

    @Override
    public Future<SwitchReport> look(Standing standing) {
        return real.look(standing);
    }

    @Override
    public Future<Void> close() {
        return real.close();
    }
}
