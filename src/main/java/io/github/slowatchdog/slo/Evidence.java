package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;

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
        List<String> samples) {}
