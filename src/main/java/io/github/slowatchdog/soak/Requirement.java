package io.github.slowatchdog.soak;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;

/** What must have happened for a pass, so that a dead bot cannot pass (SPEC 5, {@code require}). */
public record Requirement(Indicator indicator, Expectation expect) {}
