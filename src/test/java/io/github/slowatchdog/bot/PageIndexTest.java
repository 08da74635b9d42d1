package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of a page finds what looking through all of it would find. */
class PageIndexTest {

    private static final List<Series> ALL = all();

    private final Page page = new Page(Needs.LEAST, ALL, Series.of(Labels.of(Labels.NAME, "up", "job", "bot"), 1, 1));

    private static List<Series> all() {
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String metric = i % 3 == 0 ? "gauge" : "events_total";
            String status = i % 2 == 0 ? "200" : "500";
            all.add(Series.of(
                    i % 7 == 0
                            ? Labels.of(Labels.NAME, metric, "part", "p" + i)
                            : Labels.of(Labels.NAME, metric, "part", "p" + i % 50, "status", status),
                    1,
                    i));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events_total",
                "events_total{part=\"p7\"}",
                "events_total{status=\"500\",part=\"p3\"}",
                "events_total{part=\"p3\",status=\"500\"}",
                "events_total{part=\"p3\",status!=\"500\"}",
                "events_total{part=\"p3\",status=~\"5..\"}",
                "events_total{part=~\"p1.*\"}",
                "events_total{status=\"\"}",
                "events_total{status=\"\",part=\"p7\"}",
                "events_total{part=\"p7\",part=\"p8\"}",
                "events_total{part=\"nowhere\"}",
                "events_total{nothing=\"1\"}",
                "nowhere{part=\"p1\"}",
                "{part=\"p6\"}",
                "{__name__=\"gauge\",part=\"p6\"}",
                "{__name__=~\"ga.*\",part=\"p6\"}"
            })
    void findsWhatMatches(String text) {
        Selector selector = Selector.parse(text);
        List<Series> matching =
                ALL.stream().filter(series -> selector.matches(series.labels())).toList();

        assertThat(page.series(selector)).containsExactlyInAnyOrderElementsOf(matching);
        assertThat(page.series(selector)).as("asked again").hasSameSizeAs(matching);
    }
}
