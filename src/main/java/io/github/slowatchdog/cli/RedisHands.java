package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Hands;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Orders that come over HTTP go through Redis, as those of the commands do, so that the loop sees them as it sees those. */
final class RedisHands implements Hands {

    private final String name;
    private final Supplier<Settings.Stop> inForce;

    RedisHands(String name, Supplier<Settings.Stop> inForce) {
        this.name = name;
        this.inForce = inForce;
    }

    @Override
    public Outcome stop(String by, String reason) {
        try (FlagStore store = FlagStore.open(name, inForce.get().redis())) {
            ByHand.StopOutcome outcome = new ByHand(store, InstantSource.system()).stop(by, reason);
            if (outcome instanceof ByHand.StopOutcome.Stopped stopped) {
                return new Outcome.Stopped(stopped.order(), false);
            }
            if (outcome instanceof ByHand.StopOutcome.AlreadyStopped already) {
                return new Outcome.Stopped(already.inForce(), true);
            }
            ByHand.StopOutcome.Failed failed = (ByHand.StopOutcome.Failed) outcome;
            return new Outcome.Failed(failed.failure().word(), failed.detail());
        }
    }

    @Override
    public Outcome release(String order, String by, String reason, boolean force) {
        Settings.Stop settings = inForce.get();
        try (FlagStore store = FlagStore.open(name, settings.redis())) {
            ByHand.ReleaseOutcome outcome = ByHand.ofWatchdog(store, InstantSource.system())
                    .release(order, by, reason, force, settings.greenFor());
            if (outcome instanceof ByHand.ReleaseOutcome.Released released) {
                return new Outcome.Released(
                        released.release(), released.watched().isPresent());
            }
            if (outcome instanceof ByHand.ReleaseOutcome.Refused refused) {
                return new Outcome.Refused(refused.reasons());
            }
            if (outcome instanceof ByHand.ReleaseOutcome.NoSuchOrder none) {
                return new Outcome.NotInForce(none.inForce());
            }
            ByHand.ReleaseOutcome.Failed failed = (ByHand.ReleaseOutcome.Failed) outcome;
            return new Outcome.Failed(failed.failure().word(), failed.detail());
        }
    }
}
