package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement.Element;
import io.github.slowatchdog.slo.Series;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {

    private static QueryResponse parse(String json) throws MalformedAnswer {
        return ResponseParser.parse(json.getBytes(StandardCharsets.UTF_8), false);
    }

    private static QueryResponse.Success success(String json) throws MalformedAnswer {
        return (QueryResponse.Success) parse(json);
    }

    private static String data(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }

    @Test
    void aMatrixIsSeriesOfSamples() throws MalformedAnswer {
        QueryResponse.Success got = success(data(
                "matrix",
                "[{\"metric\":{\"__name__\":\"a\",\"l\":\"ü\\\"\",\"empty\":\"\"},"
                        + "\"values\":[[1700000000,\"1\"],[1700000000.001,\"2\"],[1.700000001999e9,\"3.5e-3\"]]}]"));

        assertThat(got.partial()).isEmpty();
        Series series = ((QueryResponse.Matrix) got.data()).series().get(0);
        assertThat(series.labels()).isEqualTo(Labels.of("__name__", "a", "l", "ü\""));
        assertThat(series.size()).isEqualTo(3);
        assertThat(series.at(0)).isEqualTo(Instant.ofEpochSecond(1700000000));
        assertThat(series.at(1)).isEqualTo(Instant.ofEpochMilli(1700000000001L));
        assertThat(series.at(2)).isEqualTo(Instant.ofEpochMilli(1700000001999L));
        assertThat(series.value(2)).isEqualTo(0.0035);
        assertThat(got.data().newest()).isEqualTo(series.at(2));
    }

    @Test
    void aMarkerIsNoSampleWhereNanIsOne() throws MalformedAnswer {
        byte[] body = data(
                        "matrix",
                        "[{\"metric\":{\"a\":\"1\"},\"values\":[[1,\"1\"],[2,\"NaN\"],[3,\"0\"]]},"
                                + "{\"metric\":{\"a\":\"2\"},\"values\":[[2,\"NaN\"]]}]")
                .getBytes(StandardCharsets.UTF_8);

        QueryResponse.Success marked = (QueryResponse.Success) ResponseParser.parse(body, true);
        QueryResponse.Success kept = (QueryResponse.Success) ResponseParser.parse(body, false);

        assertThat(((QueryResponse.Matrix) marked.data()).series()).hasSize(1);
        assertThat(((QueryResponse.Matrix) marked.data()).series().get(0).size())
                .isEqualTo(2);
        assertThat(((QueryResponse.Matrix) kept.data()).series()).hasSize(2);
        assertThat(((QueryResponse.Matrix) kept.data()).series().get(0).value(1))
                .isNaN();
    }

    @Test
    void everyMillisecondSurvivesItsWayThroughText() throws MalformedAnswer {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            long millis = random.nextLong(4_000_000_000_000L);
            String text = millis / 1000 + "." + String.format("%03d", millis % 1000);

            assertThat(Numbers.millis(Double.parseDouble(text))).isEqualTo(millis);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NaN,NaN",
        "+Inf,Infinity",
        "Inf,Infinity",
        "-Inf,-Infinity",
        "1e-05,1e-5",
        "-0,-0.0",
        "12.50,12.5",
        "1e+20,1e20"
    })
    void valuesAreTextAsGoWritesNumbers(String text, double value) throws MalformedAnswer {
        assertThat(Numbers.value(text)).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "0x10", "1d", "1f", "Infinity", "nan", "1e", "--1", "one", "1,5", "١"})
    void whatOnlyLooksLikeANumberIsNone(String text) {
        assertThatThrownBy(() -> Numbers.value(text)).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void aVectorAndAScalarAreElements() throws MalformedAnswer {
        assertThat(success(data("vector", "[{\"metric\":{},\"value\":[5,\"NaN\"]}]"))
                        .data())
                .isInstanceOfSatisfying(QueryResponse.Vector.class, vector -> {
                    assertThat(vector.elements()).hasSize(1);
                    assertThat(vector.elements().get(0).value()).isNaN();
                });
        assertThat(success(data("scalar", "[5.5,\"2\"]")).data())
                .isEqualTo(new QueryResponse.Scalar(new Element(Labels.NONE, Instant.ofEpochMilli(5500), 2)));
        assertThat(success(data("string", "[5.5,\"two\"]")).data()).isInstanceOf(QueryResponse.Text.class);
    }

    @Test
    void membersMayComeInAnyOrderAndNewOnesArePassedOver() throws MalformedAnswer {
        QueryResponse.Success got = success(
                "{\"stats\":{\"a\":[1,{}]},\"data\":{\"result\":[{\"values\":[[1,\"1\"]],"
                        + "\"extra\":[[]],\"metric\":{\"a\":\"b\"}}],\"resultType\":\"matrix\",\"stats\":{}},\"status\":\"success\"}");

        assertThat(got.data()).isInstanceOf(QueryResponse.Matrix.class);
    }

    @Test
    void anErrorKeepsItsWords() throws MalformedAnswer {
        assertThat(parse("{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many\",\"data\":null}"))
                .isEqualTo(new QueryResponse.Refused("execution", "too many"));
    }

    @Test
    void dataOfAnErrorIsNoData() throws MalformedAnswer {
        assertThat(parse(data("vector", "[]").replace("success", "error"))).isInstanceOf(QueryResponse.Refused.class);
    }

    @Test
    void warningsMeanThatDataIsMissing() throws MalformedAnswer {
        String base = data("vector", "[]");
        String head = base.substring(0, base.length() - 1);

        assertThat(success(head + ",\"warnings\":[\"store a is down\",\"store b is down\"]}")
                        .partial())
                .hasValue("store a is down; store b is down");
        assertThat(success(head + ",\"isPartial\":true}").partial()).isPresent();
        assertThat(success(head + ",\"isPartial\":false,\"warnings\":null,\"infos\":[]}")
                        .partial())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":null}",
                "{\"status\":\"Success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":true,\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":[]}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}}",
                "{\"status\":\"success\",\"data\":{\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":\"x\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":[1]}",
                "{\"status\":\"success\",\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} ]",
                "{'status':'success','data':{'resultType':'vector','result':[]}}",
            })
    void anEnvelopeThatIsNotOneIsRefused(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(MalformedAnswer.class)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[null]",
                "[[]]",
                "[{}]",
                "[{\"metric\":{}}]",
                "[{\"metric\":{},\"values\":null}]",
                "[{\"metric\":{},\"values\":[[1]]}]",
                "[{\"metric\":{},\"values\":[[1,\"1\",\"2\"]]}]",
                "[{\"metric\":{},\"values\":[[\"1\",\"1\"]]}]",
                "[{\"metric\":{},\"values\":[[1,1]]}]",
                "[{\"metric\":{},\"values\":[[NaN,\"1\"]]}]",
                "[{\"metric\":{},\"values\":[[-1,\"1\"]]}]",
                "[{\"metric\":{},\"values\":[[1,\"1\"]],\"value\":[1,\"1\"]}]",
                "[{\"metric\":{},\"value\":[1,\"1\"]}]",
                "[{\"metric\":{\"a\":1},\"values\":[[1,\"1\"]]}]",
                "[{\"metric\":[],\"values\":[[1,\"1\"]]}]",
                "[{\"values\":[[1,\"1\"]]}]",
                "[{\"metric\":{},\"values\":[[2,\"1\"],[1,\"1\"]]}]",
                "[{\"metric\":{},\"values\":[[1,\"1\"],[1.0001,\"1\"]]}]",
                "[{\"metric\":{},\"values\":[]},{\"metric\":{},\"values\":[]}]",
                "[{\"metric\":{},\"histograms\":[[1,{}]]}]",
                "[{\"metric\":{},\"values\":[[1,\"1\"]],\"histograms\":[[1,{}]]}]",
                "[1,\"1\"]",
                "[1,\"one\"]",
                "[1,1]",
            })
    void aMatrixThatIsNotOneIsRefused(String result) {
        assertThatThrownBy(() -> parse(data("matrix", result)))
                .isInstanceOf(MalformedAnswer.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aResultOfAnotherTypeThanItSaysIsRefused() {
        assertThatThrownBy(() -> parse(data("vector", "[{\"metric\":{},\"values\":[[1,\"1\"]]}]")))
                .hasMessageContaining("not the vector it says it is");
        assertThatThrownBy(() -> parse(data("vector", "[{\"metric\":{},\"values\":[]}]")))
                .as("which is not a vector of nothing")
                .hasMessageContaining("not the vector it says it is");
        assertThatThrownBy(() -> parse(data("scalar", "[]"))).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(() -> parse(data("streams", "[]"))).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void aNativeHistogramSaysHowToGetANumber() {
        assertThatThrownBy(() -> parse(
                        data("vector", "[{\"metric\":{\"__name__\":\"h\"},\"histogram\":[1,{\"count\":\"3\"}]}]")))
                .hasMessageContaining("h holds native histograms")
                .hasMessageContaining("histogram_count()");
    }

    /** Cut off anywhere, an answer must be refused: half of one could hide a breach. */
    @Test
    void noBeginningOfAnAnswerIsAnAnswer() throws MalformedAnswer {
        String whole = data("matrix", "[{\"metric\":{\"__name__\":\"a\"},\"values\":[[1,\"1\"],[2,\"2\"]]}]");
        success(whole);

        for (int end = 0; end < whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> parse(cut)).as(cut).isInstanceOf(MalformedAnswer.class);
        }
    }

    /** Whatever one byte is changed to, the parser answers or refuses; it throws nothing else and does not hang. */
    @Test
    void oneWrongByteIsNeverMoreThanARefusal() {
        byte[] whole = data("matrix", "[{\"metric\":{\"__name__\":\"a\"},\"values\":[[1.5,\"1\"],[2,\"2e1\"]]}]")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
                ResponseParser.parse(changed, false);
            } catch (MalformedAnswer e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2500);
    }
}
