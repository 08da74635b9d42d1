package io.github.slowatchdog.plan;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Value;

/**
 * One thing that was looked at.
 *
 * @param what such as {@code status} or a JSONPath
 * @param expected as it was written
 * @param actual as it was found
 */
public record Check(String what, String expected, String actual, boolean met) {

    static Check of(String what, Expectation expect, Value value) {
        return new Check(what, expect.text(), value.toString(), expect.isMetBy(value));
    }

    /** One line for a person. */
    public String line() {
        return met ? what + " is " + actual : what + ": expected " + expected + ", is " + actual;
    }
}
