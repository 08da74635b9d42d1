package io.github.slowatchdog.plan;

/** A step that says nothing about the system under test, because the plan itself cannot be carried out here. */
final class MisconfiguredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String fix;

    MisconfiguredException(String what, String fix) {
        super(what);
        this.fix = fix;
    }

    String fix() {
        return fix;
    }
}
