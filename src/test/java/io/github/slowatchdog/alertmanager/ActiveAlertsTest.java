package io.github.slowatchdog.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of each thing that can be the matter. */
class ActiveAlertsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/alerts.txt");

    private static final ActiveAlerts ALERTS = new ActiveAlerts(
            "vanta-canary",
            Map.of("cluster", "prod", "watchdog", "not this"),
            URI.create("http://watchdog.local:9911/w"));

    private static List<Alert> of(Boards boards) {
        return ALERTS.of(boards.board(), Boards.NOW);
    }

    private static List<String> names(List<Alert> alerts) {
        return alerts.stream().map(alert -> alert.labels().get("alertname")).toList();
    }

    private static StopOrder order(Cause cause) {
        return StopOrder.of(
                cause,
                cause == Cause.BREACH ? "duplicate_intents" : "",
                "expected == 0, is 1",
                Boards.NOW.minusSeconds(6),
                "vanta-canary");
    }

    private static Boards breach() {
        return Boards.fresh()
                .measured("duplicate_intents", "== 0", Value.of(1), Verdict.BREACH, 12)
                .evidence(new Evidence(
                        "duplicate_intents",
                        Lane.PROMETHEUS,
                        "vanta_intent_duplicate_total",
                        "== 0",
                        "1",
                        "{pod=\"a\"}",
                        Boards.NOW.minusSeconds(2),
                        Boards.NOW.minusSeconds(1),
                        "expected == 0, is 1",
                        List.of()));
    }

    /** -Dgolden=rewrite writes the file anew; look at what changed. */
    @Test
    void every_alert_as_it_is_told() throws IOException {
        StringBuilder text = new StringBuilder();
        show(
                text,
                "a breach, blindness and a failed soak",
                breach().blind("error_rate", Reason.TIMEOUT, 9, Boards.NOW.minusSeconds(75))
                        .soak("canary-live", SoakVerdict.FAIL, Duration.ofMinutes(5)));
        show(
                text,
                "a soak that has passed",
                Boards.fresh().soak("canary-live", SoakVerdict.PASS, Duration.ofHours(24)));
        show(text, "a stop that Redis does not take", Boards.fresh().stop(StopState.ORDERED, order(Cause.BREACH)));
        show(text, "a stop that is confirmed", Boards.fresh().stop(StopState.CONFIRMED, order(Cause.MANUAL)));
        show(text, "a bot that does not obey", Boards.fresh().stop(StopState.UNCONFIRMED, order(Cause.BREACH)));
        show(text, "a drill", Boards.fresh().stop(StopState.WRITTEN, order(Cause.DRILL)));
        show(text, "a stop in shadow mode", Boards.fresh().shadow().stop(StopState.ORDERED, order(Cause.BREACH)));
        show(text, "a loop that hangs", Boards.fresh().beat(Boards.NOW.minusSeconds(16)));
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static void show(StringBuilder text, String what, Boards boards) {
        text.append("== ").append(what).append('\n');
        for (Alert alert : of(boards)) {
            text.append(alert.labels()).append('\n');
            alert.annotations()
                    .forEach((name, value) -> text.append("    ")
                            .append(name)
                            .append(": ")
                            .append(value)
                            .append('\n'));
            text.append("    since ")
                    .append(alert.since().map(Instant::toString).orElse("it was first seen"))
                    .append(", see ")
                    .append(alert.generator())
                    .append('\n');
        }
    }

    @Test
    void nothing_is_told_of_a_bot_that_does_well() {
        assertThat(of(Boards.fresh()
                        .measured("duplicate_intents", "== 0", Value.of(0), Verdict.PASS, 12)
                        .waiting("latency", Lane.BOT)))
                .isEmpty();
    }

    @Test
    void a_stop_that_is_being_written_is_given_its_time() {
        StopOrder fresh = StopOrder.of(Cause.MANUAL, "", "x", Boards.NOW.minusSeconds(5), "alice");

        assertThat(names(of(Boards.fresh().stop(StopState.ORDERED, fresh)))).containsExactly("SloWatchdogStop");
    }

    @Test
    void the_labels_of_the_objective_are_there_and_ours_count_more() {
        Objective objective = Boards.objective(
                "x", "== 0", Map.of("team", "trading", "phase", "mine", "cluster", "of the rule"), Lane.PROMETHEUS);

        assertThat(of(Boards.fresh().measured(objective, Value.of(1), Verdict.BREACH, 1)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels())
                        .containsEntry("team", "trading")
                        .containsEntry("cluster", "of the rule")
                        .containsEntry("phase", "canary-live")
                        .containsEntry("watchdog", "vanta-canary"));
    }

    @Test
    void values_of_others_are_bounded_and_one_line() {
        Objective objective =
                Boards.objective("x", "== 0", Map.of("team", "a\nb" + "x".repeat(5000), "none", ""), Lane.PROMETHEUS);

        assertThat(of(Boards.fresh().measured(objective, Value.of(1), Verdict.BREACH, 1)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.labels().get("team")).startsWith("a bxx").hasSizeLessThan(1100);
                    assertThat(alert.labels()).doesNotContainKey("none");
                });
    }

    @Test
    void of_very_many_breaches_the_rest_is_told_in_one() {
        Boards boards = Boards.fresh();
        for (int i = 0; i < ActiveAlerts.MOST + 7; i++) {
            boards.measured("slo_" + i, "== 0", Value.of(1), Verdict.BREACH, 1);
        }
        Board board = boards.board();

        List<Alert> alerts = ALERTS.of(board, Boards.NOW);
        assertThat(alerts).hasSize(ActiveAlerts.MOST + 1);
        assertThat(alerts.get(ActiveAlerts.MOST).annotations().get("summary"))
                .isEqualTo("507 objectives are in breach or blind, and 500 have an alert of their own");
    }
}
