package io.github.slowatchdog.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build wrote it down.
 *
 * @param revision of the sources: as the build was told, else the commit, with {@code -dirty} if there were changes that it does
 *     not have; {@code unknown} where there was neither
 */
public record BuildInfo(String version, String revision) {

    private static final String RESOURCE = "/slo-watchdog.properties";
    private static final String UNKNOWN = "unknown";

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
        return of(properties);
    }

    static BuildInfo of(Properties written) {
        String told = written.getProperty("revision", UNKNOWN);
        String commit = written.getProperty("commit", UNKNOWN);
        boolean dirty = Boolean.parseBoolean(written.getProperty("dirty", "false"));
        String revision = told.equals(UNKNOWN) ? commit + (dirty && !commit.equals(UNKNOWN) ? "-dirty" : "") : told;
        return new BuildInfo(written.getProperty("version", UNKNOWN), revision);
    }
}
