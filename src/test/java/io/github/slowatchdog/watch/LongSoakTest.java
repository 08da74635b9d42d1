package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two days of a rollout's first phase, in seconds (SPEC 5, 8): what passes, and what must not. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class LongSoakTest {

    private static final int TWO_DAYS = 48 * LongSoak.HOUR;
    private static final int WINDOW = 24 * LongSoak.HOUR;
    /** A sample of up is believed for 90 s, and the first after the gap is read at the next tick. */
    private static final long BLIND_IN_GAP = LongSoak.GAP[1] - LongSoak.GAP[0] - 90L + LongBot.SCRAPE;

    private static final long PASS = WINDOW
            + BLIND_IN_GAP
            + LongBot.SCRAPE
                    * LongSoak.RESTARTS.stream().filter(at -> at < WINDOW).count();

    @TempDir
    Path scratch;

    private final LongBot.Life life = new LongBot.Life();

    @Test
    void aQuietBotPassesWhenArithmeticSaysAndADuplicateInTheLastHourFailsIt() throws Exception {
        life.duplicateAt = 47 * LongSoak.HOUR + 1;
        LongSoak soak = LongSoak.run(scratch, life, Map.of(), TWO_DAYS);
        assertThat(soak.whats())
                .containsExactly("pass", "stop by duplicate_intents", "breach of duplicate_intents", "fail");
        assertThat(soak.at("pass"))
                .as("restarts of the watchdog and an outage of the API cost nothing; the last answers are read before")
                .isEqualTo(PASS + LongSoak.BEAT.toSeconds());
        assertThat(soak.at("stop by duplicate_intents"))
                .isBetween(47L * LongSoak.HOUR, 47L * LongSoak.HOUR + LongBot.SCRAPE);
        assertThat(soak.at("fail")).isEqualTo(soak.at("stop by duplicate_intents"));
        SoakClock clock = soak.clock();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(TWO_DAYS));
        assertThat(clock.longestGap()).isEqualTo(Duration.ofSeconds(BLIND_IN_GAP));
        Duration blind = Duration.ofSeconds(BLIND_IN_GAP + (long) LongBot.SCRAPE * LongSoak.RESTARTS.size());
        assertThat(clock.blind()).isEqualTo(blind);
        assertThat(clock.clean()).isEqualTo(clock.elapsed().minus(blind));
    }

    /** 0.6 % are above the 0.5 % that fail and below the 1 % that stop. */
    @Test
    void sixMinutesOfErrorsFailAndDoNotStop() throws Exception {
        life.errorsFrom = 30 * LongSoak.HOUR;
        LongSoak soak = LongSoak.run(scratch, life, Map.of(), 30 * LongSoak.HOUR + 900);
        assertThat(soak.whats()).containsExactly("pass", "breach of error_rate", "fail");
        assertThat(soak.at("fail"))
                .as("five minutes of the window, and one of for")
                .isBetween(30L * LongSoak.HOUR + 240, 30L * LongSoak.HOUR + 420);
    }

    @Test
    void aBotThatIsGoneNeverPasses() throws Exception {
        life.deadFrom = 10 * LongSoak.HOUR;
        LongSoak soak = LongSoak.run(scratch, life, Map.of(), TWO_DAYS);
        assertThat(soak.whats()).containsExactly("inconclusive");
        assertThat(soak.at("inconclusive")).isEqualTo(TWO_DAYS);
        assertThat(soak.clock().clean()).as("max_gap").isZero();
    }

    /**
     * What {@code require} asks for, a bot with traffic has done in the first minutes; the {@code judged_for} of the shipped rules
     * sees that nothing is done any more.
     */
    @ParameterizedTest
    @ValueSource(ints = {10, 22})
    void aBotThatAnswersAndDoesNothingNeverPasses(int hour) throws Exception {
        life.hungFrom = hour * LongSoak.HOUR;
        LongSoak soak = LongSoak.run(scratch, life, Map.of(), TWO_DAYS);
        assertThat(soak.whats()).containsExactly("inconclusive");
        assertThat(soak.clock().verdict()).isEqualTo(SoakVerdict.INCONCLUSIVE);
        assertThat(soak.clock().why()).contains("error_rate");
    }
}
