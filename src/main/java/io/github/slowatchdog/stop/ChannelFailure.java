package io.github.slowatchdog.stop;

/** Why the second channel did not take a stop: one code each, in metrics, log and runbook (SPEC 7.2). */
public enum ChannelFailure {
    /** Nobody listens there, or the name cannot be resolved. */
    REFUSED("refused"),
    /** No complete answer in time; the bot may have taken the order all the same. */
    TIMEOUT("timeout"),
    /** The connection broke before the answer ended. */
    RESET("reset"),
    /** TLS could not be agreed. */
    TLS("tls"),
    /** The file with the token cannot be read; nothing was sent. */
    CREDENTIALS("credentials"),
    /** Sent elsewhere, where the token must not go. */
    REDIRECT("3xx"),
    /** The bot refuses: a wrong token, or a wrong path. */
    REFUSAL("4xx"),
    /** The bot could not. */
    BROKEN("5xx"),
    /** Anything else. */
    OTHER("other");

    private final String word;

    ChannelFailure(String word) {
        this.word = word;
    }

    /** The word used in metrics and messages. */
    public String word() {
        return word;
    }
}
