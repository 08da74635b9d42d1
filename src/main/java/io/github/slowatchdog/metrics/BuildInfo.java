package io.github.slowatchdog.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Which build this is, as the build wrote it down.
 *
 * @param revision of the sources: as the build was told, else the commit, with {@code -dirty} if there were changes that it does
 *     not have; {@code unknown} where there was neither
 */
public record BuildInfo(String version, String revision) {

    private static final String UNKNOWN = "unknown";

    /** Reads what the build wrote down; {@code unknown} for what it did not. */
    public static BuildInfo read() {
        return of(resource("/slo-watchdog.properties"), resource("/slo-watchdog.commit"));
    }

    /**
     * The same of these texts.
     *
     * @param properties version and revision, as the build was told; may be empty
     * @param commit as git says; may be empty
     */
    static BuildInfo of(String properties, String commit) {
        Properties told = new Properties();
        try {
            told.load(new StringReader(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String revision = Stream.of(told.getProperty("revision", UNKNOWN), commit.strip())
                .filter(text -> !text.isEmpty() && !text.equals(UNKNOWN))
                .findFirst()
                .orElse(UNKNOWN);
        return new BuildInfo(told.getProperty("version", UNKNOWN), revision);
    }

    private static String resource(String name) {
        try (InputStream in = BuildInfo.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " of the jar cannot be read", e);
        }
    }
}
