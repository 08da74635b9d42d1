package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {

    private static final String NOT_A_COUNTER =
            "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"x\" (1:6)";

    @Test
    void aGuessAboutTheMetricsNameTakesNothingFromTheAnswer() {
        assertThat(Annotations.partial(List.of(), List.of(NOT_A_COUNTER), false))
                .isEmpty();
        // as before Prometheus 3
        assertThat(Annotations.partial(List.of(NOT_A_COUNTER), List.of(), false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PromQL warning: encountered a mix of histograms and floats for metric name \"x\" (1:6)",
                "No StoreAPIs matched for this query",
                "results truncated due to limit",
                "",
            })
    void everyOtherWarningMeansMissingData(String warning) {
        assertThat(Annotations.partial(List.of(NOT_A_COUNTER, warning), List.of(), false))
                .hasValue(warning);
    }

    @Test
    void anInfoThatSomethingWasLeftOutMeansMissingData() {
        assertThat(Annotations.partial(
                        List.of(), List.of("PromQL info: ignored histogram in max aggregation (1:1)"), false))
                .isPresent();
        assertThat(Annotations.partial(List.of(), List.of("PromQL info: something new"), false))
                .isEmpty();
    }

    @Test
    void whatIsQuotedStaysShortAndOnOneLine() {
        String text = Annotations.partial(List.of("a\nb\u0000" + "c".repeat(5000)), List.of(), true)
                .orElseThrow();

        assertThat(text)
                .startsWith("isPartial")
                .contains("a b ccc")
                .doesNotContain("\n")
                .hasSizeLessThan(500);
    }
}
