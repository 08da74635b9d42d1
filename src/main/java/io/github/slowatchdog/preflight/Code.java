package io.github.slowatchdog.preflight;

import static io.github.slowatchdog.preflight.Severity.ERROR;
import static io.github.slowatchdog.preflight.Severity.WARN;

import java.util.Locale;

/** Everything that can be found, with why it matters. {@code docs/check.md} has a row for each. */
public enum Code {
    // what the text of a rule tells by itself
    RATIO_WITHOUT_AGGREGATION(
            ERROR,
            "PromQL divides series with equal labels: each by itself, which is 1 for every series that is there and nothing else"),
    NO_DATA_PASSES(ERROR, "a bot that is gone, or a name that is misspelled, looks the same as a bot that does well"),
    AVERAGE_HIDES(WARN, "many good series outweigh a bad one: of 0, 1 and 0 the average is 0.33"),
    INCREASE_EQUALS(
            ERROR,
            "increase() and rate() extrapolate to the edges of the window: one event may be 1.33 or 2, and never exactly 1"),
    INCREASE_MISSES_FIRST(
            ERROR,
            "increase() and rate() do not see the event with which a counter appears, which for a forbidden event is the only one"),
    DIVISION_INSIDE_AGGREGATION(WARN, "one series without traffic is 0/0, which is NaN, and makes the whole sum NaN"),
    RATE_OF_SUM(
            ERROR,
            "after a restart of one process the sum falls, which is taken for a reset of all: far too many events"),
    WINDOW_SHORTER_THAN_INTERVAL(ERROR, "what happens between two windows is never looked at"),
    COMPARISON_FILTERS(
            WARN,
            "a comparison without bool leaves out what does not hold: while it does not, the answer is empty, which is unknown"),
    BURN_OUT_OF_REACH(
            WARN, "the limit is there and says nothing: only the slower ones, and the whole budget, are watched"),
    NO_FRESHNESS(
            WARN,
            "without it nobody notices that Prometheus has stopped reading the bot: the last samples look like the present"),

    // what Prometheus tells
    PROMETHEUS_UNREACHABLE(ERROR, "nothing can be measured on the lane prometheus"),
    SYNTAX(ERROR, "the server does not take it, so it is unknown at each measurement"),
    EXPRESSION_FAILS(ERROR, "it is unknown at each measurement"),
    EXPRESSION_EMPTY(WARN, "no answer is unknown, and soon blind"),
    EXPRESSION_NAN(WARN, "NaN meets nothing: it is unknown until there is a number"),
    SELECTOR_EMPTY(
            ERROR,
            "what is not there is unknown, and soon blind: a name or a label is probably misspelled, or the bot is not scraped"),
    SELECTOR_UNKNOWN_LABEL(
            WARN, "unless that label is still to come it never matches, and an objective that counts nothing passes"),
    COUNTER_NOT_CREATED(WARN, "that no event happened cannot be told from a name that is misspelled"),
    OTHER_JOB(WARN, "other programs' series are judged as if they were the bot's"),
    NOT_A_COUNTER(ERROR, "each fall is taken for a reset, and its whole value for events"),
    NOT_A_GAUGE(WARN, "a counter only rises until the process restarts: its value says little about now"),
    WINDOW_OF_FEW_SCRAPES(
            WARN, "with fewer than 4 scrapes in the window one that is late or missed changes or empties the answer"),
    WINDOW_WITHOUT_TWO_SCRAPES(ERROR, "rates need two samples in the window: it has no answer, or one now and then"),
    WINDOW_NEAR_INTERVAL(
            WARN, "an event between the last sample of one window and the first of the next is in neither"),
    INCREASE_EXTRAPOLATES(
            WARN,
            "in a window of few scrapes one event may be 1.33 or 2, so that a limit in whole events is met or missed by chance"),
    MAX_AGE_OF_FEW_SCRAPES(WARN, "one scrape that is late or missed makes everything unknown"),
    RECORDED_SERIES(
            WARN,
            "it is as old as the last evaluation of its rule, and goes on unchanged for minutes when the rule fails"),
    BEYOND_RETENTION(ERROR, "the store forgets what is older: the answer is about less time than it seems"),
    BOT_NOT_SCRAPED(ERROR, "Prometheus does not read the bot: every measurement on the lane prometheus is unknown"),
    NO_PROCESS_START(
            WARN,
            "a restart between two scrapes that ends in the same value or a higher one cannot be seen, and its events are missed"),

    // what the bot tells
    BOT_UNREACHABLE(ERROR, "nothing can be measured on the lane bot"),
    PAGE_UNREADABLE(ERROR, "nothing can be measured on the lane bot, and Prometheus may not read it either"),
    PAGE_TOO_LARGE(WARN, "every scrape reads all of it, and a label that grows without end fills the store"),
    METRIC_OF_MANY_SERIES(
            WARN, "a label that grows without end, such as an id, slows every measurement and fills the store"),
    PROBE_FAILS(ERROR, "what is not answered is unknown, and soon blind"),
    PROBE_EMPTY(WARN, "nothing stands at this path now; that meets nothing but `absent`"),
    PROBE_NOT_A_NUMBER(ERROR, "text is never more or less than a number: it misses at each measurement"),

    // clocks
    CLOCK_SKEW(
            ERROR, "samples look older or newer than they are, and the bot may take the time of a stop for an old one"),

    // what Redis tells
    REDIS_UNREACHABLE(ERROR, "a stop cannot be written"),
    FLAG_NOT_WRITABLE(ERROR, "a stop cannot be written"),
    SCRIPTING_DENIED(WARN, "WATCH, MULTI and EXEC are used instead: several round trips for a stop instead of one"),
    RENAME_DENIED(WARN, "a server without memory refuses SET and still takes RENAME: the last resort is missing"),
    ROLE_DENIED(WARN, "a replica that accepts writes cannot be told from a master"),
    REDIS_NOT_TOLD(WARN, "what may evict the flag or refuse a write is not known"),
    FLAG_MAY_BE_EVICTED(
            WARN, "short of memory, the server throws away any key: the flag is missing until it is written again"),
    MEMORY_NEARLY_FULL(WARN, "once it is full the server refuses writes (OOM), the stop among them"),
    SAVES_FAIL(
            WARN, "the server refuses writes (MISCONF) while stop-writes-on-bgsave-error is on, the stop among them"),
    REDIS_IS_REPLICA(WARN, "each connection takes a way round, and none is left when the master is gone"),
    NEEDS_REPLICAS(
            WARN, "the server refuses writes (NOREPLICAS) while too few replicas are in step, the stop among them"),

    // whether people are told
    ALERTMANAGER_UNREACHABLE(ERROR, "nobody is told by this way of a breach or a stop"),
    ALERTMANAGER_REFUSES(ERROR, "it may refuse alerts likewise, and nobody is told by this way of a breach or a stop"),
    GRAFANA_UNREACHABLE(WARN, "graphs are without the marks of breaches and stops"),
    GRAFANA_REFUSES(WARN, "it may refuse annotations likewise, and graphs are without the marks of breaches and stops");

    private final Severity severity;
    private final String why;

    Code(Severity severity, String why) {
        this.severity = severity;
        this.why = why;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** Why it matters, as a sentence without its end. */
    public String why() {
        return why;
    }

    /** The word that people and machines know it by. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
