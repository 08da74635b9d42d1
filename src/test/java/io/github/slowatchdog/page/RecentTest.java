package io.github.slowatchdog.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.watch.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTest {

    private static final Instant AT = PageBoards.BEGAN;

    private final Recent recent = new Recent();

    private List<String> told() {
        return recent.newestFirst().stream()
                .map(one -> (one.slo() + " " + one.what() + ": " + one.why()).strip())
                .toList();
    }

    @Test
    void aStopIsNotPushedOutByWhatFlaps() {
        recent.remember(AT, "stop ordered", Map.of("order", "o1", "by", "ann", "reason", "now", "cause", "manual"));
        for (int i = 0; i < 1000; i++) {
            recent.remember(
                    AT.plusSeconds(i),
                    "verdict changed",
                    Map.of("slo", "flaps", "from", "pass", "to", "pending", "why", "it " + i));
        }
        assertThat(told()).hasSize(Recent.OFTEN + 1).contains("stop ordered by ann: now; order o1");
        assertThat(told().get(0)).isEqualTo("flaps pass → pending: it 999");
        assertThat(recent.told()).isEqualTo(1001);
    }

    @Test
    void whatIsRecalledLaterStandsWhereItHappened() {
        for (int i = 0; i < Recent.LASTING; i++) {
            recent.remember(AT.plusSeconds(i), "start", Map.of());
        }
        recent.remember(AT.minusSeconds(5), "shutdown", Map.of());
        assertThat(told()).hasSize(Recent.LASTING).doesNotContain("watchdog shut down:");
        recent.remember(AT.plusSeconds(3), "soak paused", Map.of("why", "x blind"));
        assertThat(told().indexOf("soak paused: x blind")).isEqualTo(Recent.LASTING - 4);
    }

    @Test
    void theBeginningOfAThousandObjectivesIsNoEvent() {
        recent.record(new Event(
                AT, Event.Level.INFO, "verdict changed", Map.of("slo", "a", "from", "waiting", "to", "pass")));
        recent.record(new Event(AT, Event.Level.DEBUG, "soak progress", Map.of()));
        recent.record(new Event(AT, Event.Level.INFO, "config loaded", Map.of()));
        assertThat(told()).isEmpty();
        recent.record(new Event(
                AT, Event.Level.ERROR, "verdict changed", Map.of("slo", "a", "from", "waiting", "to", "blind")));
        assertThat(told()).containsExactly("a waiting → blind:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "released | forced=true;by=ann;order=o1;reason=fixed | GOOD | released by ann, forced: fixed; order o1",
                "stop confirmed | order=o1;reason=long story | CALM | stop confirmed: order o1",
                "stop ordered | cause=drill;by=ann;order=o1 | BAD | drill: stop ordered by ann: order o1",
                "soak ended | verdict=fail;why=a breach | BAD | soak ended: fail: a breach",
                "soak ended | verdict=pass;why=clean | GOOD | soak ended: pass: clean",
                "reload | ok=false;why=empty | CALM | reload refused: empty",
                "clock was set | by_s=7 | WARN | clock was set: by_s 7",
                "something new | a=1 | CALM | something new: a 1",
            })
    void saysWhatHappened(String name, String data, Tone tone, String told) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (String pair : data.split(";", -1)) {
            map.put(pair.split("=", -1)[0], pair.split("=", -1)[1]);
        }
        recent.remember(AT, name, map);
        assertThat(told()).containsExactly(told);
        assertThat(recent.newestFirst().get(0).tone()).isEqualTo(tone);
    }
}
