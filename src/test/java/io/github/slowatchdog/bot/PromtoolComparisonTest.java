package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Promtool;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What promtool takes we take, and what it refuses we refuse; the exceptions have a test each, with the reason. */
@Tag("heavy")
class PromtoolComparisonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "\n\n  \n\t\na 1\n",
                "a{} 1\n",
                "a{b=\"c\"} 1\n",
                "a{b=\"c\",} 1\n",
                "a{ b = \"c\" , } 1 12\n",
                "a\t1\t2\n",
                "  a  1\n",
                "a 1 -5\n",
                "a +1\n",
                "a -0\n",
                "a .5\n",
                "a 5.\n",
                "a 1e10\n",
                "a 1E+10\n",
                "a NaN\n",
                "a nan\n",
                "a +Inf\n",
                "a -inf\n",
                "a Infinity\n",
                "a 0000\n",
                "a{b=\"\"} 1\n",
                "a{b=\"\\\\\\\"\\n\"} 1\n",
                "a{b=\"ü\"} 1\n",
                "a{b=\"#\"} 1\n",
                "a{b=\"}\"} 1\n",
                "#\n",
                "# \n",
                "# x\n",
                "#x\na 1\n",
                "# HELP a\na 1\n",
                "# HELP a b  c \\\\ \\n\na 1\n",
                "# TYPE a\n",
                "# TYPE a counter\na 1\n",
                "#TYPE a gauge\na 1\n",
                " # TYPE a untyped\na 1\n",
                "# EOF\na 1\n",
                "# UNIT a seconds\na 1\n",
                ":a:b 1\n",
                "_a_1 1\n",
                "a{_b=\"1\"} 1\n",
                "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\na_sum 3\na_count 2\n",
                "# TYPE a summary\na{quantile=\"0.5\"} NaN\na_sum 0\na_count 0\n",
                "a 12345678901234567890\n",
                "a 1e-400\n",
                "a{b=\"1\"} 1\nb 2\na{b=\"2\"} 3\n"
            })
    void bothTake(String page) throws Exception {
        assertThat(refusedByPromtool(page)).as("promtool").isFalse();
        assertThat(refused(page)).as("we").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1",
                "a\n",
                "a \n",
                "a x\n",
                "a 1 x\n",
                "a 1 1 1\n",
                "a 1 1.5\n",
                "a 1 1e3\n",
                "1a 1\n",
                "-a 1\n",
                "a-b 1\n",
                "a.b 1\n",
                "a{ 1\n",
                "a{b} 1\n",
                "a{b=} 1\n",
                "a{b=1} 1\n",
                "a{b='1'} 1\n",
                "a{b=\"1} 1\n",
                "a{b=\"1\"\n",
                "a{b=\"1\",,} 1\n",
                "a{,} 1\n",
                "a{1b=\"1\"} 1\n",
                "a{b:c=\"1\"} 1\n",
                "a{b=\"1\" c=\"2\"} 1\n",
                "a{b=\"1\"}\n",
                "a 1\r\n",
                "a 1_000\n",
                "a 0x1p3\n",
                "a 1e\n",
                "a 1e+\n",
                "a .\n",
                "a -\n",
                "a --1\n",
                "a 1e999\n",
                "a 1 99999999999999999999\n",
                "a 1d\n",
                "a NaNa\n",
                "a +nan\n",
                "é 1\n",
                "# TYPE a b\n",
                "# TYPE 1a counter\n",
                "# TYPE a counter x\n",
                "# HELP 1a x\n",
                "{} 1\n",
                "{a=\"1\"} 1\n",
                "<!doctype html>\n",
                "Please log in\n",
                "{\"status\":\"ok\"}\n",
                "a 1 # {} 1\n",
                "a{b=\"x\ny\"} 1\n",
                "a{__name__=\"b\"} 1\n",
                "a{b=\"1\",b=\"2\"} 1\n",
                "a{b=\"1\"}} 1\n",
                "a{{b=\"1\"} 1\n",
                "a{b=\"1\"} {c=\"2\"} 1\n",
                "a = 1\n",
                "a: 1,\n",
                "\u0000\n",
                "a 1\u0000\n",
                "a,b 1\n",
                "{\"a\" 1\n"
            })
    void bothRefuse(String page) throws Exception {
        assertThat(refusedByPromtool(page)).as("promtool").isTrue();
        assertThat(refused(page)).as("we").isTrue();
    }

    /** Wrong in what tells no number: the server, unlike promtool, takes them, and so do we. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# TYPE a counter\n# TYPE a gauge\na 1\n", "# HELP a b\n# HELP a c\na 1\n", "a 1\n# TYPE a gauge\n",
                "# TYPE a histogram\na_bucket{le=\"x\"} 1\n", "a{b=\"\\d\"} 1\n", "# HELP a \\d\na 1\n",
                "# TYPE a info\na 1\n", "a 1  \n"
            })
    void onlyPromtoolRefuses(String page) throws Exception {
        assertThat(refusedByPromtool(page)).as("promtool").isTrue();
        assertThat(refused(page)).as("we").isFalse();
    }

    private static boolean refusedByPromtool(String page) throws IOException, InterruptedException {
        return Promtool.check(page).contains("parsing error");
    }

    private static boolean refused(String page) {
        try {
            Pages.text(page);
            return false;
        } catch (MalformedExposition e) {
            return true;
        }
    }
}
