package io.github.slowatchdog.slo;

/** Text from a person that cannot be read: what is wrong, and how to put it right. */
public final class SyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    public SyntaxException(String what, String fix) {
        super(what);
        this.fix = fix;
    }

    /** How to put it right, as a sentence for the person who wrote it. */
    public String fix() {
        return fix;
    }
}
