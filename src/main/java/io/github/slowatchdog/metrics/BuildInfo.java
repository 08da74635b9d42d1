package io.github.slowatchdog.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build wrote it down.
 *
 * @param revision of the sources; {@code unknown} where the build was not told
 */
public record BuildInfo(String version, String revision) {

    private static final String RESOURCE = "/slo-watchdog.properties";

    /** Reads what the build wrote down; {@code unknown} for what it did not. */
    public static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of the jar cannot be read", e);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"), properties.getProperty("revision", "unknown"));
    }
}
