package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import java.time.Instant;
import java.util.Optional;

/** What became of one question. */
sealed interface Reply {

    /**
     * An answer that can be used.
     *
     * @param partial what the server said of data that is missing
     */
    record Data(QueryResponse.Data data, Optional<String> partial) implements Reply {}

    /** No usable answer. */
    record Failed(Reason reason, String detail) implements Reply {
        Measurement.Failure at(Instant at) {
            return new Measurement.Failure(at, reason, detail);
        }
    }
}
