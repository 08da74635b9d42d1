package io.github.slowatchdog.cli;

/** The exit codes of every command (SPEC 9). */
public enum ExitCode {
    /** Pass, done, gate open. */
    OK(0),
    /** Breach, fail, gate closed. */
    FAILED(1),
    /** Inconclusive, or no data. */
    INCONCLUSIVE(2),
    /** A precondition does not hold, or it was refused. */
    REFUSED(3),
    /** Usage or configuration. */
    USAGE(4),
    /** A needed server cannot be reached. */
    UNREACHABLE(5),
    /** A stop is not confirmed. */
    UNCONFIRMED(6),
    /** A bug of ours. */
    BUG(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
