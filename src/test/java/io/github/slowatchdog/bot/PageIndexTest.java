package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of a page finds what looking through all of it would find. */
class PageIndexTest {

    private static final Labels UP = Labels.of(Labels.NAME, "up", "job", "bot");
    private static final List<KnownSeries> ALL = all();

    private static List<KnownSeries> all() {
        List<KnownSeries> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String metric = i % 3 == 0 ? "gauge" : "events_total";
            String status = i % 2 == 0 ? "200" : "500";
            all.add(new KnownSeries(
                    i % 7 == 0
                            ? Labels.of(Labels.NAME, metric, "part", "p" + i)
                            : Labels.of(Labels.NAME, metric, "part", "p" + i % 50, "status", status)));
        }
        return all;
    }

    /** A page that was read at this time, on which the values of all series are those of their places, and this more. */
    private static Page page(PageIndex before, List<KnownSeries> series, int at, double more) {
        for (int i = 0; i < series.size(); i++) {
            series.get(i).take(at, at, i + more);
        }
        return new Page(Needs.LEAST, before.of(series), series, UP, Instant.ofEpochMilli(at));
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
        Page page = page(PageIndex.EMPTY, ALL, 1, 0.5);
        List<String> matching = ALL.stream()
                .filter(series -> selector.matches(series.labels()))
                .map(series -> series.labels() + " " + (ALL.indexOf(series) + 0.5) + "@1970-01-01T00:00:00.001Z")
                .toList();

        assertThat(page.series(selector)).extracting(Series::toString).containsExactlyInAnyOrderElementsOf(matching);
        assertThat(page.series(selector)).as("asked again").hasSameSizeAs(matching);
    }

    @Test
    void pagesWithTheSameSeriesShareAnIndexAndNotTheirValues() {
        Selector selector = Selector.parse("gauge{part=\"p6\"}");
        Page first = page(PageIndex.EMPTY, ALL, 1, 0.5);
        String before = first.series(selector).toString();

        Page second = page(first.index(), ALL, 2, 1000);

        assertThat(second.index()).isSameAs(first.index());
        assertThat(second.series(selector).toString()).isNotEqualTo(before).contains("@1970-01-01T00:00:00.002Z");
        assertThat(first.series(selector)).hasToString(before);
    }

    @Test
    void anotherSeriesOrAnotherOrderIsAnotherIndex() {
        Selector selector = Selector.parse("{part=\"p6\"}");
        Page first = page(PageIndex.EMPTY, ALL, 1, 0);
        int all = first.series(selector).size();
        List<KnownSeries> more = new ArrayList<>(ALL);
        more.add(0, new KnownSeries(Labels.of(Labels.NAME, "born", "part", "p6")));
        List<KnownSeries> turned = new ArrayList<>(ALL);
        Collections.reverse(turned);

        Page born = page(first.index(), more, 2, 0);
        Page other = page(first.index(), turned, 3, 0);

        assertThat(born.series(selector)).hasSize(all + 1);
        assertThat(born.index()).isNotSameAs(first.index());
        assertThat(other.index()).isNotSameAs(first.index());
        assertThat(other.series(selector)).hasSize(all);
    }

    @Test
    void upIsNotThePagesToSay() {
        List<KnownSeries> series = List.of(new KnownSeries(Labels.of(Labels.NAME, "up", "job", "somebody")));
        Page page = page(PageIndex.EMPTY, series, 1, 0);

        assertThat(page.series(Selector.parse("up"))).extracting(Series::labels).containsExactly(UP);
        assertThat(page.named("up")).extracting(Series::labels).containsExactly(UP);
        assertThat(page.series(Selector.parse("up{job=\"somebody\"}"))).isEmpty();
    }
}
