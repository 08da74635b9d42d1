package io.github.slowatchdog.slo;

/** How an empty answer stands, while the lane itself is alive and fresh (SPEC 2). */
public enum NoData {
    UNKNOWN,
    MET,
    MISSED
}
