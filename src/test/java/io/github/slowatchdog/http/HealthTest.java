package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

    private static final Board WAITING = Boards.fresh()
            .measured("error_rate", "< 1%", Value.of(0), Verdict.PASS, 1)
            .waiting("mode", Lane.BOT)
            .waiting("latency", Lane.BOT)
            .board();
    private static final Board MEASURED = Boards.fresh()
            .measured("mode", "== 0", Value.of(0), Verdict.PASS, 1)
            .redis(true)
            .board();

    private static JsonObject ready(Board board, boolean expected) {
        Health.Answer answer =
                new Health(() -> board, () -> Duration.ofSeconds(5), InstantSource.fixed(Boards.NOW)).ready();
        assertThat(answer.yes()).isEqualTo(expected);
        assertThat(answer.body().getBoolean("ready")).isEqualTo(expected);
        return answer.body();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, true",
        "1, 5000, true",
        "1, 5001, false",
        "60, 180000, true",
        "60, 180001, false",
        "1, -60000, true"
    })
    void healthyWhileTheLoopBeats(long intervalSeconds, long ageMillis, boolean healthy) {
        Board board = Boards.fresh().beat(Boards.NOW.minusMillis(ageMillis)).board();
        Health health =
                new Health(() -> board, () -> Duration.ofSeconds(intervalSeconds), InstantSource.fixed(Boards.NOW));
        assertThat(health.healthy().yes()).isEqualTo(healthy);
        assertThat(health.healthy().body().getBoolean("healthy")).isEqualTo(healthy);
        assertThat(health.healthy().body().containsKey("why")).isEqualTo(!healthy);
    }

    @Test
    void notReadyUntilEveryObjectiveIsMeasured() {
        JsonObject body = ready(WAITING, false);
        assertThat(body.getJsonArray("unmeasured")).isEqualTo(JsonArray.of("mode", "latency"));
        assertThat(body.getBoolean("objectives")).isFalse();
        assertThat(body.getJsonArray("missing"))
                .containsExactly(
                        "objective mode has not been measured yet",
                        "objective latency has not been measured yet",
                        "Redis has not accepted the probe write yet");
    }

    @Test
    void notReadyWhileRedisDoesNotAccept() {
        Boards boards = Boards.fresh().measured("mode", "== 0", Value.of(0), Verdict.PASS, 1);
        assertThat(ready(boards.board(), false).getJsonArray("missing"))
                .containsExactly("Redis has not accepted the probe write yet");
        assertThat(ready(boards.redis(false).board(), false).getJsonArray("missing"))
                .containsExactly("Redis does not accept the flag");
        assertThat(ready(boards.redis(true).board(), true).getJsonArray("missing"))
                .isEmpty();
    }

    @Test
    void shadowNeedsNoRedis() {
        Board shadow = Boards.fresh()
                .measured("mode", "== 0", Value.of(0), Verdict.PASS, 1)
                .shadow()
                .board();
        assertThat(ready(shadow, true).getBoolean("shadow")).isTrue();
    }

    /** The same over HTTP, as the state changes to and fro. */
    @Test
    void statusCodesFollow() throws Exception {
        try (RunningServer server = RunningServer.start(WAITING)) {
            thenIs(server.get("/-/healthy"), 200, "healthy", true);
            thenIs(server.get("/-/ready"), 503, "ready", false);
            server.show(MEASURED);
            thenIs(server.get("/-/ready"), 200, "ready", true);
            server.now = Boards.NOW.plusSeconds(60);
            thenIs(server.get("/-/healthy"), 503, "healthy", false);
            server.now = Boards.NOW;
            thenIs(server.get("/-/healthy"), 200, "healthy", true);
            server.show(WAITING);
            thenIs(server.get("/-/ready"), 503, "ready", false);
        }
    }

    private static void thenIs(HttpResponse<String> answer, int status, String key, boolean value) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getBoolean(key)).isEqualTo(value);
    }
}
