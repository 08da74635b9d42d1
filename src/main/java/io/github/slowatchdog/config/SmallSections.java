package io.github.slowatchdog.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the sections with few keys: {@code bot}, {@code journal}, {@code log}. */
final class SmallSections {

    private SmallSections() {}

    static Optional<Settings.Bot> bot(Fields root) {
        return root.fields("bot", Section.BOT).flatMap(in -> {
            Duration timeout = in.get("timeout", Scalars::duration, Duration.ofSeconds(1));
            Optional<URI> metrics = in.need("metrics", "http://localhost:8090/metrics", Addresses::url);
            Settings.HttpClient client = HttpClientKeys.read(in, "metrics", metrics);
            return metrics.map(address -> new Settings.Bot(address, timeout, client));
        });
    }

    static Optional<Path> journal(Fields root) {
        return root.fields("journal", Section.JOURNAL)
                .flatMap(in -> in.need("path", "/var/lib/slo-watchdog", Paths::directory));
    }

    static Settings.Log log(Fields root) {
        Optional<Fields> in = root.fields("log", Section.LOG);
        return new Settings.Log(
                in.flatMap(fields -> fields.get("format", Scalars.oneOf(Settings.Log.Format.class)))
                        .orElse(Settings.Log.Format.TEXT),
                in.flatMap(fields -> fields.get("level", Scalars.oneOf(Settings.Log.Level.class)))
                        .orElse(Settings.Log.Level.INFO));
    }
}
