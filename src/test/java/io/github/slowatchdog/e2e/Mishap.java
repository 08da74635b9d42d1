package io.github.slowatchdog.e2e;

import java.util.Locale;

/** One event that is to be seen, on a series of its own, so that each peer's alert about it is a fresh one. */
record Mishap(Kind kind, int number) {

    /** What happens. */
    enum Kind {
        WARM_UP("not counted"),
        PLAIN("counter + 1"),
        BORN("counter born at 1"),
        SPIKE("gauge over its limit for 0.4 s, between two scrapes"),
        CRASH("counter + 1, crash 0.3 s later, before the next scrape"),
        CRASH_AT_ONCE("counter + 1, crash 0.05 s later, before the next scrape");

        private final String told;

        Kind(String told) {
            this.told = told;
        }

        String told() {
            return told;
        }
    }

    /** What a watchdog counts, or the poller and the rules look at, of all mishaps. */
    static final String COUNTER = "vanta_intent_duplicate_total";

    static final String GAUGE = "vanta_max_leverage";
    static final int LIMIT = 2;

    private static final int TOO_MUCH = 9;

    String name() {
        return kind.name().toLowerCase(Locale.ROOT) + "_" + number;
    }

    /** The key that the peers' flag of this mishap has. */
    String flag() {
        return FlagWatch.KEY + ":" + name();
    }

    String series() {
        return (kind == Kind.SPIKE ? GAUGE : COUNTER) + "{trial=\"" + name() + "\"}";
    }

    /** What the peers ask. */
    String promql() {
        return kind == Kind.SPIKE ? series() + " > " + LIMIT : "sum(increase(" + series() + "[5m])) > 0";
    }

    /** What the peers' rules are to tell. */
    PeerStack.Alert alert() {
        return new PeerStack.Alert(name(), promql(), flag());
    }

    /** What the bot is told in the beginning, and after each of its restarts; empty if the series does not exist then. */
    String before() {
        return kind == Kind.BORN ? "" : set(kind == Kind.SPIKE ? LIMIT : 0);
    }

    /** What the bot is told when it happens. */
    String event() {
        return set(kind == Kind.SPIKE ? TOO_MUCH : 1);
    }

    /** Milliseconds after which it is over; 0 if it stays. */
    int lasts() {
        return switch (kind) {
            case SPIKE -> 400;
            case CRASH -> 300;
            case CRASH_AT_ONCE -> 50;
            case WARM_UP, PLAIN, BORN -> 0;
        };
    }

    boolean isCrash() {
        return kind == Kind.CRASH || kind == Kind.CRASH_AT_ONCE;
    }

    private String set(int value) {
        return "set&series=" + series() + "&n=" + value;
    }
}
