package io.github.slowatchdog.stop;

import java.util.Locale;

/** Why a write or read of the flag failed: one code each, in metrics, log and runbook (SPEC 7.2). */
public enum SwitchFailure {
    /** Nothing listens there, or the name cannot be resolved. */
    UNREACHABLE,
    /** No answer in time; the write may still land, which is safe. */
    TIMEOUT,
    /** The connection broke in mid-answer. */
    RESET,
    /** The server's memory limit is reached and nothing may be evicted. */
    OOM,
    /** The server is a replica. */
    READONLY,
    /** Fewer replicas than {@code min-replicas-to-write}. */
    NOREPLICAS,
    /** The server refuses writes because it cannot save to disk. */
    MISCONF,
    /** A password is needed. */
    NOAUTH,
    /** The user or password is wrong. */
    WRONGPASS,
    /** The user may not run this command or touch this key. */
    NOPERM,
    /** The server is loading its data set. */
    LOADING,
    /** A script blocks the server. */
    BUSY,
    /** The cluster has no owner for the key, or is moving it. */
    CLUSTER,
    /** No master is known to Sentinel. */
    NOMASTER,
    /** The key holds another type and could not be replaced. */
    WRONGTYPE,
    /** TLS could not be agreed. */
    TLS,
    /** The flag was written but did not read back as written. */
    READBACK,
    /** Anything else the server said. */
    OTHER;

    /** Whether the server can be read, and takes no writes from anybody. */
    public boolean isRefusal() {
        return this == OOM || this == READONLY || this == NOREPLICAS || this == MISCONF;
    }

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
