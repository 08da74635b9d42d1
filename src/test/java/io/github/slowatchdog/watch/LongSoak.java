package io.github.slowatchdog.watch;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two days of the phase {@code staging-dry} with the shipped {@code rules/vanta-bot.yaml}, in virtual time through the core: restarts of the watchdog, an
 * outage of the API, a gap in the store, restarts of the bot.
 */
final class LongSoak {

    static final int HOUR = 3600;
    /** The watchdog is killed and comes back later. */
    static final List<int[]> AWAY = List.of(span(6, 30), span(17, 25));
    /** Prometheus cannot be asked, and goes on scraping. */
    static final int[] OUTAGE = span(20, 40);
    /** Prometheus itself is down. */
    static final int[] GAP = span(14, 8);
    /** The bot restarts each five hours, and once cannot be scraped: that counts as pause, and as nothing else. */
    static final List<Integer> RESTARTS =
            IntStream.range(1, 10).mapToObj(n -> n * 5 * HOUR + 8).toList();

    static final Duration BEAT = Duration.ofSeconds(5);

    /** @param at in seconds since the soak began */
    record Happening(long at, String what) {}

    final List<Happening> happenings = new ArrayList<>();
    private final Settings settings;
    private final LongSource prometheus;
    private final LongSource page;
    private Instant now = Instant.EPOCH;
    private VirtualWatch process;

    private LongSoak(Settings settings, LongBot.Life life, int seconds) {
        this.settings = settings;
        LongBot bot = new LongBot(life, RESTARTS);
        page = LongSource.page(bot);
        prometheus = LongSource.prometheus(
                bot,
                bot.stored(seconds, GAP[0], GAP[1]),
                at -> isIn(GAP, at.getEpochSecond()) || isIn(OUTAGE, at.getEpochSecond()));
        process = process();
    }

    private static int[] span(int hour, int minutes) {
        return new int[] {hour * HOUR + 600, hour * HOUR + 600 + 60 * minutes};
    }

    private static boolean isIn(int[] span, long second) {
        return second >= span[0] && second < span[1];
    }

    /**
     * Runs it.
     *
     * @param rules what is put in the place of what in rules/vanta-bot.yaml
     */
    static LongSoak run(Path scratch, LongBot.Life life, Map<String, String> rules, int seconds) throws IOException {
        LongSoak soak = new LongSoak(settings(scratch, rules), life, seconds);
        soak.run(seconds);
        return soak;
    }

    /**
     * As shipped, but for the rhythm, which is that of the scrapes; for restarts of the bot, which are meant; and not to see it
     * stops nobody.
     */
    private static Settings settings(Path scratch, Map<String, String> rules) throws IOException {
        Path config = Files.createDirectories(scratch.resolve("config")).resolve("vanta-bot.yaml");
        Files.writeString(
                config,
                replaced(
                        Path.of("config/vanta-bot.yaml"),
                        Map.of(", ../rules/vanta-caps.yaml", "", "then: stop}", "then: warn}")));
        Files.createDirectories(scratch.resolve("rules"));
        String bot = replaced(
                Path.of("rules/vanta-bot.yaml"),
                Map.of(
                        "interval: 1s", "interval: 15s",
                        "interval: 5s", "interval: 15s",
                        "name: unexpected_restarts", "name: unexpected_restarts\n        shadow: true"));
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            bot = bot.replace(rule.getKey(), rule.getValue());
        }
        Files.writeString(scratch.resolve("rules/vanta-bot.yaml"), bot);
        Loaded loaded = ConfigLoader.load(config, Optional.of("staging-dry"), name -> Optional.empty());
        if (loaded instanceof Loaded.Ok ok) {
            return ok.settings();
        }
        throw new AssertionError(loaded.toString());
    }

    private static String replaced(Path file, Map<String, String> changes) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new AssertionError(file + " has no \"" + change.getKey() + "\" any more");
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        return text;
    }

    private void run(int seconds) {
        process.tickAll(now);
        byte[] kept = {};
        for (now = now.plus(BEAT); now.getEpochSecond() <= seconds; now = now.plus(BEAT)) {
            long second = now.getEpochSecond();
            boolean away = false;
            for (int[] span : AWAY) {
                if (second == span[0]) {
                    kept = CheckpointJson.encode(
                            process.reckoning().checkpoint("", now, new Checkpoint.Stop(Optional.empty(), Map.of())));
                } else if (second == span[1]) {
                    process = process();
                    process.reckoning().resume(CheckpointJson.decode(kept), now);
                    process.tickAll(now);
                }
                away |= isIn(span, second);
            }
            if (!away) {
                process.beat(now);
            }
        }
    }

    SoakClock clock() {
        return process.reckoning().soak();
    }

    /** When it first happened, in seconds since the soak began. */
    long at(String what) {
        return happenings.stream()
                .filter(one -> one.what().equals(what))
                .findAny()
                .orElseThrow(() -> new AssertionError("no \"" + what + "\" in " + happenings))
                .at();
    }

    List<String> whats() {
        return happenings.stream().map(Happening::what).toList();
    }

    private VirtualWatch process() {
        return new VirtualWatch(
                settings.phase().soak(),
                settings.groups().stream()
                        .map(group -> new WatchdogSetup.Group(group.name(), group.interval(), group.objectives()))
                        .toList(),
                List.of(prometheus, page),
                Optional.of(Duration.ofSeconds(90)),
                Instant.EPOCH,
                now,
                new Consequences() {
                    @Override
                    public void obliges(Watch watch, Obligation obligation, Instant at) {
                        happens("stop by " + watch.objective().name());
                    }

                    @Override
                    public void recovered(Watch watch) {}

                    @Override
                    public void changed(Watch watch, Verdict before, Instant at, Instant decided) {
                        if (watch.verdict() == Verdict.BREACH
                                && !watch.objective().shadow()) {
                            happens("breach of " + watch.objective().name());
                        }
                    }

                    @Override
                    public void soakAdvanced(Instant at, SoakVerdict before) {
                        if (clock().verdict() != before) {
                            happens(clock().verdict().word());
                        }
                    }
                });
    }

    private void happens(String what) {
        if (!whats().contains(what)) {
            happenings.add(new Happening(now.getEpochSecond(), what));
        }
    }
}
