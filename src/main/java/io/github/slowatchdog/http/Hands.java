package io.github.slowatchdog.http;

import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import java.util.List;
import java.util.Optional;

/**
 * What a person does by hand over HTTP, done the way the commands {@code stop} and {@code release} do it (SPEC 7.3, 7.4). Called
 * on a thread that may block, one call after the other; trouble is an outcome, never an exception.
 */
public interface Hands {

    /** Orders a stop. */
    Outcome stop(String by, String reason);

    /** Releases an order, unless that must be refused. */
    Outcome release(String order, String by, String reason, boolean force);

    /** How it ended. */
    sealed interface Outcome {

        /** The flag says stop. */
        record Stopped(StopOrder order, boolean already) implements Outcome {}

        /**
         * Order and flag say that it is released.
         *
         * @param watched whether a running watchdog has said how the objectives stand
         */
        record Released(Release release, boolean watched) implements Outcome {}

        /** Nothing was changed: objectives are not green. */
        record Refused(List<String> reasons) implements Outcome {}

        /** Nothing was changed: that order is not in force; perhaps another is. */
        record NotInForce(Optional<StopOrder> inForce) implements Outcome {}

        /** It is not known that it was done; {@code code} is a word of the runbook. */
        record Failed(String code, String detail) implements Outcome {}
    }
}
