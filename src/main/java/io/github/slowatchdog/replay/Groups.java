package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.WatchdogSetup;
import java.util.List;

/** Groups of rules as the loop knows them. */
public final class Groups {

    private Groups() {}

    /** The groups of a configuration. */
    public static List<WatchdogSetup.Group> of(List<Settings.Group> groups) {
        return groups.stream()
                .map(group -> new WatchdogSetup.Group(group.name(), group.interval(), group.objectives()))
                .toList();
    }
}
