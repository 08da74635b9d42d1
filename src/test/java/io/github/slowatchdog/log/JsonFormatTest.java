package io.github.slowatchdog.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JsonFormatTest {

    private static String line(Entry entry) {
        return new JsonFormat().line(entry);
    }

    @Test
    void readsLikeThis() {
        assertThat(line(Entries.event("verdict changed", "slo", "mode", "to", "breach", "value", 1.5, "n", 3)))
                .isEqualTo(
                        "{\"ts\":\"2026-11-21T11:22:33.456Z\",\"level\":\"WARN\",\"event\":\"verdict changed\","
                                + "\"logger\":\"io.github.slowatchdog.events\",\"slo\":\"mode\",\"to\":\"breach\",\"value\":1.5,\"n\":3}");
    }

    @Test
    void aMessageOfALibraryIsNoEvent() {
        JsonObject json = new JsonObject(line(Entries.of(Level.WARN, "io.vertx.x", "it broke", false)));
        assertThat(json.getString("msg")).isEqualTo("it broke");
        assertThat(json.containsKey("event")).isFalse();
    }

    @Test
    void ownKeysCannotBeForged() {
        JsonObject json = new JsonObject(line(Entries.event("x", "ts", "never", "level", "INFO", "event", "released")));
        assertThat(json.getString("ts")).isEqualTo("2026-11-21T11:22:33.456Z");
        assertThat(json.getString("level")).isEqualTo("WARN");
        assertThat(json.getString("event")).isEqualTo("x");
        assertThat(json.getString("field_event")).isEqualTo("released");
    }

    @Test
    void whatJsonDoesNotKnowIsText() {
        JsonObject json = new JsonObject(line(Entries.event(
                "x",
                "nan",
                Double.NaN,
                "inf",
                Double.POSITIVE_INFINITY,
                "at",
                Entries.AT,
                "list",
                List.of(1, "a"),
                "map",
                Map.of("k", List.of(true)))));
        assertThat(json.getString("nan")).isEqualTo("NaN");
        assertThat(json.getString("inf")).isEqualTo("Infinity");
        assertThat(json.getString("at")).isEqualTo("2026-11-21T11:22:33.456Z");
        assertThat(json.getJsonArray("list")).isEqualTo(JsonArray.of(1, "a"));
        assertThat(json.getJsonObject("map").getJsonArray("k")).isEqualTo(JsonArray.of(true));
    }

    @Test
    void anyTextIsOneLineThatParsesToItself() {
        Random random = new Random(20261121);
        for (int round = 0; round < 3000; round++) {
            String hostile = random.ints(random.nextInt(30), 0, 0x2100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String line = line(Entries.event(hostile, "value", hostile));
            assertThat(line.codePoints().noneMatch(Escapes::isHazard)).as(line).isTrue();
            assertThat(new JsonObject(line).getString("value")).isEqualTo(hostile);
            assertThat(new JsonObject(line).getString("event")).isEqualTo(hostile);
        }
    }

    @Test
    void longLinesStayJson() {
        Object[] many = new Object[2000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "key" + i;
            many[i + 1] = List.of("x".repeat(100_000), Map.of("y", "z".repeat(100_000)));
        }
        String line = line(Entries.event("many", many));
        assertThat(line).hasSizeLessThan(25_000);
        assertThat(new JsonObject(line).getInteger("fields_left_out")).isPositive();
    }
}
