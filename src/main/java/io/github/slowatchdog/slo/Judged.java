package io.github.slowatchdog.slo;

import java.time.Instant;

/**
 * One value to be judged, with where and when it was.
 *
 * @param labels the series; {@link Labels#NONE} for a total over several
 * @param at the time of the sample; for a count, of its newest event, or of the newest sample where there was none
 */
public record Judged(Labels labels, Instant at, Value value) {}
