package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A bot in a phase without trades, over days: 20 requests a second with a server error each twenty minutes, an intent a minute, and a
 * restart now and then that costs one scrape. Times are in seconds since the epoch, where its soak begins.
 */
final class LongBot {

    static final int SCRAPE = 15;
    private static final int FIRST = -600 + 3;

    /** How a life differs from a quiet one; {@link Integer#MAX_VALUE} stands for never. */
    static final class Life {
        int duplicateAt = Integer.MAX_VALUE;
        int errorsFrom = Integer.MAX_VALUE;
        int deadFrom = Integer.MAX_VALUE;
        int hungFrom = Integer.MAX_VALUE;
    }

    private static final Labels UP = labels("up");
    private static final Labels START = labels("process_start_time_seconds");
    private static final Labels GOOD = labels("vanta_http_requests_total", "status", "200");
    private static final Labels BAD = labels("vanta_http_requests_total", "status", "500");
    private static final Labels INTENTS = labels("vanta_intents_total");
    private static final Labels DUPLICATES = labels("vanta_intent_duplicate_total");
    private static final Map<Labels, Double> FIXED = Map.of(
            labels("vanta_exec_mode", "mode", "DRY"), 1.0,
            labels("vanta_exec_mode", "mode", "LIVE"), 0.0,
            labels("vanta_exec_mode_changes_total"), 0.0,
            labels("vanta_tx_total", "result", "success"), 0.0,
            labels("vanta_tx_total", "result", "failed"), 0.0);

    private final Life life;
    private final List<Integer> restarts;

    /** @param restarts each while the bot could not be scraped for once */
    LongBot(Life life, List<Integer> restarts) {
        this.life = life;
        this.restarts = List.copyOf(restarts);
    }

    /** What Prometheus has stored of it, all but what lies in this gap. */
    List<Series> stored(int upTo, int gapFrom, int gapTo) {
        Map<Labels, Series.Builder> series = new LinkedHashMap<>();
        for (int second = FIRST; second <= upTo; second += SCRAPE) {
            if (second < gapFrom || second >= gapTo) {
                Instant at = Instant.ofEpochSecond(second);
                page(second)
                        .forEach((labels, value) ->
                                series.computeIfAbsent(labels, Series::of).add(at, value));
            }
        }
        return series.values().stream().map(Series.Builder::build).toList();
    }

    /** What the bot itself shows. */
    List<Series> shown(Instant now) {
        List<Series> series = new ArrayList<>();
        page((int) now.getEpochSecond())
                .forEach((labels, value) ->
                        series.add(Series.of(labels).add(now, value).build()));
        return series;
    }

    private Map<Labels, Double> page(int second) {
        Map<Labels, Double> page = new LinkedHashMap<>();
        boolean up = second < life.deadFrom
                && restarts.stream().noneMatch(restart -> second >= restart - 10 && second < restart);
        page.put(UP, up ? 1.0 : 0.0);
        if (!up) {
            return page;
        }
        int start = restarts.stream().filter(one -> one <= second).reduce(-86_400, Math::max);
        page.put(START, (double) start);
        int lived = Math.min(second, life.hungFrom);
        double bad = errors(lived) - errors(start);
        page.put(GOOD, 20.0 * Math.max(0, lived - start) - bad);
        if (bad > 0) {
            page.put(BAD, bad);
        }
        page.put(INTENTS, Math.floor(Math.max(0, lived - start) / 60.0));
        if (second >= life.duplicateAt && start < life.duplicateAt) {
            page.put(DUPLICATES, 1.0);
        }
        page.putAll(FIXED);
        return page;
    }

    /** Since the beginning of time: one each twenty minutes, and 0.6 % of all for six minutes. */
    private double errors(int second) {
        double more = 0.006 * 20 * Math.max(0, Math.min(second - (double) life.errorsFrom, 360));
        return Math.floor(second / 1200.0) + Math.floor(more);
    }

    private static Labels labels(String name, String... more) {
        List<String> pairs = new ArrayList<>(List.of(Labels.NAME, name, "job", "vanta-metrics", "instance", "bot"));
        pairs.addAll(List.of(more));
        return Labels.of(pairs.toArray(String[]::new));
    }

    /** The two expressions of the shipped rules, for a bot of one process. */
    static OptionalDouble expression(String promql, Series up, Instant now) {
        if (promql.startsWith("ALERTS{")) {
            return OptionalDouble.empty();
        }
        if (!promql.startsWith("avg_over_time(up{")) {
            throw new IllegalArgumentException("this expression is new: " + promql);
        }
        Series recent = up.between(now.minus(Duration.ofMinutes(10)), now);
        double sum = 0;
        for (int i = 0; i < recent.size(); i++) {
            sum += recent.value(i);
        }
        return recent.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / recent.size());
    }
}
