package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the diary keeps of one objective: the worst that was seen, and how long it was known. */
final class ObjectiveNotes {

    private static final int LONGEST = 200;

    private @Nullable Value worst;
    private @Nullable Value worstSince;
    private boolean wasKnown;
    /** A number, since each beat adds to it. */
    private long knownNanos;

    void saw(Value value, Expectation expect) {
        worst = worse(worst, value, expect);
        worstSince = worse(worstSince, value, expect);
    }

    private static Value worse(@Nullable Value before, Value value, Expectation expect) {
        return before != null && expect.badness(before) >= expect.badness(value) ? before : value;
    }

    /**
     * Counts only time between two moments at both of which it was known.
     *
     * @param step time since the moment before; 0 if nobody watched in it
     */
    void pass(boolean isKnown, Duration step) {
        if (wasKnown && isKnown) {
            knownNanos += step.toNanos();
        }
        wasKnown = isKnown;
    }

    /** Where it stands, as plain values; and a new stretch begins for {@code worst_since}. */
    Map<String, Object> tell(Watch watch) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", watch.objective().name());
        data.put("query", cut(watch.objective().indicator().query()));
        data.put("expected", cut(watch.objective().expect().text()));
        leadsTo(watch, data);
        data.put("verdict", watch.verdict().word());
        watch.judged().ifPresent(value -> data.put("last", cut(value.toString())));
        if (worst != null) {
            data.put("worst", cut(worst.toString()));
        }
        if (worstSince != null) {
            data.put("worst_since", cut(worstSince.toString()));
        }
        total(watch).ifPresent(total -> data.put("total", total));
        data.put("known_s", SoakDiary.seconds(Duration.ofNanos(knownNanos)));
        Map<String, Long> measurements = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        watch.lines().forEach(line -> {
            for (Outcome outcome : Outcome.values()) {
                measurements.merge(outcome.word(), line.outcomes().of(outcome), Long::sum);
            }
            line.unknowns().forEach((reason, count) -> reasons.merge(reason.word(), count, Long::sum));
        });
        reasons.values().removeIf(count -> count == 0);
        data.put("measurements", measurements);
        data.put("reasons", reasons);
        worstSince = null;
        return data;
    }

    /** What a breach of it leads to, and whether it is only said. */
    static void leadsTo(Watch watch, Map<String, Object> data) {
        data.put("on_breach", watch.objective().onBreach().word());
        if (watch.objective().shadow()) {
            data.put("shadow", true);
        }
    }

    /** Over the whole soak: bad over all for a ratio, events for what counts them; the worse of two lanes. */
    private static Optional<String> total(Watch watch) {
        Indicator indicator = watch.objective().indicator();
        if (indicator instanceof Indicator.Count || indicator instanceof Indicator.Changes) {
            return Optional.of(Value.format(watch.mostEvents()));
        }
        return watch.lines().stream()
                .map(line -> line.record.totals())
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(totals -> totals.bad() / totals.all()))
                .map(totals -> Value.format(totals.bad()) + " of " + Value.format(totals.all()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
