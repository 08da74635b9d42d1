package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.replay.Notation.Item;
import io.github.slowatchdog.slo.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series are written as for promtool (SPEC 9). */
class NotationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1+1x3 | 1 2 3 4",
                "10-2x4 | 10 8 6 4 2",
                "0x3 | 0 0 0 0",
                "1 2 3 | 1 2 3",
                "1 _ 3 | 1 _ 3",
                "_x3 1 | _ _ _ 1",
                "1 stale 2 | 1 stale 2",
                "stalex1 | stale stale",
                "NaNx1 Inf -Inf | NaN NaN Infinity -Infinity",
                "-3+1.5x2 | -3 -1.5 0",
                "1e3+1e2x1 | 1000 1100",
                ".5x1 | 0.5 0.5",
                "5x0 | 5",
            })
    void isReadAsPromtoolReadsIt(String written, String expected) throws Notation.Malformed {
        assertThat(shown(Notation.items(written))).isEqualTo(expected);
    }

    @Test
    void textStandsInQuotes() throws Notation.Malformed {
        assertThat(shown(Notation.items("\"RUNNING now\"x1 \"say \\\"hi\\\"\" \"\"")))
                .isEqualTo("RUNNING now RUNNING now say \"hi\" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x", "x3", "one", "1+x3", "{{schema:1}}", "1x99999999", "\"open", "0x3q", "1..2", "--1"})
    void whatItDoesNotKnowIsRefused(String written) {
        assertThatThrownBy(() -> Notation.items("1 2 " + written))
                .isInstanceOfSatisfying(
                        Notation.Malformed.class, e -> assertThat(e.index()).isEqualTo(4));
    }

    private static String shown(List<Item> items) {
        return items.stream().map(NotationTest::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Item item) {
        if (item instanceof Item.Sample sample) {
            Value value = sample.value();
            return value.toString();
        }
        return item instanceof Item.Missing ? "_" : "stale";
    }
}
