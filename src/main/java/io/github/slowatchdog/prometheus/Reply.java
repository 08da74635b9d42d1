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

    /** Whose fault it is that there is no answer, as far as can be told: whether another question would have got one. */
    enum Fault {
        /** Perhaps of what was asked: the server has answered, or was about to. */
        QUESTION,
        /** Of what was asked, if others got an answer meanwhile. */
        LATE,
        /** Of the server or the way to it. */
        SERVER
    }

    /** No usable answer. */
    record Failed(Reason reason, String detail, Fault fault) implements Reply {
        Measurement.Failure at(Instant at) {
            return new Measurement.Failure(at, reason, detail);
        }
    }
}
