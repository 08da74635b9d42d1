package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement.Element;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What holds for whatever a server may answer. Any exception but {@link MalformedAnswer} is a mistake of ours, and so is an answer that
 * is taken to say something else than a plain reader of JSON finds in it.
 */
final class AnswerLaws {

    private static final URI URL = URI.create("http://localhost:9090/api/v1/query");

    private AnswerLaws() {}

    static void parser(byte[] body) {
        Optional<QueryResponse> plain = read(body, false);
        Optional<QueryResponse> markers = read(body, true);
        assertThat(markers.isPresent())
                .as("whether a NaN is a marker does not make an answer right or wrong")
                .isEqualTo(plain.isPresent());
        // bytes in a name that are no UTF-8 may pass for another name, which the parser of JSON has seen before
        boolean legible =
                Arrays.equals(new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), body);
        if (legible && plain.isPresent() && plain.get() instanceof QueryResponse.Success success) {
            JsonObject whole = new JsonObject(Buffer.buffer(body));
            assertThat(whole.getString("status")).isEqualTo("success");
            saysTheSame(success.data(), whole.getJsonObject("data"));
            isPartialWhereTold(success, whole);
        }
        if (markers.isPresent() && markers.get() instanceof QueryResponse.Success success) {
            hasNoNan(success.data());
        }
    }

    /** However it comes, it is data only if it is a whole success. */
    static void reply(int status, byte[] body) {
        Answer.Ok answer =
                new Answer.Ok(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), Duration.ofMillis(1));
        Reply reply = ReplyReader.read(answer, URL);
        boolean success = read(body, false).orElse(null) instanceof QueryResponse.Success;
        assertThat(reply instanceof Reply.Data).isEqualTo(success && status == 200);
        if (reply instanceof Reply.Failed failed) {
            assertThat(failed.detail())
                    .isNotBlank()
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(1000);
        }
    }

    static void number(String text) {
        try {
            double value = Numbers.value(text);
            boolean special = List.of("NaN", "Inf", "+Inf", "-Inf").contains(text);
            assertThat(Double.isFinite(value)).as(text).isNotEqualTo(special);
            if (!special && text.length() < 300 && !text.matches(".*[eE].\\d{9,}")) {
                assertThat(value).isEqualTo(new BigDecimal(text).doubleValue());
            }
        } catch (MalformedAnswer e) {
            assertThat(e.getMessage()).isEqualTo("a sample value is not a number");
        }
    }

    private static Optional<QueryResponse> read(byte[] body, boolean nanIsMarker) {
        byte[] before = body.clone();
        try {
            QueryResponse read = ResponseParser.parse(body, nanIsMarker);
            assertThat(ResponseParser.parse(body, nanIsMarker).toString())
                    .as("the same answer again")
                    .isEqualTo(read.toString());
            return Optional.of(read);
        } catch (MalformedAnswer e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        } finally {
            assertThat(body).as("only looked at").isEqualTo(before);
        }
    }

    private static void saysTheSame(QueryResponse.Data data, JsonObject plain) {
        assertThat(data.resultType()).isEqualTo(plain.getString("resultType"));
        JsonArray result = plain.getJsonArray("result");
        if (data instanceof QueryResponse.Vector vector) {
            assertThat(vector.elements()).hasSize(result.size());
            for (int i = 0; i < result.size(); i++) {
                JsonObject element = result.getJsonObject(i);
                isThere(vector.elements().get(i), labels(element), element.getJsonArray("value"));
            }
        } else if (data instanceof QueryResponse.Scalar scalar) {
            isThere(scalar.element(), Labels.NONE, result);
        } else if (data instanceof QueryResponse.Matrix matrix) {
            List<JsonObject> some = result.stream()
                    .map(JsonObject.class::cast)
                    .filter(one -> !one.getJsonArray("values").isEmpty())
                    .toList();
            assertThat(matrix.series()).hasSize(some.size());
            for (int i = 0; i < some.size(); i++) {
                isThere(matrix.series().get(i), some.get(i));
            }
        }
    }

    private static void isThere(Series series, JsonObject plain) {
        assertThat(series.labels()).isEqualTo(labels(plain));
        JsonArray values = plain.getJsonArray("values");
        assertThat(series.size()).isEqualTo(values.size());
        for (int i = 0; i < series.size(); i++) {
            isThere(
                    new Element(series.labels(), series.at(i), series.value(i)),
                    series.labels(),
                    values.getJsonArray(i));
            assertThat(i == 0 || series.at(i).isAfter(series.at(i - 1))).isTrue();
        }
    }

    private static void isThere(Element element, Labels labels, JsonArray plain) {
        assertThat(element.labels()).isEqualTo(labels);
        assertThat(element.at()).isEqualTo(Instant.ofEpochMilli(Math.round(plain.getDouble(0) * 1000)));
        assertThat((Object) element.value())
                .isEqualTo(Double.valueOf(plain.getString(1).replace("Inf", "Infinity")));
        assertThat(plain).hasSize(2);
    }

    private static Labels labels(JsonObject element) {
        Map<String, String> labels = element.getJsonObject("metric").stream()
                .collect(Collectors.toMap(Map.Entry::getKey, label -> (String) label.getValue()));
        return new Labels(labels);
    }

    private static void isPartialWhereTold(QueryResponse.Success success, JsonObject whole) {
        JsonArray warnings = whole.getJsonArray("warnings");
        boolean told = warnings != null
                && warnings.stream()
                        .anyMatch(warning -> !String.valueOf(warning).startsWith("PromQL info: "));
        boolean said = Boolean.TRUE.equals(whole.getValue("isPartial"));
        if (told || said) {
            assertThat(success.partial()).isPresent();
        }
    }

    private static void hasNoNan(QueryResponse.Data data) {
        if (data instanceof QueryResponse.Matrix matrix) {
            matrix.series().forEach(series -> {
                for (int i = 0; i < series.size(); i++) {
                    assertThat(series.value(i)).isNotNaN();
                }
            });
        }
    }
}
