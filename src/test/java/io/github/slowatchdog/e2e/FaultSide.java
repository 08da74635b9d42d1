package io.github.slowatchdog.e2e;

/** Who sets a flag in {@code bench/faults}, each in a Redis of its own, to which the same happens at the same moment. */
enum FaultSide {
    OURS("slo-watchdog"),
    NAIVE("naive"),
    ALERTMANAGER("am"),
    DIRECT("direct");

    private final String word;

    FaultSide(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
