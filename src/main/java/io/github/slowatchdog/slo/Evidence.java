package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that shows why an objective breached: query, samples, threshold, time and reason (SPEC 0, promise 6). */
public record Evidence(
        String slo,
        Lane lane,
        String query,
        String expected,
        String value,
        String series,
        Instant sampleAt,
        Instant decidedAt,
        String why,
        List<String> samples) {

    /** From the sample that showed it to the decision; never negative, whatever the clocks say. */
    public Duration took() {
        Duration took = Duration.between(sampleAt, decidedAt);
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** As plain values for log and journal, in the order in which a person reads them; without a value where nothing was judged. */
    public Map<String, Object> asData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("lane", lane.word());
        data.put("query", query);
        data.put("expected", expected);
        if (!value.isEmpty()) {
            data.put("value", value);
            data.put("series", series);
            data.put("sample_at", sampleAt.toString());
            data.put("samples", samples);
        }
        return data;
    }
}
