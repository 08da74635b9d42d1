package io.github.slowatchdog.redis;

/** What is wrong with a {@link SimulatedRedis}. */
public enum RedisTrouble {
    NONE,
    /** Nothing listens. */
    REFUSED,
    /** Answers nothing, and does nothing. */
    HANGS,
    READONLY,
    OOM,
    NOREPLICAS,
    MISCONF
}
