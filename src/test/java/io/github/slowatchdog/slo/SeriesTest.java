package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Raw samples of one series. Times are seconds. */
class SeriesTest {

    private static final Labels UP = Labels.of(Labels.NAME, "up");
    private static final Series FIVE = samples(10, 20, 30, 40, 50);

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Series samples(long... seconds) {
        Series.Builder series = Series.of(UP);
        for (long second : seconds) {
            series.add(at(second), second / 10.0);
        }
        return series.build();
    }

    private static List<Double> values(Series series) {
        return java.util.stream.IntStream.range(0, series.size())
                .mapToObj(series::value)
                .toList();
    }

    @Test
    void aPartIsWhatIsLaterThanOneTimeAndNotThanAnother() {
        assertThat(values(FIVE.between(at(20), at(40)))).containsExactly(3.0, 4.0);
        assertThat(values(FIVE.between(at(19), at(39)))).containsExactly(2.0, 3.0);
        assertThat(values(FIVE.between(Instant.MIN, Instant.MAX))).hasSize(5);
        assertThat(values(FIVE.between(at(40), at(20)))).isEmpty();
        assertThat(values(FIVE.between(at(20), at(50)).between(at(30), at(40))))
                .as("of a part")
                .containsExactly(4.0);
        assertThat(FIVE.between(at(20), at(40)).newest()).isEqualTo(at(40));
    }

    @Test
    void ofSeveralThoseWithNothingInThePartAreLeftOut() {
        List<Series> part = Series.between(List.of(FIVE, samples(10), samples(60)), at(45), at(55));
        assertThat(part).hasSize(1);
        assertThat(values(part.get(0))).containsExactly(5.0);
    }

    @Test
    void anyPartIsWhatAMapGives() {
        Random random = new Random(20261127);
        for (int round = 0; round < 100; round++) {
            TreeMap<Instant, Double> map = new TreeMap<>();
            Series.Builder builder = Series.of(UP);
            for (long second = 0; second < 60; second++) {
                if (random.nextInt(3) == 0) {
                    map.put(at(second), (double) second);
                    builder.add(at(second), (double) second);
                }
            }
            Series series = builder.build();
            for (int part = 0; part < 20; part++) {
                Instant from = at(random.nextInt(62) - 1);
                Instant to = from.plusSeconds(random.nextInt(30));
                Series found = series.between(from, to);
                assertThat(values(found))
                        .containsExactlyElementsOf(
                                map.subMap(from, false, to, true).values());
                assertThat(series.firstAfter(from))
                        .isEqualTo(map.headMap(from, true).size());
                assertThat(found.isEmpty()).isEqualTo(found.size() == 0);
            }
        }
    }

    @Test
    void withoutASampleThereIsNoNewest() {
        assertThat(samples().newest()).isEqualTo(Instant.MIN);
        assertThat(samples().isEmpty()).isTrue();
        assertThat(FIVE.newest()).isEqualTo(at(50));
        assertThat(FIVE.firstAfter(Instant.MIN)).isZero();
        assertThat(FIVE.firstAfter(Instant.MAX)).isEqualTo(5);
    }

    @Test
    void timesRise() {
        Series.Builder series = Series.of(UP).add(at(1), 1);
        assertThatThrownBy(() -> series.add(at(1), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> series.add(at(0), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(values(series.add(at(2), 3).build())).containsExactly(1.0, 3.0);
    }

    @Test
    void oneSampleKeepsItsTime() {
        assertThat(Series.of(UP, at(7), 3)).hasToString("up 3.0@1970-01-01T00:00:07Z");
        assertThat(Series.of(UP, 7000, 3)).hasToString("up 3.0@1970-01-01T00:00:07Z");
        assertThat(Series.of(UP, at(7), 3).labels()).isSameAs(UP);
        Instant given = at(7);
        assertThat(Series.of(UP, given, 3).newest()).as("shared, not made anew").isSameAs(given);
    }

    @Test
    void aPartOfAnAnswerIsThatPartOfEachSelector() {
        Measurement.Samples answer =
                new Measurement.Samples(at(60), List.of(List.of(FIVE), List.of(samples(10))), Optional.of("x"));
        Measurement.Samples part = answer.between(at(30), at(20), at(30));
        assertThat(part.at()).isEqualTo(at(30));
        assertThat(part.partial()).contains("x");
        assertThat(part.bySelector()).hasSize(2);
        assertThat(values(part.bySelector().get(0).get(0))).containsExactly(3.0);
        assertThat(part.bySelector().get(1)).isEmpty();
    }
}
