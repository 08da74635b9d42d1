package io.github.slowatchdog.slo;

import org.jspecify.annotations.Nullable;

/** A value as the text that a text expectation compares; a number of a probe is compared as it is written. */
final class Texts {

    private Texts() {}

    /** The text; null where there is none, or where it is NaN: those meet nothing. */
    static @Nullable String of(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        return value instanceof Value.Num num && !Double.isNaN(num.number()) ? num.toString() : null;
    }
}
