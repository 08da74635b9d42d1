package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the lane does on any server with the HTTP API of Prometheus; a subclass for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PrometheusSourceContract {

    private static final int SAMPLES = 120;

    private final Vertx vertx = Vertx.vertx();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(SAMPLES).plusMillis(345);

    /** What to undo, also where the server could not be had. */
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private PrometheusSource source;

    /** A server that knows this history. */
    abstract MetricStore start(Path directory, History history);

    /** The extra query parameters that a user of this server is told to give. */
    Map<String, String> params() {
        return Map.of();
    }

    @BeforeAll
    void startAll(@TempDir Path directory) {
        String[] counts =
                IntStream.range(0, SAMPLES).mapToObj(Integer::toString).toArray(String[]::new);
        String[] ones = IntStream.range(0, SAMPLES).mapToObj(i -> "1").toArray(String[]::new);
        History history = new History()
                .add("events_total{job=\"bot\",instance=\"a\",kind=\"x\"}", first, 1000, counts)
                .add("events_total{job=\"bot\",instance=\"b\",kind=\"x\"}", first, 1000, ones)
                .add("level{job=\"bot\",instance=\"a\"}", at(90), 1000, "1e-05", "-3.5", "+Inf", "7")
                .add("born_total{job=\"bot\",instance=\"a\"}", at(SAMPLES - 3), 1000, "1")
                .add("up{job=\"bot\",instance=\"a\"}", first, 1000, ones)
                .add("up{job=\"other\",instance=\"c\"}", first, 1000, ones)
                .add("process_start_time_seconds{job=\"bot\",instance=\"a\"}", first, 1000, ones);
        OddLabels.add(history, at(SAMPLES - 3));
        undo.push(() -> Awaited.result(vertx.close()));
        MetricStore store = start(directory, history);
        undo.push(store::close);
        source = PrometheusSource.create(
                vertx, Lanes.settings(store.url(), Settings.HttpClient.PLAIN, params()), new Lanes.Requests());
        undo.push(() -> Awaited.result(source.close()));
    }

    @AfterAll
    void stopAll() {
        undo.forEach(Runnable::run);
    }

    private Instant at(int sample) {
        return first.plusSeconds(sample);
    }

    private MetricSource.Round round() {
        return source.begin(Instant.now());
    }

    private List<Series> samples(String selector, Instant since) {
        Indicator count = new Indicator.Count(Selector.parse(selector), Optional.empty());
        Measurement got = Awaited.result(round().read(count, since));
        assertThat(got).isInstanceOfSatisfying(Measurement.Samples.class, samples -> {
            assertThat(samples.bySelector()).hasSize(1);
            assertThat(samples.partial()).isEmpty();
        });
        return ((Measurement.Samples) got).bySelector().get(0);
    }

    private Measurement expr(String promql) {
        return Awaited.result(round().read(new Indicator.Expr(promql), Instant.now()));
    }

    @Test
    void rawSamplesComeWithTheirOwnTimesAndLabels() {
        List<Series> got = samples("events_total{kind=\"x\",instance=\"a\"}", at(0).minusSeconds(1));

        assertThat(got).hasSize(1);
        Series series = got.get(0);
        assertThat(series.labels())
                .isEqualTo(Labels.of("__name__", "events_total", "job", "bot", "instance", "a", "kind", "x"));
        assertThat(series.size()).isEqualTo(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(series.at(i)).isEqualTo(at(i));
            assertThat(series.value(i)).isEqualTo(i);
        }
    }

    @Test
    void theHistoryOfRawSamplesIsWhatCouldBeSeenAtEachMoment() {
        Indicator count = new Indicator.Count(Selector.parse("events_total{instance=\"a\"}"), Optional.empty());
        Instant now = Instant.now();
        Grid grid = new Grid(at(60), now, Duration.ofSeconds(10));

        List<Measurement> slices = Awaited.result(source.begin(now).history(count, grid));

        assertThat(slices)
                .extracting(Measurement::at)
                .startsWith(at(70), at(80))
                .endsWith(now);
        for (int i = 0; i < 5; i++) {
            Measurement.Samples slice = (Measurement.Samples) slices.get(i);
            Series series = slice.bySelector().get(0).get(0);
            assertThat(series.newest()).isEqualTo(at(70 + 10 * i));
            assertThat(series.at(0)).isBeforeOrEqualTo(at(60 + 10 * i));
        }
        Grid owing = new Grid(at(30), at(60), now, Duration.ofSeconds(10));
        Measurement.Samples first = (Measurement.Samples)
                Awaited.result(source.begin(now).history(count, owing)).get(0);
        assertThat(first.bySelector().get(0).get(0).at(0)).isBeforeOrEqualTo(at(30));
    }

    @Test
    void theHistoryOfAnExpressionIsReadByARangeQuery() {
        Instant now = Instant.now();
        Grid grid = new Grid(at(60), now, Duration.ofSeconds(10));

        List<Measurement> values = Awaited.result(
                source.begin(now).history(new Indicator.Expr("sum(events_total{instance=\"a\"}) * 2"), grid));

        assertThat(values).hasSizeGreaterThan(5).allMatch(Measurement.Vector.class::isInstance);
        for (int i = 0; i < 5; i++) {
            Measurement.Vector vector = (Measurement.Vector) values.get(i);
            assertThat(vector.elements())
                    .containsExactly(new Measurement.Element(Labels.NONE, at(70 + 10 * i), 2 * (70 + 10 * i)));
        }
        assertThat(values.get(values.size() - 1).at()).isEqualTo(now);
    }

    @Test
    void whatIsTooLongAgoIsLostForGood() {
        Instant now = Instant.now();
        Grid grid = new Grid(now.minus(Duration.ofHours(9)), now, Duration.ofSeconds(10));

        List<Measurement> values = Awaited.result(source.begin(now).history(new Indicator.Expr("vector(1)"), grid));

        assertThat(values.get(0)).isInstanceOfSatisfying(Measurement.Failure.class, lost -> {
            assertThat(lost.at()).isEqualTo(grid.moment(1));
            assertThat(lost.reason()).isEqualTo(Reason.UNAVAILABLE);
        });
        assertThat(values.subList(1, values.size()))
                .hasSizeBetween(1_000, Grid.MOST + 1)
                .allMatch(Measurement.Vector.class::isInstance);
    }

    @Test
    void aReadGoesBackToWhatWasReadAndAnOverlapFurtherButNotToTheBeginning() {
        Awaited.result(round().context(at(0)));

        Series series = samples("events_total{instance=\"a\"}", at(90)).get(0);

        assertThat(series.at(0)).isBeforeOrEqualTo(at(90)).isAfter(at(60));
        assertThat(series.newest()).isEqualTo(at(SAMPLES - 1));
    }

    @Test
    void everythingAlreadyReadStillGivesTheOverlap() {
        Series series = samples("events_total{instance=\"a\"}", Instant.now()).get(0);

        assertThat(series.newest()).isEqualTo(at(SAMPLES - 1));
    }

    @Test
    void aCounterBornAtOneIsThere() {
        List<Series> got = samples("born_total", at(0));

        assertThat(got).hasSize(1);
        assertThat(got.get(0).value(0)).isEqualTo(1);
    }

    @Test
    void gaugesKeepEverySampleAndSpecialValues() {
        Series level = samples("level", at(0)).get(0);

        assertThat(IntStream.range(0, level.size()).mapToObj(level::value))
                .containsExactly(1e-5, -3.5, Double.POSITIVE_INFINITY, 7.0);
    }

    @Test
    void nothingIsAnEmptyListAndNotAFailure() {
        assertThat(samples("never_heard_of", at(0))).isEmpty();
        assertThat(expr("never_heard_of"))
                .isInstanceOfSatisfying(
                        Measurement.Vector.class,
                        vector -> assertThat(vector.elements()).isEmpty());
    }

    @Test
    void askedForTogetherEachGetsWhatItGetsAlone() {
        List<String> selectors = OddLabels.selectors();
        Promise<List<Measurement>> together = Promise.promise();
        vertx.runOnContext(ignored -> {
            MetricSource.Round round = round();
            List<Future<Measurement>> all = selectors.stream()
                    .map(selector -> round.read(
                            new Indicator.Count(Selector.parse(selector), Optional.empty()), at(SAMPLES - 10)))
                    .toList();
            Future.all(all)
                    .map(done -> all.stream().map(Future::result).toList())
                    .onComplete(together);
        });
        List<Measurement> answers = Awaited.result(together.future());

        for (int i = 0; i < selectors.size(); i++) {
            List<Series> got =
                    ((Measurement.Samples) answers.get(i)).bySelector().get(0);
            assertThat(got)
                    .as(selectors.get(i))
                    .extracting(Series::toString)
                    .containsExactlyInAnyOrderElementsOf(samples(selectors.get(i), at(SAMPLES - 10)).stream()
                            .map(Series::toString)
                            .toList());
            assertThat(got.isEmpty()).isEqualTo(selectors.get(i).equals("never_heard_of"));
        }
    }

    @Test
    void aRatioReadsBothItsSelectors() {
        Indicator ratio = new Indicator.Ratio(
                Selector.parse("never_heard_of"), Selector.parse("events_total"), Duration.ofMinutes(1), 1);

        assertThat(Awaited.result(round().read(ratio, at(0))))
                .isInstanceOfSatisfying(Measurement.Samples.class, samples -> {
                    assertThat(samples.bySelector()).hasSize(2);
                    assertThat(samples.bySelector().get(0)).isEmpty();
                    assertThat(samples.bySelector().get(1)).hasSize(2);
                });
    }

    @Test
    void anExpressionGivesEveryElementAtTheServersNow() {
        assertThat(expr("max_over_time(events_total[10m])"))
                .isInstanceOfSatisfying(Measurement.Vector.class, vector -> {
                    assertThat(vector.elements())
                            .extracting(element -> element.labels().get("instance"))
                            .containsExactlyInAnyOrder("a", "b");
                    assertThat(vector.elements())
                            .extracting(Measurement.Element::value)
                            .containsExactlyInAnyOrder(119.0, 1.0);
                    assertThat(vector.elements())
                            .allSatisfy(element ->
                                    assertThat(element.at()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS)));
                });
    }

    @Test
    void aRemarkAboutTheMetricsNameDoesNotMakeTheAnswerPartial() {
        assertThat(expr("rate(level[10m])"))
                .isInstanceOfSatisfying(
                        Measurement.Vector.class,
                        vector -> assertThat(vector.partial()).isEmpty());
    }

    @Test
    void aScalarIsOneElementWithoutLabels() {
        assertThat(expr("scalar(vector(4)) / 2")).isInstanceOfSatisfying(Measurement.Vector.class, vector -> {
            assertThat(vector.elements()).hasSize(1);
            assertThat(vector.elements().get(0).labels()).isEqualTo(Labels.NONE);
            assertThat(vector.elements().get(0).value()).isEqualTo(2);
        });
    }

    @Test
    void aNumberThatIsNoneIsNeverAValue() {
        // VictoriaMetrics leaves such elements out, Prometheus says NaN
        assertThat(expr("vector(0) / vector(0)"))
                .isInstanceOfSatisfying(
                        Measurement.Vector.class,
                        vector -> assertThat(vector.elements())
                                .allSatisfy(
                                        element -> assertThat(element.value()).isNaN()));
    }

    @Test
    void anExpressionThatReturnsSamplesIsRefusedWithAWayOut() {
        assertThat(expr("events_total[1m]")).isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(failure.detail()).contains("max_over_time");
        });
    }

    @Test
    void anExpressionThatIsWrongIsAnErrorInTheServersWords() {
        assertThat(expr("sum(")).isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.ERROR);
            assertThat(failure.detail()).containsIgnoringCase("pars").doesNotContain("\n");
        });
        assertThat(source.isUp()).isTrue();
    }

    @Test
    void theContextIsTheUpAndStartSeriesOfTheBotOnly() {
        assertThat(Awaited.result(round().context(at(0))))
                .isInstanceOfSatisfying(MetricSource.Context.Read.class, read -> {
                    assertThat(read.ups()).hasSize(1);
                    assertThat(read.ups().get(0).labels().get("job")).isEqualTo("bot");
                    assertThat(read.ups().get(0).size()).isGreaterThanOrEqualTo(SAMPLES - 1);
                    assertThat(read.starts()).hasSize(1);
                    assertThat(read.starts().get(0).labels().get("__name__")).isEqualTo("process_start_time_seconds");
                });
    }

    @Test
    void theClocksOfOneMachineAgree() {
        expr("1");

        assertThat(source.skew())
                .hasValueSatisfying(skew -> assertThat(skew.abs()).isLessThan(Duration.ofSeconds(1)));
        assertThat(source.lane()).isEqualTo(Lane.PROMETHEUS);
    }
}
