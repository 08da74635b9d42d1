package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to read an indicator: values with their own timestamps, or a failure with its reason (SPEC 1). Every bad
 * answer is one of these; no exception travels through the loop.
 */
public sealed interface Measurement {

    /** When it was asked, by the watchdog's clock. */
    Instant at();

    /**
     * Raw samples: one list of series for each selector of the indicator, in its order.
     *
     * @param partial what the server said of an incomplete answer; empty if it is complete
     */
    record Samples(Instant at, List<List<Series>> bySelector, Optional<String> partial) implements Measurement {
        public Samples {
            bySelector = List.copyOf(bySelector);
        }

        /**
         * What would have been answered at another time, as far as it is in this answer.
         *
         * @param at when it would have been asked
         * @param from the first moment that is not in it
         * @param upTo the last that is
         */
        public Samples between(Instant at, Instant from, Instant upTo) {
            List<List<Series>> part = bySelector.stream()
                    .map(all -> Series.between(all, from, upTo))
                    .toList();
            return new Samples(at, part, partial);
        }
    }

    /** What an expression returned: every element of the vector, or the one of a scalar. */
    record Vector(Instant at, List<Element> elements, Optional<String> partial) implements Measurement {
        public Vector {
            elements = List.copyOf(elements);
        }
    }

    /** One element of a vector; its time is that of the evaluation. */
    record Element(Labels labels, Instant at, double value) {}

    /** What a probe found. */
    record Found(Instant at, Value value) implements Measurement {}

    /**
     * No value, and why.
     *
     * @param detail one line for a person, without secrets
     */
    record Failure(Instant at, Reason reason, String detail) implements Measurement {}
}
