package io.github.slowatchdog.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Settings for tests of what tells people: everything else is of no account. */
public final class Announced {

    private Announced() {}

    /** @param keys further keys of the configuration, a line or more */
    public static Settings by(Path directory, String keys) {
        try {
            Path file = Files.writeString(directory.resolve("watchdog.yaml"), """
                    name: desk
                    rules: ['%s']
                    prometheus: {url: 'http://127.0.0.1:9'}
                    stop: {redis: {url: 'redis://127.0.0.1:9'}, when_blind: {after: 1m, then: warn}}
                    phases: [{name: dry, soak: {window: 1h}}]
                    %s
                    """.formatted(
                            Path.of("src/test/resources/rules/minimal.yaml").toAbsolutePath(), keys));
            Loaded loaded = ConfigLoader.load(file, Optional.empty(), name -> Optional.empty());
            if (loaded instanceof Loaded.Ok ok) {
                return ok.settings();
            }
            throw new AssertionError(loaded.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
