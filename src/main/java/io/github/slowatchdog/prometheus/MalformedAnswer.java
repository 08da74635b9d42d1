package io.github.slowatchdog.prometheus;

/** The body is not the answer that the HTTP API of Prometheus describes; the message says in what. */
final class MalformedAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message, null, false, false);
    }
}
