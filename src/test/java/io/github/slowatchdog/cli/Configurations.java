package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Small configurations, for tests of what a reload changes. */
final class Configurations {

    static final String CONFIG = """
            name: vanta
            rules: [rules.yaml]
            prometheus: {url: 'http://localhost:9090'}
            stop:
              redis: {url: 'redis://localhost:6379/0'}
              when_blind: {after: 2m, then: stop}
            http: {listen: '127.0.0.1:9911'}
            journal: {path: journal}
            phases:
              - {name: dry, soak: {window: 1h}}
              - {name: live, after: dry, soak: {window: 1h}}
            phase: dry
            """;
    static final String RULES = """
            groups:
              - name: all
                objectives:
                  - {name: duplicates, count: dup_total, expect: "== 0", on_breach: stop}
                  - {name: depth, gauge: depth, expect: "<= 100", on_breach: warn}
            """;

    private Configurations() {}

    static Settings load(Path directory, String config, String rules) {
        try {
            Files.writeString(directory.resolve("rules.yaml"), rules);
            Path file = Files.writeString(directory.resolve("watchdog.yaml"), config);
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
