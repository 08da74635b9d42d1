package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Watchdog;
import io.github.slowatchdog.watch.WatchdogSetup;
import java.time.Instant;

/**
 * What runs, and by which configuration. Immutable, so that whoever reads it sees both of one moment.
 *
 * @param settings with the old values of what needs a restart
 * @param successful whether the newest reading could be put in force
 * @param readAt when these settings were read
 */
record InForce(Settings settings, WatchdogSetup setup, Watchdog watchdog, boolean successful, Instant readAt) {

    /** The same after a reading that came to nothing. */
    InForce afterFailure() {
        return new InForce(settings, setup, watchdog, false, readAt);
    }

    /** The same settings, watched by another one. */
    InForce watchedBy(Watchdog other) {
        return new InForce(settings, setup, other, successful, readAt);
    }
}
