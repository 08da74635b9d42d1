package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Promtool;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/metrics.txt");

    /** A watchdog in the midst of a stop, with something to show for every metric. */
    private static Board busy() {
        return Boards.fresh()
                .blind("error_rate", Reason.TIMEOUT, 9, Boards.NOW.minusSeconds(75))
                .waiting("latency", Lane.BOT, Lane.PROMETHEUS)
                .measured("duplicate_intents", "== 0", Value.of(1), Verdict.BREACH, 12)
                .measured("exec_mode", "== LIVE", Value.of("LIVE"), Verdict.PASS, 12)
                .burning("availability", 0.875)
                .group("intents", 3, Duration.ofMillis(12))
                .soak("canary-live", SoakVerdict.FAIL, Duration.ofMinutes(5))
                .stop(
                        StopState.WRITTEN,
                        StopOrder.of(Cause.BREACH, "duplicate_intents", "is 1", Boards.NOW, "vanta-canary"))
                .writeFailed(SwitchFailure.TIMEOUT, 2)
                .reasserted(SwitchReport.Rewrite.OVERWRITTEN, 1)
                .redis(true)
                .board();
    }

    private static String page(MetricsPage.Format format) {
        TimingHistograms timings = new TimingHistograms();
        timings.detected("duplicate_intents", Lane.PROMETHEUS, Duration.ofMillis(1500));
        timings.stopWritten("redis", Duration.ofMillis(4));
        timings.sourceRequest(Lane.PROMETHEUS, Duration.ofMillis(20));
        return PageText.text(PageText.page(MetricsPageTest::busy, timings, PageText.VITALS), format);
    }

    /** -Dgolden=rewrite writes the file anew; look at what changed. */
    @Test
    void wholePage() throws IOException {
        String page = PageText.ofOurs(page(MetricsPage.Format.TEXT));
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, page);
        }
        assertThat(page).isEqualTo(Files.readString(GOLDEN));
        assertThat(MetricName.values()).allMatch(name -> page.contains("# TYPE " + name.text() + " "));
    }

    @Test
    void openMetricsIsComplete() {
        assertThat(page(MetricsPage.Format.OPEN_METRICS))
                .endsWith("# EOF\n")
                .contains("# TYPE slo_watchdog_breaches counter\n")
                .contains("# TYPE slo_watchdog_build info\n")
                .contains("slo_watchdog_breaches_total{slo=\"duplicate_intents\"} 1.0\n");
    }

    /** They are registered one by one, so that a new version of the client could have more. */
    @Test
    void hasAllThatTheClientTellsOfTheJvm() {
        PrometheusRegistry all = new PrometheusRegistry();
        JvmMetrics.builder().register(all);

        String page = page(MetricsPage.Format.TEXT);

        assertThat(all.scrape())
                .extracting(metric -> metric.getMetadata().getPrometheusName())
                // has nothing to tell before a collection of garbage
                .filteredOn(name -> !name.equals("jvm_memory_pool_allocated_bytes"))
                .hasSizeGreaterThan(20)
                .allMatch(name -> page.contains("# TYPE " + name));
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        assertThat(Promtool.check(page(MetricsPage.Format.TEXT))).isEmpty();
    }

    @Test
    void promtoolWouldHaveSomethingToSay() throws Exception {
        assertThat(Promtool.check("# TYPE bad_count counter\nbad_count 1\n")).contains("bad_count");
    }

    @Test
    void jvmAndProcessAreThere() {
        assertThat(page(MetricsPage.Format.TEXT))
                .contains("\njvm_memory_used_bytes{")
                .contains("\nprocess_cpu_seconds_total ")
                .contains("\nprocess_start_time_seconds ");
    }

    @Test
    void anUnknownMeasurementHasNoValueAndAnAgeThatGrows() {
        String page = PageText.text(Boards.fresh()
                .blind("error_rate", Reason.TIMEOUT, 9, Boards.NOW.minusSeconds(75))
                .board());
        assertThat(page)
                .contains("slo_watchdog_value{lane=\"prometheus\",slo=\"error_rate\"} NaN\n")
                .contains("slo_watchdog_sample_age_seconds{lane=\"prometheus\",slo=\"error_rate\"} 75.0\n")
                .contains("slo_watchdog_verdict{slo=\"error_rate\",verdict=\"blind\"} 1.0\n")
                .contains(
                        "slo_watchdog_unknown_total{lane=\"prometheus\",reason=\"timeout\",slo=\"error_rate\"} 9.0\n");
    }

    @Test
    void aChangedBoardShowsAtTheNextScrape() {
        AtomicReference<Board> board =
                new AtomicReference<>(Boards.fresh().waiting("before", Lane.BOT).board());
        MetricsPage page = PageText.page(board::get, new TimingHistograms(), Vitals.NONE);
        assertThat(PageText.text(page, MetricsPage.Format.TEXT)).contains("{slo=\"before\",verdict=");
        board.set(Boards.fresh().waiting("after", Lane.BOT).board());
        assertThat(PageText.text(page, MetricsPage.Format.TEXT))
                .contains("{slo=\"after\",verdict=")
                .contains("slo_watchdog_detection_seconds_count{lane=\"bot\",slo=\"after\"} 0\n")
                .doesNotContain("{slo=\"before\",verdict=");
    }

    @Test
    void groupsOfOneNameAreShownAsOne() {
        assertThat(PageText.text(Boards.fresh()
                        .group("http", 2, Duration.ofSeconds(1))
                        .group("http", 3, Duration.ofSeconds(4))
                        .board()))
                .contains("slo_watchdog_ticks_missed_total{group=\"http\"} 5.0\n")
                .contains("slo_watchdog_tick_lag_seconds{group=\"http\"} 4.0\n");
    }

    @Test
    void labelsOfARuleAreCopiedAndCannotOverrideOurs() {
        Map<String, String> labels =
                Map.of("slo", "forged", "team", "a", "app.kubernetes.io/name", "b", "__name__", "c", "1st", "d");
        String page = PageText.text(Boards.fresh()
                .measured(Boards.objective("mode", "== 0", labels, Lane.PROMETHEUS), Value.of(0), Verdict.PASS, 1)
                .board());
        assertThat(page.lines().filter(line -> line.startsWith("slo_watchdog_objective_info")))
                .containsExactly("slo_watchdog_objective_info{app_kubernetes_io_name=\"b\",group=\"intents\","
                        + "label_1st=\"d\",label___name__=\"c\",lanes=\"prometheus\",on_breach=\"stop\",severity=\"P0\","
                        + "slo=\"mode\",team=\"a\"} 1");
    }

    @Test
    void negativeDurationsDoNotMakeASumFall() {
        TimingHistograms timings = new TimingHistograms();
        timings.detected("a", Lane.BOT, Duration.ofSeconds(-5));
        assertThat(PageText.text(
                        PageText.page(() -> Boards.fresh().board(), timings, Vitals.NONE), MetricsPage.Format.TEXT))
                .contains("slo_watchdog_detection_seconds_count{lane=\"bot\",slo=\"a\"} 1\n")
                .contains("slo_watchdog_detection_seconds_sum{lane=\"bot\",slo=\"a\"} 0.0\n");
    }

    @Test
    void theBuildIsKnown() {
        assertThat(BuildInfo.read().version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(BuildInfo.read().revision()).isNotEmpty().doesNotContain("$");
    }

    @Test
    void onlyTheMetricsThatAreNamed() {
        MetricsPage page = PageText.page(MetricsPageTest::busy, new TimingHistograms(), Vitals.NONE);
        String some = PageText.text(
                page,
                MetricsPage.Format.TEXT,
                List.of("slo_watchdog_breaches_total", "slo_watchdog_ticks_missed_total", "slo_watchdog_no_such"));
        assertThat(some.lines().filter(line -> !line.startsWith("#")).map(line -> line.replaceAll("[{ ].*", "")))
                .containsOnly("slo_watchdog_breaches_total", "slo_watchdog_ticks_missed_total")
                .hasSize(6);
        assertThat(PageText.text(page, MetricsPage.Format.OPEN_METRICS, List.of("slo_watchdog_no_such")))
                .isEqualTo("# EOF\n");
    }

    /** What is held of a page does not grow with the number of objectives. */
    @Test
    void manyObjectivesAreWrittenInPieces() throws Exception {
        Boards many = Boards.fresh().group("intents", 3, Duration.ofMillis(12));
        for (int i = 0; i < 1_000; i++) {
            many.measured("duplicate_intents_" + i, "== 0", Value.of(0), Verdict.PASS, 12);
        }
        MetricsPage page = PageText.page(many::board, new TimingHistograms(), Vitals.NONE);
        List<byte[]> pieces = new ArrayList<>();
        page.pieces(MetricsPage.Format.TEXT, List.of()).forEachRemaining(pieces::add);
        String whole = PageText.text(page, MetricsPage.Format.TEXT);

        assertThat(pieces).hasSizeGreaterThan(50).allMatch(piece -> piece.length < 600 * 1024);
        assertThat(whole.lines().filter(line -> line.startsWith("slo_watchdog_unknown_total{")))
                .hasSize(10_000)
                .doesNotHaveDuplicates();
        assertThat(whole.lines().filter(line -> line.startsWith("#"))).doesNotHaveDuplicates();
        assertThat(Promtool.check(whole)).isEmpty();
        assertThat(PageText.text(page, MetricsPage.Format.OPEN_METRICS).lines().filter("# EOF"::equals))
                .hasSize(1);
    }

    /** Fifty thousand breaches at once must not make as many histograms. */
    @Test
    void onlySoManyObjectivesHaveAHistogramOfTheirOwn() {
        TimingHistograms timings = new TimingHistograms();
        for (int i = 0; i < TimingHistograms.MOST_DETECTIONS + 5; i++) {
            timings.detected("slo_" + i, Lane.BOT, Duration.ofSeconds(1));
        }
        timings.detected("slo_0", Lane.BOT, Duration.ofSeconds(1));
        String page = PageText.text(
                PageText.page(() -> Boards.fresh().board(), timings, Vitals.NONE), MetricsPage.Format.TEXT);
        assertThat(page)
                .contains("slo_watchdog_detection_seconds_count{lane=\"bot\",slo=\"(more)\"} 5\n")
                .contains("slo_watchdog_detection_seconds_count{lane=\"bot\",slo=\"slo_0\"} 2\n");
    }
}
