package io.github.slowatchdog.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.slowatchdog.slo.Labels;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes public records as JSON, token by token, which {@link RecordReader} reads back: records, labels, enums, lists, maps with text
 * keys, optional values (absent: null), times and durations in ISO 8601, numbers, text and truth values.
 */
final class RecordWriter {

    private final JsonGenerator json;

    RecordWriter(JsonGenerator json) {
        this.json = json;
    }

    void member(String name, Object value) throws IOException {
        json.writeFieldName(name);
        write(value);
    }

    void write(Object value) throws IOException {
        if (value instanceof Record record) {
            object(record);
        } else if (value instanceof Labels labels) {
            write(labels.map());
        } else if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                write(optional.get());
            } else {
                json.writeNull();
            }
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> item : map.entrySet()) {
                member((String) item.getKey(), item.getValue());
            }
            json.writeEndObject();
        } else {
            scalar(value);
        }
    }

    private void scalar(Object value) throws IOException {
        if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            // JSON has no NaN
            json.writeString(value instanceof Enum<?> constant ? constant.name() : value.toString());
        }
    }

    private void object(Record record) throws IOException {
        json.writeStartObject();
        if (Records.isOneOfSeveral(record.getClass())) {
            json.writeStringField(Records.KIND, record.getClass().getSimpleName());
        }
        for (RecordComponent component : Records.components(record.getClass())) {
            try {
                member(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("not a public record: " + record.getClass(), e);
            }
        }
        json.writeEndObject();
    }
}
