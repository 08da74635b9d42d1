package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Small configurations, loaded from files, for what is to be found in them. */
final class Checked {

    private static final String CONFIG = """
            name: desk
            rules: [rules.yaml]
            prometheus: {url: 'http://127.0.0.1:9', freshness: {selector: 'up{job="bot"}', max_age: 90s}}
            bot: {metrics: 'http://127.0.0.1:9/metrics'}
            stop: {redis: {url: 'redis://127.0.0.1:9'}, when_blind: {after: 1m, then: warn}}
            phases: [{name: dry, soak: {window: 1h}}]
            """;

    private Checked() {}

    /** A configuration whose rules are these. */
    static Loaded.Ok rules(Path directory, String rules) {
        return load(directory, CONFIG, rules);
    }

    static Loaded.Ok load(Path directory, String config, String rules) {
        try {
            Files.writeString(directory.resolve("rules.yaml"), rules);
            Path file = Files.writeString(directory.resolve("watchdog.yaml"), config);
            Loaded loaded = ConfigLoader.load(file, Optional.empty(), name -> Optional.empty());
            if (loaded instanceof Loaded.Ok ok) {
                return ok;
            }
            throw new AssertionError(loaded.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of what is found in one objective, given by its keys. */
    static List<String> words(Path directory, String objective) {
        return words(directory, "5s", objective);
    }

    static List<String> words(Path directory, String interval, String objective) {
        Loaded.Ok loaded = rules(
                directory,
                "groups:\n  - name: all\n    interval: " + interval
                        + "\n    objectives:\n      - name: it\n        on_breach: fail\n"
                        + objective.strip().indent(8));
        return Lints.of(loaded.settings(), loaded.places()).stream()
                .map(finding -> finding.code().word())
                .toList();
    }
}
