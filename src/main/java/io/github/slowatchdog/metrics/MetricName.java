package io.github.slowatchdog.metrics;

import java.util.List;

/** Every metric of the watchdog's own: name, type, label names and help text, in the order of the page (SPEC 11). */
public enum MetricName {
    VERDICT(
            "slo_watchdog_verdict",
            Type.GAUGE,
            "1 for the current verdict of the objective, 0 for the others.",
            "slo",
            "verdict"),
    VALUE(
            "slo_watchdog_value",
            Type.GAUGE,
            "Value judged by the last measurement, the worst of several. Absent while there is none.",
            "slo",
            "lane"),
    THRESHOLD(
            "slo_watchdog_threshold",
            Type.GAUGE,
            "Bound that the objective expects its value to keep. Absent for text.",
            "slo"),
    BREACHES("slo_watchdog_breaches_total", Type.COUNTER, "Times that the objective went into breach.", "slo"),
    MEASUREMENTS(
            "slo_watchdog_measurements_total",
            Type.COUNTER,
            "Measurements by how they stood.",
            "slo",
            "lane",
            "outcome"),
    UNKNOWN(
            "slo_watchdog_unknown_total",
            Type.COUNTER,
            "Measurements that could not be told, by reason.",
            "slo",
            "lane",
            "reason"),
    SAMPLE_AGE(
            "slo_watchdog_sample_age_seconds",
            Type.GAUGE,
            "Age of the newest sample judged. Absent before the first.",
            "slo",
            "lane"),
    BUDGET_REMAINING(
            "slo_watchdog_error_budget_remaining_ratio",
            Type.GAUGE,
            "Share of the error budget of the soak that is left, below 0 if more is spent; NaN while it is not known.",
            "slo"),
    BURN_RATE(
            "slo_watchdog_burn_rate",
            Type.GAUGE,
            "How many times as fast as it may the error budget burns in a window; NaN while it is not known.",
            "slo",
            "window"),
    OBJECTIVE_INFO(
            "slo_watchdog_objective_info",
            Type.INFO,
            "What the objective is, with its own labels.",
            "slo",
            "group",
            "on_breach",
            "severity",
            "lanes"),
    SOAK_VERDICT(
            "slo_watchdog_soak_verdict",
            Type.GAUGE,
            "1 for the current verdict of the soak, 0 for the others.",
            "phase",
            "verdict"),
    SOAK_INFO(
            "slo_watchdog_soak_info",
            Type.GAUGE,
            "1 for the soak that runs, with the bot's build.",
            "phase",
            "soak",
            "build"),
    SOAK_CLEAN("slo_watchdog_soak_clean_seconds", Type.GAUGE, "Clean watched time of the soak.", "phase"),
    SOAK_WINDOW("slo_watchdog_soak_window_seconds", Type.GAUGE, "Clean watched time that the soak needs.", "phase"),
    SOAK_ELAPSED("slo_watchdog_soak_elapsed_seconds", Type.GAUGE, "Wall-clock time since the soak started.", "phase"),
    SOAK_BLIND("slo_watchdog_soak_blind_seconds", Type.GAUGE, "Time of the soak that nobody can vouch for.", "phase"),
    SOAK_LONGEST_GAP(
            "slo_watchdog_soak_longest_gap_seconds", Type.GAUGE, "Longest stretch of blind time of the soak.", "phase"),
    GATE_OPEN(
            "slo_watchdog_gate_open", Type.GAUGE, "1 if the soak has passed and no stop is in force, else 0.", "phase"),
    STOP("slo_watchdog_stop", Type.GAUGE, "1 for how far the stop has come, 0 for the others.", "state"),
    STOP_ORDER_INFO(
            "slo_watchdog_stop_order_info", Type.GAUGE, "1 for the stop order in force.", "order", "cause", "slo"),
    STOP_ENFORCED("slo_watchdog_stop_enforced", Type.GAUGE, "1 if a stop is made real, 0 in shadow mode."),
    STOP_ORDERS(
            "slo_watchdog_stop_orders_total",
            Type.COUNTER,
            "Stop orders by objective, or by cause where there is none.",
            "slo"),
    STOP_WRITE_FAILURES(
            "slo_watchdog_stop_write_failures_total",
            Type.COUNTER,
            "Rounds with the kill switch that failed, by reason.",
            "channel",
            "reason"),
    STOP_REASSERTS(
            "slo_watchdog_stop_reasserts_total",
            Type.COUNTER,
            "Times that the flag had to be written again, by what was found.",
            "reason"),
    DETECTION(
            "slo_watchdog_detection_seconds",
            Type.HISTOGRAM,
            "From the timestamp of the sample that showed a breach to the decision.",
            "slo",
            "lane"),
    STOP_WRITE(
            "slo_watchdog_stop_write_seconds",
            Type.HISTOGRAM,
            "From the decision to the flag written and read back.",
            "channel"),
    STOP_CONFIRM(
            "slo_watchdog_stop_confirm_seconds", Type.HISTOGRAM, "From the decision to the proof that the bot obeys."),
    SOURCE_UP(
            "slo_watchdog_source_up", Type.GAUGE, "1 if the newest request of the lane was answered, else 0.", "lane"),
    SOURCE_REQUEST("slo_watchdog_source_request_seconds", Type.HISTOGRAM, "Duration of requests of the lane.", "lane"),
    REDIS_UP(
            "slo_watchdog_redis_up",
            Type.GAUGE,
            "1 if the newest round with Redis was answered, and it takes writes, else 0."),
    CLOCK_SKEW(
            "slo_watchdog_clock_skew_seconds",
            Type.GAUGE,
            "How far the peer's clock is ahead of this one; NaN while that is not known.",
            "peer"),
    TICKS_MISSED(
            "slo_watchdog_ticks_missed_total",
            Type.COUNTER,
            "Ticks that could not run in time because the loop was not done with those before.",
            "group"),
    TICK_LAG("slo_watchdog_tick_lag_seconds", Type.GAUGE, "How late the newest tick began.", "group"),
    TICK_DURATION(
            "slo_watchdog_tick_duration_seconds",
            Type.GAUGE,
            "How long the newest tick took, from the question to the verdicts.",
            "group"),
    LAST_BEAT(
            "slo_watchdog_last_beat_timestamp_seconds",
            Type.GAUGE,
            "When the loop last beat, once a second while it is well."),
    JOURNAL_ERRORS(
            "slo_watchdog_journal_errors_total", Type.COUNTER, "Events that could not be written to the journal."),
    LOG_LINES_DROPPED(
            "slo_watchdog_log_lines_dropped_total",
            Type.COUNTER,
            "Log lines dropped because nobody took them from stderr."),
    LAST_DRILL(
            "slo_watchdog_last_drill_timestamp_seconds",
            Type.GAUGE,
            "When the last drill ended well; 0 if there was none."),
    LEASE_HELD("slo_watchdog_lease_held", Type.GAUGE, "1 while the dead-man lease is held, else 0."),
    ALERTMANAGER_UP(
            "slo_watchdog_alertmanager_up",
            Type.GAUGE,
            "1 if the newest post to the Alertmanager was taken, else 0. Not a number before the first.",
            "alertmanager"),
    ALERTMANAGER_SENT(
            "slo_watchdog_alertmanager_sent_total",
            Type.COUNTER,
            "Alerts that the Alertmanager has taken, each as often as it was sent.",
            "alertmanager"),
    ALERTMANAGER_FAILURES(
            "slo_watchdog_alertmanager_failures_total",
            Type.COUNTER,
            "Posts that the Alertmanager has not taken.",
            "alertmanager"),
    GRAFANA_ANNOTATIONS(
            "slo_watchdog_grafana_annotations_total",
            Type.COUNTER,
            "Annotations for Grafana by what became of them.",
            "result"),
    /** A gauge: as an info its name would begin all others, and whoever asks for one of those by name would get it, too. */
    INFO("slo_watchdog_info", Type.GAUGE, "Which watchdog this is.", "watchdog", "phase", "mode"),
    CONFIG_RELOAD_SUCCESSFUL(
            "slo_watchdog_config_last_reload_successful",
            Type.GAUGE,
            "1 if the newest reading of the configuration succeeded, else 0."),
    CONFIG_RELOAD_TIME(
            "slo_watchdog_config_last_reload_success_timestamp_seconds",
            Type.GAUGE,
            "When the configuration in force was read."),
    CONFIG_INFO("slo_watchdog_config_info", Type.INFO, "The configuration in force.", "hash"),
    BUILD_INFO("slo_watchdog_build_info", Type.INFO, "The build that runs.", "version", "revision");

    /** The types of the Prometheus exposition formats that are in use here. */
    public enum Type {
        GAUGE(""),
        COUNTER("_total"),
        INFO("_info"),
        HISTOGRAM("");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }
    }

    private final String text;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> labels;

    MetricName(String text, Type type, String help, String... labels) {
        this.text = text;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name of its series, with {@code _total} and {@code _info}; of a histogram without {@code _bucket} and the like. */
    public String text() {
        return text;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    /** The names of its labels, in the order in which values are given. */
    public List<String> labels() {
        return labels;
    }

    /** The name as the client library wants it: without the suffix that the type adds. */
    String base() {
        return text.substring(0, text.length() - type.suffix.length());
    }
}
