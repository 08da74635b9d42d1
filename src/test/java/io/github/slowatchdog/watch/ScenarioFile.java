package io.github.slowatchdog.watch;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scenario as written; the format is described in {@code scenarios/README.md}. */
final class ScenarioFile {

    static final String CUT = "----\n";
    private static final Pattern EVENT = Pattern.compile("at (\\S+):\\s*(.+)");
    private static final Pattern SERIES =
            Pattern.compile("([a-zA-Z_:][\\w:]*(?:\\{(?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\})?)"
                    + "(?:\\s+from (\\S+))?(?:\\s+every (\\S+))?\\s+(.+)");
    private static final Pattern SETTING = Pattern.compile("([a-z_]+)\\s+(.+)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Map<String, String> DEFAULTS = Map.of(
            "interval", "5s",
            "scrape", "15s",
            "begin", "0s",
            "until", "1m",
            "overlap", "1m",
            "freshness", "45s",
            "green_for", "20s",
            "soak", "{window: 1h}",
            "when_blind", "{after: 1m, then: warn}");

    /** Something that happens at a time, in the words of the file. */
    record Happening(Instant at, String what) {}

    private final Map<String, String> settings = new HashMap<>(DEFAULTS);
    private final List<String> objectives = new ArrayList<>();
    private final Map<Lane, List<ScenarioSeries>> series = new EnumMap<>(Lane.class);
    private final List<Happening> happenings = new ArrayList<>();
    private final String head;
    private final String transcript;
    private Lane lane = Lane.PROMETHEUS;

    ScenarioFile(Path file) throws IOException {
        String text = Files.readString(file);
        int cut = text.indexOf("\n" + CUT);
        this.head = cut < 0 ? text.stripTrailing() + "\n" : text.substring(0, cut + 1);
        this.transcript = cut < 0 ? "" : text.substring(cut + 1 + CUT.length());
        for (String line : head.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                read(line.strip());
            }
        }
    }

    private void read(String line) {
        Matcher event = EVENT.matcher(line);
        Matcher setting = SETTING.matcher(line);
        Matcher written = SERIES.matcher(line);
        if (event.matches()) {
            happenings.add(new Happening(instant(event.group(1)), event.group(2)));
        } else if (setting.matches() && setting.group(1).equals("objective")) {
            objectives.add(setting.group(2));
        } else if (setting.matches() && setting.group(1).equals("lane")) {
            lane = Lane.valueOf(setting.group(2).toUpperCase(Locale.ROOT));
        } else if (setting.matches() && settings.containsKey(setting.group(1))) {
            settings.put(setting.group(1), setting.group(2));
        } else if (written.matches()) {
            Instant from = written.group(2) == null ? Instant.EPOCH : instant(written.group(2));
            Duration every = duration(Objects.requireNonNullElse(written.group(3), setting("scrape")));
            series.computeIfAbsent(lane, key -> new ArrayList<>())
                    .add(ScenarioSeries.read(written.group(1), from, every, written.group(4)));
        } else {
            throw new IllegalArgumentException("cannot read: " + line);
        }
    }

    /** The rules of the scenario through the real loader. */
    Settings settings(Path scratch) throws IOException {
        Path rules = scratch.resolve("rules.yaml");
        Files.writeString(
                rules,
                "groups:\n- name: scenario\n  interval: " + setting("interval") + "\n  objectives:\n"
                        + String.join(
                                "",
                                objectives.stream()
                                        .map(one -> "  - " + one + "\n")
                                        .toList()));
        Path config = scratch.resolve("config.yaml");
        Files.writeString(config, """
                name: scenario
                rules: [rules.yaml]
                prometheus:
                  url: http://localhost:9090
                  freshness: {selector: up, max_age: %s}
                bot: {metrics: "http://localhost:8090/metrics"}
                stop:
                  redis: {url: "redis://localhost:6379/0", key: exec_mode}
                  when_blind: %s
                  release: {green_for: %s}
                phases:
                - name: scenario
                  soak: %s
                phase: scenario
                """.formatted(
                        setting("freshness").equals("none") ? "1m" : setting("freshness"),
                        setting("when_blind"),
                        setting("green_for"),
                        setting("soak")));
        Loaded loaded = ConfigLoader.load(config, Optional.empty(), name -> Optional.empty());
        if (loaded instanceof Loaded.Ok ok) {
            return ok.settings();
        }
        throw new IllegalArgumentException(loaded.toString());
    }

    private String setting(String name) {
        return Objects.requireNonNull(settings.get(name));
    }

    Instant begin() {
        return instant(setting("begin"));
    }

    Instant until() {
        return instant(setting("until"));
    }

    Duration overlap() {
        return duration(setting("overlap"));
    }

    Optional<Duration> maxAge() {
        String age = setting("freshness");
        return age.equals("none") ? Optional.empty() : Optional.of(duration(age));
    }

    List<ScenarioSeries> series(Lane of) {
        return series.getOrDefault(of, List.of());
    }

    List<Happening> happenings() {
        return happenings;
    }

    String head() {
        return head;
    }

    String transcript() {
        return transcript;
    }

    private static Instant instant(String offset) {
        return offset.startsWith("-")
                ? Instant.EPOCH.minus(duration(offset.substring(1)))
                : Instant.EPOCH.plus(duration(offset));
    }

    static Duration duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher parts = DURATION.matcher(text);
        int end = 0;
        while (parts.find()) {
            long amount = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
            end = parts.end();
        }
        if (end != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        return sum;
    }
}
