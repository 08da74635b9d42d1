package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Promtool;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Label values are text of users: any character is legal, and none may look like a series of ours. */
@Execution(ExecutionMode.CONCURRENT)
class HostileLabelsTest {

    private static Board board(String hostile) {
        return Boards.fresh()
                .measured(
                        Boards.objective("mode", "== 0", Map.of("team", hostile), Lane.PROMETHEUS),
                        Value.of(0),
                        Verdict.PASS,
                        1)
                .group(hostile, 0, Duration.ZERO)
                .soak(hostile, SoakVerdict.SOAKING, Duration.ZERO)
                .board();
    }

    private static String ordinary() {
        return PageText.ofOurs(PageText.text(board("ordinary")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\"b",
                "a\\b",
                "\\",
                "\\n",
                "a\nb",
                "a\r\nb",
                "x\"} 1\nslo_watchdog_gate_open{phase=\"canary-live\"} 1",
                "# TYPE a counter",
                "{}",
                "tab\there",
                "\u0000\u0001\u001b[31m",
                "größe 注文 \uD83D\uDED1",
                "\u2028\u202e",
            })
    void isLegal(String hostile) throws Exception {
        String page = PageText.text(board(hostile));
        assertThat(Promtool.check(page)).isEmpty();
        assertThat(page.lines().filter(line -> line.contains("slo_watchdog_")).count())
                .as("no series more and none less")
                .isEqualTo(ordinary().lines().count()
                        + page.lines().filter(HostileLabelsTest::isEmptyBucket).count());
    }

    private static boolean isEmptyBucket(String line) {
        return line.contains("slo_watchdog_") && line.contains("_bucket{") && line.endsWith(" 0");
    }

    @Test
    void isEscapedAsPrometheusDoesIt() {
        assertThat(PageText.text(board("a\"b\\c\nd")))
                .contains("slo_watchdog_gate_open{phase=\"a\\\"b\\\\c\\nd\"} 0.0\n");
    }

    @Test
    void randomTextIsLegal() throws Exception {
        Random random = new Random(20261121);
        for (int round = 0; round < 20; round++) {
            String hostile = random.ints(12, 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Promtool.check(PageText.text(board(hostile))))
                    .as(hostile)
                    .isEmpty();
        }
    }

    /** A half of a surrogate pair is no text; the page must stay legal UTF-8 all the same. */
    @Test
    void brokenTextDoesNotBreakThePage() throws Exception {
        assertThat(Promtool.check(PageText.text(board("\ud83d")))).isEmpty();
    }
}
