package io.github.slowatchdog.watch;

import io.github.slowatchdog.replay.WrittenSeries;
import io.github.slowatchdog.slo.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The scrapes of a bot of two processes, made up: traffic, errors, crashes, births, missed scrapes, changes of mode. */
final class RandomBot {

    private final Random random;
    private final Map<Labels, List<WrittenSeries.Point>> series = new LinkedHashMap<>();

    private RandomBot(long seed) {
        this.random = new Random(seed);
    }

    /** From five minutes before 0s on, each process every ten seconds. */
    static List<WrittenSeries> series(long seed, int seconds) {
        RandomBot bot = new RandomBot(seed);
        bot.process("a", 0, seconds);
        bot.process("b", 3, seconds);
        return bot.series.entrySet().stream()
                .map(entry -> new WrittenSeries(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private void process(String instance, int phase, int seconds) {
        double start = -3600;
        Map<String, Double> counters = new LinkedHashMap<>();
        boolean live = false;
        int lag = 0;
        for (int second = phase - 300; second < seconds; second += 10) {
            Instant at = Instant.ofEpochSecond(second);
            if (random.nextInt(40) == 0) {
                put("up", instance, at, 0);
                continue;
            }
            if (random.nextInt(60) == 0) {
                start = second - 4;
                counters.clear();
            }
            if (random.nextInt(50) == 0) {
                live = !live;
            }
            lag = random.nextInt(25) == 0 ? 9 : random.nextInt(3) == 0 ? 0 : lag;
            counters.merge("http_total\",code=\"200", (double) random.nextInt(20), Double::sum);
            if (random.nextInt(8) == 0) {
                counters.merge("http_total\",code=\"500", 1.0 + random.nextInt(3), Double::sum);
            }
            if (random.nextInt(50) == 0) {
                counters.merge("dup_total", 1.0, Double::sum);
            }
            put("up", instance, at, 1);
            put("process_start_time_seconds", instance, at, start);
            put("lag", instance, at, lag);
            put("open", instance, at, second / 60 % 3 == 0 ? 0 : 1);
            put("mode\",mode=\"LIVE", instance, at, live ? 1 : 0);
            put("mode\",mode=\"DRY", instance, at, live ? 0 : 1);
            counters.forEach((name, value) -> put(name, instance, at, value));
        }
    }

    private void put(String name, String instance, Instant at, double value) {
        String[] parts = name.split("\",|=\"", -1);
        Labels labels = parts.length == 1
                ? Labels.of(Labels.NAME, name, "job", "bot", "instance", instance)
                : Labels.of(Labels.NAME, parts[0], "job", "bot", "instance", instance, parts[1], parts[2]);
        series.computeIfAbsent(labels, key -> new ArrayList<>()).add(WrittenSeries.Point.of(at, value));
    }
}
