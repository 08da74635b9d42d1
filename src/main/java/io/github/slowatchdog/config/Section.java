package io.github.slowatchdog.config;

import java.util.List;

/**
 * Every mapping of the three kinds of file with the keys it knows; the one list that reading, messages and the documentation
 * are held against.
 */
enum Section {
    CONFIGURATION(
            "",
            "name",
            "rules",
            "prometheus",
            "bot",
            "stop",
            "alertmanager",
            "grafana",
            "http",
            "journal",
            "log",
            "phases",
            "phase"),
    PROMETHEUS(
            "prometheus",
            "url",
            "timeout",
            "max_response",
            "freshness",
            "max_skew",
            "params",
            "batch",
            "basic_auth",
            "authorization",
            "headers",
            "tls_config"),
    FRESHNESS("prometheus.freshness", "selector", "max_age"),
    BASIC_AUTH("basic_auth", "username", "password", "password_file"),
    AUTHORIZATION("authorization", "type", "credentials", "credentials_file"),
    TLS_CONFIG("tls_config", "ca_file", "cert_file", "key_file", "server_name", "insecure_skip_verify"),
    BOT("bot", "metrics", "timeout", "basic_auth", "authorization", "headers", "tls_config"),
    STOP("stop", "mode", "redis", "http", "confirm", "when_blind", "release", "lease"),
    REDIS(
            "stop.redis",
            "url",
            "username",
            "password",
            "password_file",
            "tls_config",
            "key",
            "on_stop",
            "on_release",
            "timeout"),
    STOP_HTTP("stop.http", "url", "token_file", "tls_config"),
    CONFIRM("stop.confirm", "state", "probe", "expect", "within"),
    WHEN_BLIND("stop.when_blind", "after", "then"),
    RELEASE("stop.release", "green_for"),
    LEASE("stop.lease", "key", "ttl"),
    ALERTMANAGER(
            "alertmanager",
            "urls",
            "timeout",
            "resend",
            "labels",
            "basic_auth",
            "authorization",
            "headers",
            "tls_config"),
    GRAFANA(
            "grafana",
            "url",
            "token_file",
            "timeout",
            "tags",
            "dashboard_uid",
            "basic_auth",
            "authorization",
            "headers",
            "tls_config"),
    HTTP("http", "listen", "external_url", "token_file", "hosts", "max_connections", "max_listeners", "tls_config"),
    HTTP_TLS("http.tls_config", "cert_file", "key_file", "client_ca_file"),
    JOURNAL("journal", "path"),
    LOG("log", "format", "level"),
    PHASE("phases[]", "name", "after", "vars", "soak"),
    SOAK("phases[].soak", "window", "deadline", "max_gap", "restart_on_build", "require"),
    RESTART_ON_BUILD("phases[].soak.restart_on_build", "metric", "label"),
    REQUIREMENT("phases[].soak.require[]", "expr", "count", "changes", "ratio", "gauge", "state", "probe", "expect"),

    RULES("rules file", "groups"),
    GROUP("groups[]", "name", "interval", "via", "objectives"),
    OBJECTIVE(
            "groups[].objectives[]",
            "name",
            "summary",
            "runbook_url",
            "severity",
            "labels",
            "expr",
            "count",
            "changes",
            "ratio",
            "gauge",
            "state",
            "probe",
            "window",
            "expect",
            "for",
            "on_breach",
            "via",
            "when",
            "no_data",
            "grace",
            "blind_after",
            "when_blind",
            "judged_for",
            "shadow"),
    RATIO("ratio", "bad", "total", "window", "min_events", "burn"),
    BURN("ratio.burn", "objective", "min_bad_events", "shortest", "windows"),
    BURN_WINDOWS("ratio.burn.windows[]", "rate", "long", "short"),
    STATE("state", "metric", "label"),
    CHANGES("changes", "state", "label"),
    PROBE("probe", "url", "json", "timeout", "basic_auth", "authorization", "headers", "tls_config"),
    WHEN("when", "expr", "probe", "expect", "utc", "not_utc"),

    PLAN(
            "plan",
            "name",
            "summary",
            "vars",
            "only_in",
            "fail_fast",
            "prometheus",
            "bot",
            "deployment",
            "steps",
            "on_failure",
            "finally"),
    DEPLOYMENT("deployment", "what", "why", "changes", "rollback_plan"),
    STEP(
            "steps[]",
            "name",
            "summary",
            "http",
            "log",
            "exec",
            "flag",
            "attest",
            "wait",
            "expr",
            "count",
            "changes",
            "ratio",
            "gauge",
            "state",
            "probe",
            "window",
            "via",
            "no_data",
            "expect",
            "within",
            "hold",
            "interval",
            "require",
            "shadow",
            "when",
            "otherwise",
            "save",
            "compare"),
    HTTP_STEP(
            "steps[].http",
            "get",
            "post",
            "put",
            "delete",
            "body",
            "content_type",
            "headers",
            "basic_auth",
            "authorization",
            "tls_config",
            "hmac",
            "timeout",
            "times",
            "parallel"),
    HMAC("steps[].http.hmac", "header", "secret_file", "algorithm", "encoding", "prefix"),
    HTTP_EXPECT("expect of http", "status", "headers", "body", "seconds"),
    LOG_STEP("steps[].log", "file", "since", "must", "must_not", "in_order"),
    EXEC_STEP("steps[].exec", "run", "shell", "timeout", "dir", "env", "stdin"),
    EXEC_EXPECT("expect of exec", "exit", "stdout", "stderr"),
    TEXT("text", "must", "must_not"),
    ATTEST("steps[].attest", "by_role", "statement"),
    COMPARE("steps[].compare", "with", "tolerance");

    private final String place;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable one
    private final List<String> keys;

    Section(String place, String... keys) {
        this.place = place;
        this.keys = List.of(keys);
    }

    /** Where the mapping stands, {@code []} for an entry of a list; a mapping with several places has its own name. */
    String place() {
        return place;
    }

    List<String> keys() {
        return keys;
    }

    /** Whether it stands in plans only, which have a page of their own. */
    boolean isOfPlans() {
        return compareTo(PLAN) >= 0;
    }

    /** One name for a key of this mapping, over all files. */
    String id(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
