package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.watch.Boards;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC 11: all present with zeros from the first scrape. The names are written out here once more, as SPEC has them. */
class FirstScrapeTest {

    private static final String PAGE = PageText.text(Boards.fresh()
            .waiting("mode", Lane.BOT, Lane.PROMETHEUS)
            .group("modes", 0, PageText.millis(0))
            .board());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slo_watchdog_threshold{slo=\"mode\"} 0.0",
                "slo_watchdog_breaches_total{slo=\"mode\"} 0.0",
                "slo_watchdog_objective_info{group=\"intents\",lanes=\"bot,prometheus\",on_breach=\"stop\",severity=\"P0\",slo=\"mode\"} 1",
                "slo_watchdog_soak_clean_seconds{phase=\"canary-live\"} 0.0",
                "slo_watchdog_soak_window_seconds{phase=\"canary-live\"} 86400.0",
                "slo_watchdog_soak_elapsed_seconds{phase=\"canary-live\"} 90.0",
                "slo_watchdog_soak_blind_seconds{phase=\"canary-live\"} 60.0",
                "slo_watchdog_soak_longest_gap_seconds{phase=\"canary-live\"} 30.0",
                "slo_watchdog_gate_open{phase=\"canary-live\"} 0.0",
                "slo_watchdog_stop_orders_total{slo=\"mode\"} 0.0",
                "slo_watchdog_stop_orders_total{slo=\"manual\"} 0.0",
                "slo_watchdog_stop_orders_total{slo=\"blind\"} 0.0",
                "slo_watchdog_stop_orders_total{slo=\"drill\"} 0.0",
                "slo_watchdog_stop_reasserts_total{reason=\"lost\"} 0.0",
                "slo_watchdog_stop_reasserts_total{reason=\"overwritten\"} 0.0",
                "slo_watchdog_stop_reasserts_total{reason=\"stale\"} 0.0",
                "slo_watchdog_detection_seconds_count{lane=\"bot\",slo=\"mode\"} 0",
                "slo_watchdog_detection_seconds_bucket{lane=\"prometheus\",slo=\"mode\",le=\"0.001\"} 0",
                "slo_watchdog_detection_seconds_bucket{lane=\"prometheus\",slo=\"mode\",le=\"60.0\"} 0",
                "slo_watchdog_stop_write_seconds_count{channel=\"redis\"} 0",
                "slo_watchdog_stop_confirm_seconds_count 0",
                "slo_watchdog_source_up{lane=\"bot\"} 0.0",
                "slo_watchdog_source_up{lane=\"prometheus\"} 0.0",
                "slo_watchdog_source_request_seconds_count{lane=\"bot\"} 0",
                "slo_watchdog_redis_up 0.0",
                "slo_watchdog_ticks_missed_total{group=\"modes\"} 0.0",
                "slo_watchdog_tick_lag_seconds{group=\"modes\"} 0.0",
                "slo_watchdog_journal_errors_total 0.0",
                "slo_watchdog_last_drill_timestamp_seconds 0.0",
                "slo_watchdog_lease_held 0.0",
                "slo_watchdog_config_last_reload_successful 1.0",
                "slo_watchdog_config_last_reload_success_timestamp_seconds 1.7952588E9",
                "slo_watchdog_config_info{hash=\"5d41402a\"} 1",
                "slo_watchdog_build_info{revision=\"abc123\",version=\"1.2.3\"} 1",
            })
    void isThere(String line) {
        assertThat(PAGE.lines()).contains(line);
    }

    static Stream<String> everyWord() {
        return Stream.of(
                        words(Verdict.values())
                                .map(word -> "slo_watchdog_verdict{slo=\"mode\",verdict=\"" + word + "\"} "
                                        + (word.equals("waiting") ? "1.0" : "0.0")),
                        words(SoakVerdict.values())
                                .map(word -> "slo_watchdog_soak_verdict{phase=\"canary-live\",verdict=\"" + word
                                        + "\"} " + (word.equals("soaking") ? "1.0" : "0.0")),
                        words(StopState.values())
                                .map(word -> "slo_watchdog_stop{state=\"" + word + "\"} "
                                        + (word.equals("clear") ? "1.0" : "0.0")),
                        words(Outcome.values())
                                .map(word -> "slo_watchdog_measurements_total{lane=\"bot\",outcome=\"" + word
                                        + "\",slo=\"mode\"} 0.0"),
                        words(Reason.values())
                                .map(word -> "slo_watchdog_unknown_total{lane=\"prometheus\",reason=\"" + word
                                        + "\",slo=\"mode\"} 0.0"),
                        words(SwitchFailure.values())
                                .map(word -> "slo_watchdog_stop_write_failures_total{channel=\"redis\",reason=\"" + word
                                        + "\"} 0.0"))
                .flatMap(lines -> lines);
    }

    private static Stream<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("everyWord")
    void isThereForEveryWord(String line) {
        assertThat(PAGE.lines()).contains(line);
    }

    @Test
    void whatNobodyKnowsYetIsNotANumber() {
        assertThat(PAGE.lines().filter(line -> line.endsWith(" NaN")).map(line -> line.replaceAll("[{ ].*", "")))
                .contains("slo_watchdog_value", "slo_watchdog_sample_age_seconds", "slo_watchdog_clock_skew_seconds");
    }
}
