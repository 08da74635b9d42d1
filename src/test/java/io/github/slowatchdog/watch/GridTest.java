package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stretch of the past is cut so that each sample falls into one part, and none between two. */
class GridTest {

    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(5);

    private static Instant at(double seconds) {
        return SINCE.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void theNewestStretchHasWhatIsLeft() {
        assertThat(new Grid(SINCE, at(12), STEP).stretches())
                .containsExactly(
                        new Grid.Stretch(SINCE, at(5), false),
                        new Grid.Stretch(at(5), at(10), false),
                        new Grid.Stretch(at(10), at(12), true));
    }

    /** As after an answer that was incomplete: the time before is told again, with the first moment. */
    @Test
    void theFirstStretchReachesBackToWhatIsMissing() {
        assertThat(new Grid(at(-60), SINCE, at(7), STEP).stretches())
                .containsExactly(new Grid.Stretch(at(-60), at(5), false), new Grid.Stretch(at(5), at(7), true));
    }

    @ParameterizedTest
    @CsvSource({"-3, 0", "0, 0", "0.001, 0", "5, 0", "5.001, 1", "10, 1", "12, 2"})
    void nowIsJudgedByItselfAndNoMomentIsNow(double now, int moments) {
        Grid grid = new Grid(SINCE, at(now), STEP);
        assertThat(grid.moments()).hasSize(moments);
        assertThat(grid.stretches()).hasSize(moments + 1);
        assertThat(grid.stretches().get(moments))
                .returns(at(now), Grid.Stretch::upTo)
                .returns(true, Grid.Stretch::isNewest);
    }

    @ParameterizedTest
    @CsvSource({"1, 3000", "7, 100000", "2000, 61234", "2000, 86400000"})
    void atMostSoManyMomentsLeaveNothingOut(int most, long millis) {
        Grid grid = new Grid(at(-1), SINCE, SINCE.plusMillis(millis), Duration.ofMillis(7)).atMost(most);
        List<Grid.Stretch> stretches = grid.stretches();
        assertThat(stretches).hasSizeLessThanOrEqualTo(most + 1);
        Instant reached = at(-1);
        for (Grid.Stretch stretch : stretches) {
            assertThat(stretch.after()).isEqualTo(reached);
            assertThat(stretch.upTo()).isAfter(reached);
            reached = stretch.upTo();
        }
        assertThat(reached).isEqualTo(SINCE.plusMillis(millis));
    }

    @Test
    void aStepOfNothingIsRefused() {
        assertThatThrownBy(() -> new Grid(SINCE, at(1), Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
