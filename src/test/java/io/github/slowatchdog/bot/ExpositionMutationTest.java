package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that were damaged in transit: a page that is whole or a refusal, never another exception, never without end. */
class ExpositionMutationTest {

    private static final int ROUNDS = 100_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PAGE = """
            # HELP vanta_orders_total Orders "so" far.
            # TYPE vanta_orders_total counter
            vanta_orders_total{side="buy",pair="BTC\\\\USD"} 12 1700000000
            {"vanta.mode","mode.of"="LIVE"} 1
            # TYPE took_seconds histogram
            took_seconds_bucket{le="0.1"} 8 # {trace_id="käse"} 0.05 1700000000.25
            took_seconds_sum +1.5e-3
            process_start_time_seconds 1.7e9
            weird{a="\\n\\""} NaN
            # EOF
            """;
    /** Of all pages of a test. */
    private final Roster seenBefore = new Roster();

    private static final byte[] PIECES =
            "{}\"\\\n\r\t #=,.eE+-0123456789NaInf_:~\u0000".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void isReadOrRefused(ExpositionParser.Format format) {
        Random random = new Random(20_261_121);
        int taken = Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            int whole = 0;
            for (int i = 0; i < ROUNDS; i++) {
                whole += isTaken(format, damaged(random)) ? 1 : 0;
            }
            return whole;
        });
        assertThat(taken).as("some damage does not matter, most does").isBetween(1, ROUNDS * 9 / 10);
    }

    /** A page of which the end is missing is never taken, wherever it was cut. */
    @ParameterizedTest
    @EnumSource
    void aPageThatWasCutOffIsRefused(ExpositionParser.Format format) {
        String page = format == ExpositionParser.Format.TEXT
                ? PAGE.replace(" # {trace_id=\"käse\"} 0.05 1700000000.25", "")
                : PAGE;
        byte[] whole = page.getBytes(StandardCharsets.UTF_8);
        assertThat(isTaken(format, whole)).isTrue();
        for (int length = 1; length < whole.length - 1; length++) {
            boolean betweenLines = format == ExpositionParser.Format.TEXT && whole[length - 1] == '\n';
            assertThat(isTaken(format, Arrays.copyOf(whole, length)))
                    .as("first %s bytes", length)
                    .isEqualTo(betweenLines);
        }
    }

    private static byte[] damaged(Random random) {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(3) + 1; n > 0 && page.length > 1; n--) {
            int at = random.nextInt(page.length);
            switch (random.nextInt(5)) {
                case 0 -> page[at] = (byte) random.nextInt(256);
                case 1 -> page[at] = PIECES[random.nextInt(PIECES.length)];
                case 2 -> page = Arrays.copyOf(page, at);
                case 3 -> {
                    byte[] shorter = Arrays.copyOf(page, page.length - 1);
                    System.arraycopy(page, at + 1, shorter, at, page.length - at - 1);
                    page = shorter;
                }
                default -> {
                    int length = random.nextInt(Math.min(20, page.length - at)) + 1;
                    System.arraycopy(page, random.nextInt(page.length - length + 1), page, at, length);
                }
            }
        }
        return page;
    }

    private boolean isTaken(ExpositionParser.Format format, byte[] page) {
        try {
            List<Pages.Sample> all = Pages.read(format, page, name -> true);
            assertThat(Pages.read(format, page, seenBefore, name -> true))
                    .as("after other pages")
                    .isEqualTo(all);
            assertThat(Pages.read(format, page, name -> false))
                    .as("nothing asked for")
                    .isEmpty();
            return all != null;
        } catch (MalformedExposition e) {
            assertThat(e.getMessage())
                    .startsWith("line ")
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(400);
            assertThatThrownBy(() -> Pages.read(format, page, seenBefore, name -> true))
                    .as("after other pages")
                    .hasMessage(e.getMessage());
            return false;
        }
    }
}
