package io.github.slowatchdog.promql;

/** Something that this reader does not know; it says nothing then, rather than something wrong. */
final class NotUnderstood extends Exception {

    private static final long serialVersionUID = 1;

    NotUnderstood() {
        super("not understood", null, false, false);
    }
}
