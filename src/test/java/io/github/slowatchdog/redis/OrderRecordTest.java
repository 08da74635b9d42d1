package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRecordTest {

    @Test
    void comesBackAsItWas() {
        OrderRecord record = OrderRecord.NONE
                .ordered(Flags.order("a"))
                .released(Flags.release("a"))
                .ordered(Flags.order("b"));

        OrderRecord back = OrderRecord.parse(record.encoded());

        assertThat(back).isEqualTo(record);
        assertThat(back.inForce()).contains(Flags.order("b"));
        assertThat(back.releaseOf("a")).contains(Flags.release("a"));
        assertThat(back.releaseOf("b")).isEmpty();
        assertThat(OrderRecord.parse(back.released(Flags.release("b")).encoded())
                        .inForce())
                .isEmpty();
    }

    @Test
    void keepsTheNewestReleasesOnly() {
        OrderRecord record = OrderRecord.NONE;
        for (int i = 0; i < 100; i++) {
            record = record.ordered(Flags.order("o" + i)).released(Flags.release("o" + i));
        }

        assertThat(record.releaseOf("o99")).isPresent();
        assertThat(record.releaseOf("o84")).isPresent();
        assertThat(record.releaseOf("o1")).isEmpty();
        assertThat(record.earlier()).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "1",
                "null",
                "{}",
                "{\"order\":1}",
                "{\"order\":{}}",
                "{\"order\":{\"id\":\"a\",\"at\":\"noon\"}}",
                "{\"earlier\":[1]}",
                "{\"earlier\":{}}"
            })
    void garbageIsNoOrder(String value) {
        assertThat(OrderRecord.parse(Content.text(value)).inForce()).isEmpty();
    }

    @Test
    void orderOfAnUnknownCauseIsInForce() {
        Content content = Content.text(
                "{\"order\":{\"id\":\"z\",\"cause\":\"earthquake\",\"at\":\"2026-01-01T12:00:00Z\",\"new\":[1]}}");

        assertThat(OrderRecord.parse(content).inForce()).hasValueSatisfying(order -> {
            assertThat(order.id()).isEqualTo("z");
            assertThat(order.cause()).isEqualTo(Cause.MANUAL);
        });
    }

    @Test
    void nullIsNothingSaidAndHidesNoOrder() {
        OrderRecord record = OrderRecord.parse(
                Content.text(
                        "{\"order\":{\"id\":\"x1\",\"cause\":null,\"slo\":null,\"reason\":null,"
                                + "\"at\":\"2026-11-21T11:22:33Z\",\"by\":null},\"release\":null,\"earlier\":[null],\"last_drill\":null}"));

        assertThat(record.inForce().orElseThrow().id()).isEqualTo("x1");
        assertThat(record.earlier()).isEmpty();
        assertThat(OrderRecord.parse(Content.text("{\"earlier\":null}"))).isEqualTo(OrderRecord.NONE);
    }

    @Test
    void aWordWithoutBlockersIsNoneThatCanBeRead() {
        assertThat(StandingText.parse(Content.text("{\"blockers\":null}"))
                        .orElseThrow()
                        .blockers())
                .hasSize(1);
    }
}
