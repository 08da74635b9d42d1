package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.slo.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page says, and that a page that is wrong says nothing. */
class ExpositionParserTest {

    @Test
    void namesLabelsValuesAndTimes() throws MalformedExposition {
        assertThat(Pages.text("""
                # HELP orders_total Orders \\\\ so far.
                # TYPE orders_total counter

                # just a comment
                orders_total{side="buy",pair="BTC/\\"USD\\"",note="a\\\\b\\nc",} 12 1700000000123
                 \torders_total { side = "sell" }\t3.5e2\t-17
                up 1
                """))
                .containsExactly(
                        new Pages.Sample(
                                Labels.of(
                                        Labels.NAME,
                                        "orders_total",
                                        "side",
                                        "buy",
                                        "pair",
                                        "BTC/\"USD\"",
                                        "note",
                                        "a\\b\nc"),
                                12,
                                OptionalLong.of(1_700_000_000_123L)),
                        new Pages.Sample(
                                Labels.of(Labels.NAME, "orders_total", "side", "sell"), 350, OptionalLong.of(-17)),
                        new Pages.Sample(Labels.of(Labels.NAME, "up"), 1, OptionalLong.empty()));
    }

    @Test
    void histogramsAndSummariesArePlainSeries() throws MalformedExposition {
        assertThat(Pages.text("""
                # TYPE took_seconds histogram
                took_seconds_bucket{le="0.1"} 1
                took_seconds_bucket{le="+Inf"} 2
                took_seconds_sum 0.25
                took_seconds_count 2
                # TYPE size summary
                size{quantile="0.5"} NaN
                size_sum 0
                size_count 0
                """))
                .extracting(sample -> sample.labels().toString())
                .containsExactly(
                        "took_seconds_bucket{le=\"0.1\"}",
                        "took_seconds_bucket{le=\"+Inf\"}",
                        "took_seconds_sum",
                        "took_seconds_count",
                        "size{quantile=\"0.5\"}",
                        "size_sum",
                        "size_count");
    }

    @Test
    void openMetricsHasExemplarsUnitsAndTimesInSeconds() throws MalformedExposition {
        assertThat(Pages.openMetrics("""
                # TYPE took_seconds histogram
                # UNIT took_seconds seconds
                # HELP took_seconds How long \\"it\\" took.
                took_seconds_bucket{le="0.1"} 8 # {trace_id="a # b"} 0.05
                took_seconds_bucket{le="+Inf"} 17 1700000000.5 # {trace_id="x"} 9 1700000000.25
                took_seconds_count 17 1.7e9
                # EOF
                """))
                .extracting(Pages.Sample::value, Pages.Sample::millis)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(8.0, OptionalLong.empty()),
                        org.assertj.core.groups.Tuple.tuple(17.0, OptionalLong.of(1_700_000_000_500L)),
                        org.assertj.core.groups.Tuple.tuple(17.0, OptionalLong.of(1_700_000_000_000L)));
        assertThat(Pages.openMetrics("a 1\n# EOF"))
                .as("the last line end may be missing")
                .hasSize(1);
    }

    @Test
    void quotedNames() throws MalformedExposition {
        assertThat(Pages.text("""
                # TYPE "orders.total" counter
                {"orders.total","käufer.art"="x",side="buy"} 2
                {"say \\"hi\\""} 3
                """))
                .extracting(Pages.Sample::labels)
                .containsExactly(
                        Labels.of(Labels.NAME, "orders.total", "käufer.art", "x", "side", "buy"),
                        Labels.of(Labels.NAME, "say \"hi\""));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "1, 1",
        "+1, 1",
        "1., 1",
        ".5, .5",
        "00012, 12",
        "1e3, 1e3",
        "1E-3, 1e-3",
        "-1.5e+2, -150",
        "123456789012345678, 123456789012345678",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "9007199254740993, 9007199254740993",
        "1700000000.123, 1700000000.123",
        "4.9e-324, 4.9e-324",
        "1e-999, 0",
        "NaN, NaN",
        "nan, NaN",
        "Inf, Infinity",
        "+Inf, Infinity",
        "-inf, -Infinity",
        "infinity, Infinity",
        "-Infinity, -Infinity",
        "3.141592653589793238462643383279, 3.141592653589793238462643383279"
    })
    void numbers(String written, double value) throws MalformedExposition {
        assertThat(Pages.text("a " + written + "\n").get(0).value()).isEqualTo(Double.valueOf(value));
    }

    @Test
    void numbersAreThoseThatJavaReads() throws MalformedExposition {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String written = switch (i % 4) {
                case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                case 1 -> Float.toString(random.nextFloat() * 1000);
                case 2 -> Long.toString(random.nextLong());
                default -> random.nextInt(100_000) + "." + random.nextInt(1_000_000);
            };
            Double value = Double.valueOf(written);
            assertThat(Pages.text("a " + written.replace("Infinity", "Inf") + "\n")
                            .get(0)
                            .value())
                    .as(written)
                    .isEqualTo(value);
        }
    }

    @Test
    void onlyWhatIsNeededIsMade() throws MalformedExposition {
        String page = "a 1\na{x=\"1\"} 2\nb{x=\"1\"} 3\na{x=\"2\"} 4\n{\"c\"} 5\n";
        List<Pages.Sample> samples = Pages.read(
                ExpositionParser.Format.TEXT, page.getBytes(StandardCharsets.UTF_8), name -> name.matches("[bc]"));
        assertThat(samples).extracting(Pages.Sample::value).containsExactly(3.0, 5.0);
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
                "1a 1\n",
                "-a 1\n",
                "a-b 1\n",
                "a{ 1\n",
                "a{b} 1\n",
                "a{b=} 1\n",
                "a{b=1} 1\n",
                "a{b=\"1} 1\n",
                "a{b=\"1\"\n",
                "a{b=\"1\",,} 1\n",
                "a{,} 1\n",
                "a{1b=\"1\"} 1\n",
                "a{b:c=\"1\"} 1\n",
                "a{b=\"1\" c=\"2\"} 1\n",
                "a{b=\"1\"}\n",
                "a 1\r\n",
                "a 0x1p3\n",
                "a 1_000\n",
                "a 1e\n",
                "a 1e+\n",
                "a .\n",
                "a -\n",
                "a --1\n",
                "a 1e999\n",
                "a 1 99999999999999999999\n",
                "a 1d\n",
                "a 1f\n",
                "a NaNa\n",
                "a +nan\n",
                "a ∞\n",
                "é 1\n",
                "# TYPE a b\n",
                "# TYPE 1a counter\n",
                "# TYPE a counter x\n",
                "# HELP\n",
                "# HELP 1a x\n",
                "{} 1\n",
                "{a=\"1\"} 1\n",
                "{\"\"} 1\n",
                "{\"a\",\"b\"} 1\n",
                "a{\"b\"} 1\n",
                "{\"status\":\"ok\"}\n",
                "<!doctype html>\n",
                "Please log in\n",
                "a 1 # {} 1\n",
                "\u0000\n",
                "a{b=\"x\ny\"} 1\n",
                "a{__name__=\"b\"} 1\n",
                "a{b=\"1\",b=\"2\"} 1\n"
            })
    void wrongText(String page) {
        assertThatThrownBy(() -> Pages.text("ok 1\n" + page))
                .isInstanceOf(MalformedExposition.class)
                .message()
                .startsWith("line 2: ")
                .hasSizeLessThan(300)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a 1\n",
                "a 1\n# EOF\n\n",
                "a 1\n# EOF\na 2\n",
                "a 1\n# EOF\n# EOF\n",
                "a 1\n\n# EOF\n",
                "a 1\n#EOF\n",
                "a 1\n# EOF x\n",
                "a 1 x\n# EOF\n",
                "a 1 NaN\n# EOF\n",
                "a 1 # 1\n# EOF\n",
                "a 1 # {} \n# EOF\n",
                "a 1 # {b} 1\n# EOF\n",
                "a 1 # {\"b\"} 1\n# EOF\n",
                "a 1 # {} 1 x\n# EOF\n",
                "a 1 # {} 1 1 1\n# EOF\n",
                "a 1\n# EO"
            })
    void wrongOpenMetrics(String page) {
        assertThatThrownBy(() -> Pages.openMetrics(page)).isInstanceOf(MalformedExposition.class);
    }

    @Test
    void endOfFileIsACommentInText() throws MalformedExposition {
        assertThat(Pages.text("a 1\n# EOF\nb 2\n")).hasSize(2);
        assertThat(Pages.text("")).isEmpty();
    }

    @Test
    void notUtf8() {
        byte[] value = "a{b=\"?\"} 1\n".getBytes(StandardCharsets.UTF_8);
        value[5] = (byte) 0xff;
        byte[] help = "# HELP a ?\n".getBytes(StandardCharsets.UTF_8);
        help[9] = (byte) 0xc3;
        for (byte[] page : List.of(value, help)) {
            assertThatThrownBy(() -> Pages.read(ExpositionParser.Format.TEXT, page, name -> false))
                    .isInstanceOf(MalformedExposition.class)
                    .hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void bounds() {
        assertThatThrownBy(() -> Pages.text("# " + "x".repeat(70_000) + "\n")).hasMessageContaining("longer than");
        assertThatThrownBy(() -> Pages.text("a{b=\"" + "x".repeat(70_000) + "\"} 1\n"))
                .hasMessageContaining("longer than");
        StringBuilder labels = new StringBuilder("a{");
        for (int i = 0; i < 200; i++) {
            labels.append("l").append(i).append("=\"\",");
        }
        assertThatThrownBy(() -> Pages.text(labels + "} 1\n")).hasMessageContaining("more than 128 labels");
        assertThatThrownBy(() -> Pages.text("#\n".repeat(2_000_001))).hasMessageContaining("more than 2000000 lines");
    }

    @Test
    void theMessageShowsTheLineAndThePlace() {
        assertThatThrownBy(() -> Pages.text("a 1\nb{x=\"1\"} abc\nc 1\n"))
                .hasMessage("line 2: expected a number at character 10 of: b{x=\"1\"} abc");
    }
}
