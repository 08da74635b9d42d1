package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConcurrentScrapeTest {

    private static Board board(int generation) {
        Boards boards = Boards.fresh();
        for (int i = 0; i < 5; i++) {
            boards.measured("g" + generation + "_" + i, "== 0", Value.of(generation), Verdict.PASS, generation);
        }
        return boards.board();
    }

    /** Each scrape shows one board whole, never a mixture, while boards change and durations are counted. */
    @Test
    void everyScrapeShowsOneBoard() throws Exception {
        AtomicReference<Board> current = new AtomicReference<>(board(0));
        TimingHistograms timings = new TimingHistograms();
        MetricsPage page = PageText.page(current::get, timings, Vitals.NONE);
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<Long> counter = threads.submit(() -> {
                long count = 0;
                for (int i = 1; !ended.get(); i++, count++) {
                    current.set(board(i % 50));
                    timings.sourceRequest(Lane.PROMETHEUS, Duration.ofMillis(1));
                }
                return count;
            });
            List<Future<?>> scrapers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                scrapers.add(threads.submit(() -> scrape(page, 40)));
            }
            for (Future<?> scraper : scrapers) {
                scraper.get(60, TimeUnit.SECONDS);
            }
            ended.set(true);
            long counted = counter.get(10, TimeUnit.SECONDS);
            assertThat(PageText.text(page, MetricsPage.Format.TEXT))
                    .contains("slo_watchdog_source_request_seconds_count{lane=\"prometheus\"} " + counted + "\n");
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }

    private static void scrape(MetricsPage page, int times) {
        for (int i = 0; i < times; i++) {
            List<String> values = PageText.text(page, MetricsPage.Format.TEXT)
                    .lines()
                    .filter(line -> line.startsWith("slo_watchdog_value{"))
                    .map(line -> line.replaceAll(".*slo=\"g(\\d+)_\\d\"} (\\d+)\\.0", "$1=$2"))
                    .distinct()
                    .toList();
            assertThat(values).hasSize(1).allMatch(value -> value.matches("(\\d+)=\\1"));
        }
    }
}
