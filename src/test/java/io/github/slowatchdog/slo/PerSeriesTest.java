package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of each series, be it one or many. */
class PerSeriesTest {

    private final PerSeries<Integer> kept = new PerSeries<>();

    private static Labels series(int number) {
        return Labels.of("n", "s" + number);
    }

    private List<String> all() {
        return kept.map((labels, value) -> labels.get("n") + "=" + value);
    }

    @Test
    void thereIsNothingBeforeTheFirst() {
        assertThat(kept.get(series(1))).isNull();
        assertThat(all()).isEmpty();
        assertThat(kept.anyMatch((labels, value) -> true)).isFalse();
    }

    @Test
    void oneIsKeptAndReplaced() {
        kept.put(series(1), 1);
        kept.put(series(1), 2);
        assertThat(kept.get(series(1))).isEqualTo(2);
        assertThat(kept.get(series(2))).isNull();
        assertThat(all()).containsExactly("s1=2");
    }

    @Test
    void anyOfThemIsAskedTheFirstAndTheOthers() {
        for (int i = 1; i <= 3; i++) {
            kept.put(series(i), i);
        }
        for (int i = 1; i <= 3; i++) {
            int wanted = i;
            assertThat(kept.anyMatch((labels, value) -> value == wanted)).isTrue();
        }
        assertThat(kept.anyMatch((labels, value) -> value == 4)).isFalse();
        assertThat(kept.anyMatch((labels, value) -> labels.equals(series(3)))).isTrue();
    }

    @Test
    void itIsAMapInTheOrderInWhichTheyCame() {
        Random random = new Random(20261127);
        Map<Labels, Integer> map = new LinkedHashMap<>();
        for (int step = 0; step < 200; step++) {
            Labels labels = series(random.nextInt(20));
            map.put(labels, step);
            kept.put(labels, step);
            assertThat(kept.get(labels)).isEqualTo(step);
        }
        List<Labels> order = new ArrayList<>();
        kept.forEach((labels, value) -> {
            assertThat(value).isEqualTo(map.get(labels));
            order.add(labels);
        });
        assertThat(order).containsExactlyElementsOf(map.keySet());
    }
}
