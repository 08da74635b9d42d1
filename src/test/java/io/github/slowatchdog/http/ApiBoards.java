package io.github.slowatchdog.http;

import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.time.Duration;
import java.util.List;

/** Boards as the API has to tell of them. */
public final class ApiBoards {

    public static final StopOrder ORDER = new StopOrder(
            "mx1-duplicates", Cause.BREACH, "duplicates", "duplicates is in breach", Boards.NOW, "vanta-canary");

    private ApiBoards() {}

    /** With a bit of everything, and not at all well. */
    public static Board stopped() {
        return Boards.fresh()
                .measured("duplicates", "== 0", Value.of(1), Verdict.BREACH, 7)
                .evidence(new Evidence(
                        "duplicates",
                        Lane.PROMETHEUS,
                        "vanta_duplicates",
                        "== 0",
                        "1",
                        "vanta_duplicates{pod=\"a\"}",
                        Boards.NOW.minusSeconds(2),
                        Boards.NOW,
                        "expected == 0, is 1",
                        List.of("vanta_duplicates{pod=\"a\"} nothing -> 1")))
                .measured("error_rate", "< 0.5%", Value.of(0.00125), Verdict.PASS, 3)
                .measured("latency", "< 1", Value.of(Double.NaN), Verdict.BREACH, 1)
                .measured("exec_mode", "== LIVE", Value.of("LIVE"), Verdict.PASS, 2)
                .burning("availability", 0.875)
                .blind("depth", Reason.TIMEOUT, 9, Boards.NOW.minusSeconds(400))
                .waiting("mode", Lane.BOT, Lane.PROMETHEUS)
                .group("intents", 2, Duration.ofMillis(120))
                .soak("canary-live", SoakVerdict.FAIL, Duration.ofMinutes(90))
                .stop(StopState.CONFIRMED, ORDER)
                .redis(true)
                .board();
    }

    public static Board soaking() {
        return Boards.fresh()
                .measured("duplicates", "== 0", Value.of(0), Verdict.PASS, 7)
                .soak("canary-live", SoakVerdict.SOAKING, Duration.ofMinutes(90))
                .redis(true)
                .board();
    }

    static Board passed() {
        return Boards.fresh()
                .measured("duplicates", "== 0", Value.of(0), Verdict.PASS, 7)
                .soak("canary-live", SoakVerdict.PASS, Duration.ofHours(25))
                .redis(true)
                .board();
    }

    static Board inconclusive() {
        return Boards.fresh()
                .waiting("duplicates", Lane.BOT)
                .soak("canary-live", SoakVerdict.INCONCLUSIVE, Duration.ZERO)
                .redis(true)
                .board();
    }
}
