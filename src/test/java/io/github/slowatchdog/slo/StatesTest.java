package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One-hot gauges: which state was active when, and what an incomplete answer leaves open. Times are seconds. */
class StatesTest {

    private static final Labels A = Labels.of(Labels.NAME, "exec_mode", "instance", "a");
    private static final Instant NOW = at(1000);

    private final LeftOut leftOut = new LeftOut();

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    /** The series of one mode, written with {@code 1} and {@code 0}, one character for each ten seconds; a blank is no sample. */
    private static Series mode(String instance, String mode, String written) {
        Series.Builder series = Series.of(Labels.of(Labels.NAME, "exec_mode", "instance", instance, "mode", mode));
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) != ' ') {
                series.add(at(i * 10L), written.charAt(i) - '0');
            }
        }
        return series.build();
    }

    private static States.History history(boolean partial, Series... series) {
        List<States.History> histories = States.of(List.of(series), "mode", partial);
        assertThat(histories).hasSize(1);
        return histories.get(0);
    }

    private static List<String> values(States.History history) {
        List<String> values = new ArrayList<>();
        history.active().forEach((at, active) -> values.add(at.getEpochSecond() + " " + States.value(active)));
        return values;
    }

    @Test
    void theStateIsTheLabelWhoseSeriesIsOne() {
        States.History history = history(false, mode("a", "DRY", "1100"), mode("a", "LIVE", " 012"));
        assertThat(values(history)).containsExactly("0 DRY", "10 DRY", "20 LIVE", "30 no active state");
        assertThat(history.process()).isEqualTo(A);
        assertThat(history.reachesBack()).isEqualTo(at(0));
        assertThat(history.leftOut()).isEmpty();
    }

    @Test
    void twoAtOnceAreNone() {
        Value value = States.value(List.of("LIVE", "DRY"));
        assertThat(value).isEqualTo(new Value.Broken("2 states at once: DRY, LIVE"));
        assertThat(States.value(List.of())).isEqualTo(new Value.Broken("no active state"));
        assertThat(States.value(List.of("DRY"))).isEqualTo(Value.of("DRY"));
    }

    @Test
    void eachProcessHasAStateOfItsOwn() {
        assertThat(States.of(
                        List.of(mode("a", "DRY", "1"), mode("b", "LIVE", "1"), mode("a", "LIVE", "0")), "mode", false))
                .extracting(StatesTest::values)
                .containsExactly(List.of("0 DRY"), List.of("0 LIVE"));
    }

    @Test
    void anIncompleteAnswerLeavesOpenWhereNothingIsActive() {
        States.History history = history(true, mode("a", "DRY", "1001"));
        assertThat(values(history)).containsExactly("0 DRY", "30 DRY");
        assertThat(history.leftOut()).containsExactly(at(10), at(20));
        assertThat(history.reachesBack()).isEqualTo(at(0));
        assertThat(history(true, mode("a", "DRY", "11")).leftOut()).isEmpty();
    }

    @Test
    void whatIsNotShownAtAllReachesBackNowhere() {
        States.History history = history(false, mode("a", "DRY", ""));
        assertThat(history.active()).isEmpty();
        assertThat(history.reachesBack()).isEqualTo(Instant.MAX);
    }

    private static States.History shown(long reachesBack, long... missing) {
        TreeSet<Instant> leftOut = new TreeSet<>();
        for (long second : missing) {
            leftOut.add(at(second));
        }
        return new States.History(
                A, new TreeMap<>(Map.of(at(reachesBack), List.of("DRY"))), at(reachesBack), leftOut, Set.of());
    }

    private Instant knownBefore(States.History history, long known, Instant now) {
        return leftOut.knownBefore(history, at(known), now);
    }

    @Test
    void wholeAnswersAreKnownForGood() {
        assertThat(knownBefore(shown(900), 890, NOW)).isEqualTo(Instant.MAX);
    }

    @Test
    void whatIsMissingStaysOpenUntilAnAnswerReachesBackToIt() {
        assertThat(knownBefore(shown(900, 910, 920), 890, NOW)).isEqualTo(at(910));
        assertThat(knownBefore(shown(911), 905, NOW))
                .as("does not reach back to it")
                .isEqualTo(at(910));
        assertThat(knownBefore(shown(910, 910, 920), 905, NOW))
                .as("still missing")
                .isEqualTo(at(910));
        assertThat(knownBefore(shown(910, 920), 905, NOW)).as("the next one").isEqualTo(at(920));
        assertThat(knownBefore(shown(920), 919, NOW)).isEqualTo(Instant.MAX);
        assertThat(knownBefore(shown(930), 925, NOW))
                .as("and nothing is owed any more")
                .isEqualTo(Instant.MAX);
    }

    @Test
    void whatHasBeenLookedAtIsNotMissed() {
        assertThat(knownBefore(shown(900, 910, 920), 910, NOW)).isEqualTo(at(920));
        assertThat(knownBefore(shown(900, 910), 910, NOW))
                .as("920 is shown now")
                .isEqualTo(Instant.MAX);
    }

    @Test
    void somethingEarlierThatIsMissingComesFirst() {
        assertThat(knownBefore(shown(900, 920), 890, NOW)).isEqualTo(at(920));
        assertThat(knownBefore(shown(930, 905), 890, NOW)).isEqualTo(at(905));
    }

    @Test
    void afterTenMinutesItIsGivenUp() {
        assertThat(knownBefore(shown(900, 910), 890, NOW)).isEqualTo(at(910));
        assertThat(knownBefore(shown(1400), 905, at(1510))).as("ten minutes").isEqualTo(at(910));
        assertThat(knownBefore(shown(1400), 905, at(1510).plusMillis(1))).isEqualTo(Instant.MAX);
    }

    @Test
    void oneProcessOwesNothingOfAnother() {
        assertThat(knownBefore(shown(900, 910), 890, NOW)).isEqualTo(at(910));
        States.History other =
                new States.History(Labels.of("instance", "b"), new TreeMap<>(), at(950), new TreeSet<>(), Set.of());
        assertThat(leftOut.knownBefore(other, at(940), NOW)).isEqualTo(Instant.MAX);
        assertThat(knownBefore(shown(950), 905, NOW)).isEqualTo(at(910));
    }
}
