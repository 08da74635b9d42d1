package io.github.slowatchdog.plan;

import io.github.slowatchdog.client.JsonBody;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds what a JSONPath finds against what is expected: every match must be as expected. */
final class JsonChecks {

    private JsonChecks() {}

    /** @param values gets what was found, to be kept or compared */
    static Check of(String prefix, String path, Expectation expect, Buffer body, Map<String, Value> values) {
        JsonBody.Lookup lookup = JsonBody.find(path, body);
        if (lookup instanceof JsonBody.Lookup.Failed failed) {
            // without a piece of the body: that is part of the answer
            String why =
                    failed.reason() == Reason.MALFORMED ? "not to be found: the body is not JSON" : failed.detail();
            return new Check(prefix + path, expect.text(), why, false);
        }
        List<Value> found = ((JsonBody.Lookup.Found) lookup).values();
        Value kept = found.size() == 1 ? found.get(0) : Value.of(joined(path, found));
        if (!(kept instanceof Value.Absent) && !Mask.namesSecret(path)) {
            values.put(path, kept);
        }
        List<Value> missed =
                found.stream().filter(value -> !expect.isMetBy(value)).toList();
        return new Check(
                prefix + path,
                expect.text(),
                Finding.bounded(joined(path, missed.isEmpty() ? found : missed)),
                missed.isEmpty());
    }

    private static String joined(String path, List<Value> values) {
        return values.stream().map(value -> Mask.shown(path, value)).collect(Collectors.joining(", "));
    }
}
