package io.github.slowatchdog.cli;

import io.github.slowatchdog.metrics.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        BuildInfo build = BuildInfo.read();
        return new String[] {
            "slo-watchdog " + build.version() + " (revision " + build.revision() + ", Java "
                    + Runtime.version().feature() + ")"
        };
    }
}
