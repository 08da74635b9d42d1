package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Measurement.Element;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An answer of {@code /api/v1/query}, whole and checked. */
sealed interface QueryResponse {

    /**
     * Data.
     *
     * @param partial what the server said of data that is missing; empty if nothing is
     */
    record Success(Data data, Optional<String> partial) implements QueryResponse {}

    /** {@code status: error}, whatever the HTTP status. */
    record Refused(String errorType, String error) implements QueryResponse {}

    /** What the expression returned. */
    sealed interface Data {
        /** The word of the API for it. */
        String resultType();

        /** The latest time in it; {@link Instant#MIN} if there is none. */
        Instant newest();
    }

    /** Raw samples. */
    record Matrix(List<Series> series) implements Data {
        @Override
        public String resultType() {
            return "matrix";
        }

        @Override
        public Instant newest() {
            return series.stream()
                    .map(Series::newest)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
        }
    }

    /** One value for each series. */
    record Vector(List<Element> elements) implements Data {
        @Override
        public String resultType() {
            return "vector";
        }

        @Override
        public Instant newest() {
            return elements.stream()
                    .map(Element::at)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
        }
    }

    /** One value without labels. */
    record Scalar(Element element) implements Data {
        @Override
        public String resultType() {
            return "scalar";
        }

        @Override
        public Instant newest() {
            return element.at();
        }
    }

    /** Text, which nothing here can judge. */
    record Text() implements Data {
        @Override
        public String resultType() {
            return "string";
        }

        @Override
        public Instant newest() {
            return Instant.MIN;
        }
    }
}
