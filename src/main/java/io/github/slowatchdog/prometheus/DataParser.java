package io.github.slowatchdog.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement.Element;
import io.github.slowatchdog.slo.Series;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code data} of an answer. The members may come in any order, so the shape of the result tells what it is, and
 * {@code resultType} must agree.
 */
final class DataParser {

    private static final String HISTOGRAM =
            " holds native histograms, which are not one value; use a function such as histogram_count() in `expr`";

    private final JsonParser json;
    private final boolean nanIsMarker;
    private final List<Series> series = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private final Set<Labels> seen = new HashSet<>();
    private Optional<Element> scalar = Optional.empty();
    private boolean text;

    DataParser(JsonParser json, boolean nanIsMarker) {
        this.json = json;
        this.nanIsMarker = nanIsMarker;
    }

    /** Reads from the opening brace, which has been read, to the closing one. */
    QueryResponse.Data data(@Nullable JsonToken open) throws IOException, MalformedAnswer {
        ResponseParser.expect(open, JsonToken.START_OBJECT, "data");
        String resultType = "";
        boolean result = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "resultType" -> {
                    ResponseParser.expect(token, JsonToken.VALUE_STRING, "resultType");
                    resultType = json.getText();
                }
                case "result" -> {
                    result(token);
                    result = true;
                }
                default -> json.skipChildren();
            }
        }
        if (!result) {
            throw new MalformedAnswer("data has no result");
        }
        return agreed(resultType);
    }

    private QueryResponse.Data agreed(String resultType) throws MalformedAnswer {
        boolean single = scalar.isPresent() || text;
        Optional<QueryResponse.Data> agreed = switch (resultType) {
            case "matrix" ->
                elements.isEmpty() && !single ? Optional.of(new QueryResponse.Matrix(series)) : Optional.empty();
            // an element with many values, of which there may be none, is in no vector
            case "vector" ->
                elements.size() == seen.size() && !single
                        ? Optional.of(new QueryResponse.Vector(elements))
                        : Optional.empty();
            case "scalar" -> scalar.map(QueryResponse.Scalar::new);
            case "string" -> single ? Optional.of(new QueryResponse.Text()) : Optional.empty();
            default -> throw new MalformedAnswer("its resultType is none of matrix, vector, scalar, string");
        };
        return agreed.orElseThrow(() -> new MalformedAnswer("its result is not the " + resultType + " it says it is"));
    }

    private void result(@Nullable JsonToken open) throws IOException, MalformedAnswer {
        ResponseParser.expect(open, JsonToken.START_ARRAY, "result");
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            single();
            return;
        }
        for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            ResponseParser.expect(token, JsonToken.START_OBJECT, "an element of the result");
            element();
        }
    }

    /** {@code [time, "value"]} in the place of the result: a scalar, or text. */
    private void single() throws IOException, MalformedAnswer {
        long millis = Numbers.millis(json.getDoubleValue());
        ResponseParser.expect(json.nextToken(), JsonToken.VALUE_STRING, "the value of the result");
        String value = json.getText();
        ResponseParser.expect(json.nextToken(), JsonToken.END_ARRAY, "the end of the result");
        try {
            scalar = Optional.of(new Element(Labels.NONE, Instant.ofEpochMilli(millis), Numbers.value(value)));
        } catch (MalformedAnswer notANumber) {
            text = true;
        }
    }

    private void element() throws IOException, MalformedAnswer {
        Optional<Labels> labels = Optional.empty();
        Samples values = new Samples();
        boolean histogram = false;
        boolean many = false;
        boolean one = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "metric" -> labels = Optional.of(labels(token));
                case "values" -> {
                    many(token, values);
                    many = true;
                }
                case "value" -> {
                    sample(token, values);
                    one = true;
                }
                case "histogram", "histograms" -> {
                    histogram = true;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        Labels of = labels.orElseThrow(() -> new MalformedAnswer("an element of the result has no metric"));
        if (histogram) {
            throw new MalformedAnswer(of + HISTOGRAM);
        }
        if (many == one) {
            throw new MalformedAnswer(of + " has not exactly one of value and values");
        }
        keep(of, values, many);
    }

    private void keep(Labels of, Samples values, boolean many) throws MalformedAnswer {
        if (!seen.add(of)) {
            throw new MalformedAnswer(of + " is there twice");
        }
        if (seen.size() > Capacity.HERE.series()) {
            throw new MalformedAnswer("more than " + Capacity.HERE.series()
                    + " series, which is what this heap can hold; select fewer, or raise -Xmx");
        }
        if (many) {
            Series read = values.series(of, nanIsMarker);
            if (!read.isEmpty()) {
                series.add(read);
            }
        } else {
            elements.add(values.element(of));
        }
    }

    private Labels labels(@Nullable JsonToken open) throws IOException, MalformedAnswer {
        ResponseParser.expect(open, JsonToken.START_OBJECT, "metric");
        Map<String, String> labels = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            ResponseParser.expect(json.nextToken(), JsonToken.VALUE_STRING, "a label value");
            labels.put(name, json.getText());
        }
        return new Labels(labels);
    }

    private void many(@Nullable JsonToken open, Samples into) throws IOException, MalformedAnswer {
        ResponseParser.expect(open, JsonToken.START_ARRAY, "values");
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            sample(token, into);
        }
    }

    private void sample(@Nullable JsonToken open, Samples into) throws IOException, MalformedAnswer {
        ResponseParser.expect(open, JsonToken.START_ARRAY, "a sample");
        JsonToken time = json.nextToken();
        if (time != JsonToken.VALUE_NUMBER_INT) {
            ResponseParser.expect(time, JsonToken.VALUE_NUMBER_FLOAT, "a sample time");
        }
        long millis = Numbers.millis(json.getDoubleValue());
        ResponseParser.expect(json.nextToken(), JsonToken.VALUE_STRING, "a sample value");
        into.add(millis, Numbers.value(json.getText()));
        ResponseParser.expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a sample");
    }
}
