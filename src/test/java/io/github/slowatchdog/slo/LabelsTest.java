package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The labels of a series, and the process that it is of. */
class LabelsTest {

    private static final Labels MODE = Labels.of("mode", "DRY", Labels.NAME, "exec_mode", "instance", "a");

    @Test
    void areTheSameInWhateverOrderTheyAreGiven() {
        Labels other = Labels.of("instance", "a", "mode", "DRY", Labels.NAME, "exec_mode");
        assertThat(other).isEqualTo(MODE).hasSameHashCodeAs(MODE).hasToString("exec_mode{instance=\"a\",mode=\"DRY\"}");
        assertThat(MODE.map().keySet()).containsExactly(Labels.NAME, "instance", "mode");
        assertThat(MODE).isNotEqualTo(Labels.of("instance", "b", "mode", "DRY", Labels.NAME, "exec_mode"));
        assertThat(MODE.hashCode()).isNotEqualTo(Labels.NONE.hashCode());
        assertThat(MODE).isNotEqualTo(Labels.NONE).isNotEqualTo("exec_mode");
    }

    /** As in Prometheus. */
    @Test
    void anEmptyValueIsNoLabel() {
        assertThat(Labels.of("mode", "DRY", "x", "")).isEqualTo(Labels.of("mode", "DRY"));
        assertThat(Labels.of("x", "")).isEqualTo(Labels.NONE);
        assertThat(Labels.NONE.isEmpty()).isTrue();
        assertThat(MODE.isEmpty()).isFalse();
        assertThat(MODE.get("x")).isEmpty();
        assertThat(MODE.get("mode")).isEqualTo("DRY");
    }

    @Test
    void withoutOneOfThemTheOthersStay() {
        assertThat(MODE.without("mode")).isEqualTo(Labels.of(Labels.NAME, "exec_mode", "instance", "a"));
        assertThat(MODE.without("x")).isSameAs(MODE);
    }

    @Test
    void comeInPairs() {
        assertThatThrownBy(() -> Labels.of("mode")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areWrittenAsPromqlWritesThem() {
        assertThat(Labels.NONE).hasToString("{}");
        assertThat(Labels.of(Labels.NAME, "up")).hasToString("up");
        assertThat(Labels.of("a", "1")).hasToString("{a=\"1\"}");
        assertThat(Labels.of("a", "\"\\\n")).hasToString("{a=\"\\\"\\\\\\n\"}");
    }

    @Test
    void holdWhatAMapHoldsWhateverItIs() {
        Random random = new Random(20261127);
        for (int round = 0; round < 300; round++) {
            TreeMap<String, String> map = new TreeMap<>();
            random.ints(random.nextInt(6), 0, 8).forEach(name -> map.put("l" + name, "v" + random.nextInt(3)));
            Labels labels = new Labels(map);
            assertThat(labels.map()).isEqualTo(map);
            List<String> names = new ArrayList<>(map.keySet());
            Collections.shuffle(names, random);
            Labels rest = labels;
            for (String name : names) {
                assertThat(rest.get(name)).isEqualTo(map.remove(name));
                rest = rest.without(name);
                assertThat(rest).isEqualTo(new Labels(map));
            }
            assertThat(rest).isEqualTo(Labels.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"bot, a, bot/a", "bot, '', bot", "'', a, a", "'', '', ''"})
    void tellTheProcessByJobAndInstance(String job, String instance, String shown) {
        Target target = Target.of(new Labels(Map.of(Labels.NAME, "up", "job", job, "instance", instance, "pod", "p")));
        assertThat(target)
                .isEqualTo(new Target(job, instance))
                .hasSameHashCodeAs(new Target(job, instance))
                .hasToString(shown);
    }

    @Test
    void processesAreApartByEitherAndHeldOnce() {
        Target target = Target.of(Labels.of("job", "bot", "instance", "a"));
        assertThat(target)
                .isNotEqualTo(new Target("bot", "b"))
                .isNotEqualTo(new Target("top", "a"))
                .isNotEqualTo("bot/a");
        assertThat(Target.of(Labels.of("job", "bot", "instance", "a", "x", "1")))
                .isSameAs(target);
        assertThat(Target.of(Labels.of("job", "bot", "instance", "b"))).isNotEqualTo(target);
        assertThat(new Target("a", "b").hashCode()).isNotEqualTo(new Target("b", "a").hashCode());
    }
}
