package io.github.slowatchdog.bot;

/** The text is not what the exposition formats of Prometheus describe; the message says in which line, and in what. */
final class MalformedExposition extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedExposition(int line, String what) {
        super("line " + line + ": " + what, null, false, false);
    }
}
