package io.github.slowatchdog.e2e;

/** Who sets a flag in {@code bench/latency}, each in a Redis of its own. */
enum Contestant {
    ALERTMANAGER("(a) rules, Alertmanager, webhook; group_wait 0"),
    ALERTMANAGER_DEFAULT("(a) the same, group_wait 30 s (default)"),
    SHIM("(b) rules, straight to a shim, resend-delay 1 s"),
    POLLER("(c) poller of 20 lines, each 0.2 s"),
    STORE_LANE("(d) slo-watchdog, lane prometheus"),
    BOT_LANE("(e) slo-watchdog, lane bot, each 0.2 s");

    private final String told;

    Contestant(String told) {
        this.told = told;
    }

    String told() {
        return told;
    }

    /** Whether it is worth waiting for in each trial; the others are looked at when all trials are over. */
    boolean isPrompt() {
        return this != ALERTMANAGER_DEFAULT;
    }

    boolean isOurs() {
        return this == STORE_LANE || this == BOT_LANE;
    }
}
