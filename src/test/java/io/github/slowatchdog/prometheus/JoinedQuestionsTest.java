package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many objectives, few questions; and what is wrong with one is wrong with that one only. */
class JoinedQuestionsTest {

    private static final int MANY = 40;

    private final Vertx vertx = Vertx.vertx();
    private final StoreServer server = new StoreServer();
    private final Instant now = Instant.now();

    @BeforeEach
    void know() {
        server.know(IntStream.range(0, MANY)
                .mapToObj(i -> Series.of(Labels.of(Labels.NAME, name(i), "job", "bot", "replica", "r" + i % 2))
                        .add(now.minusSeconds(2), i)
                        .add(now.minusSeconds(1), i + 1)
                        .build())
                .toList());
    }

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
        server.close();
    }

    private static String name(int i) {
        return "m" + i + "_total";
    }

    private PrometheusSource source(Duration timeout, long maxResponse) {
        return PrometheusSource.create(vertx, Lanes.settings(server.url(), timeout, maxResponse), new Lanes.Requests());
    }

    private PrometheusSource source() {
        return source(Duration.ofSeconds(5), 1 << 20);
    }

    private static Indicator count(String selector) {
        return new Indicator.Count(Selector.parse(selector), Optional.empty());
    }

    private static List<Indicator> all() {
        return IntStream.range(0, MANY).mapToObj(i -> count(name(i))).toList();
    }

    /** One round that asks all at once, as a group does. */
    private List<Measurement> read(PrometheusSource source, List<Indicator> indicators) {
        Promise<List<Measurement>> read = Promise.promise();
        vertx.runOnContext(ignored -> {
            MetricSource.Round round = source.begin(now);
            List<Future<Measurement>> answers = new ArrayList<>();
            indicators.forEach(indicator -> answers.add(round.read(indicator, now.minusSeconds(1))));
            Future.all(answers)
                    .map(done -> answers.stream().map(Future::result).toList())
                    .onComplete(read);
        });
        return Awaited.result(read.future());
    }

    private static Optional<Reason> reason(Measurement measurement) {
        return measurement instanceof Measurement.Failure failure ? Optional.of(failure.reason()) : Optional.empty();
    }

    private static void assertWhole(List<Measurement> read, int... but) {
        for (int i = 0; i < MANY; i++) {
            int index = i;
            if (IntStream.of(but).noneMatch(one -> one == index)) {
                Measurement.Samples samples = (Measurement.Samples) read.get(i);
                assertThat(samples.partial()).isEmpty();
                assertThat(samples.bySelector().get(0)).hasSize(1);
                assertThat(samples.bySelector().get(0).get(0).labels().get(Labels.NAME))
                        .isEqualTo(name(i));
                assertThat(samples.bySelector().get(0).get(0).value(1)).isEqualTo(i + 1.0);
            }
        }
    }

    @Test
    void manyObjectivesAreOneQuestion() {
        assertWhole(read(source(), all()));
        assertThat(server.queries()).hasSize(1).first().asString().startsWith("{__name__=~\"m0_total|m");
    }

    @Test
    void bothSelectorsOfARatioAreOneQuestion() {
        Indicator ratio = new Indicator.Ratio(
                Selector.parse("m1_total{replica=~\"r0\"}"), Selector.parse("m1_total"), Duration.ofMinutes(5), 1);

        Measurement.Samples samples =
                (Measurement.Samples) read(source(), List.of(ratio)).get(0);

        assertThat(samples.bySelector().get(0)).isEmpty();
        assertThat(samples.bySelector().get(1)).hasSize(1);
        assertThat(server.queries()).hasSize(1);
    }

    @Test
    void roundsThatBeginTogetherShareQuestions() {
        PrometheusSource source = source();
        Promise<Void> read = Promise.promise();
        vertx.runOnContext(ignored -> Future.all(
                        source.begin(now).read(count(name(1)), now),
                        source.begin(now).read(count(name(2)), now),
                        source.begin(now).context(now),
                        source.begin(now).context(now))
                .<Void>mapEmpty()
                .onComplete(read));
        Awaited.result(read.future());

        assertThat(server.queries()).hasSize(2);
    }

    /** What is seen in it must be in the others' answers, too. */
    @Test
    void theContextIsAnsweredBeforeTheRestIsAsked() {
        PrometheusSource source = source();
        Promise<Void> read = Promise.promise();
        vertx.runOnContext(ignored -> {
            MetricSource.Round round = source.begin(now);
            Future<Measurement> data = round.read(count(name(1)), now);
            Future.all(data, round.context(now)).<Void>mapEmpty().onComplete(read);
        });
        Awaited.result(read.future());

        assertThat(server.queries())
                .containsExactly("{__name__=~\"up|process_start_time_seconds\",job=\"bot\"}[97s]", "m1_total[97s]");
    }

    @Test
    void aContextThatHangsKeepsNothingFromBeingAsked() {
        server.know(List.of(
                Series.of(Labels.of(Labels.NAME, "up", "job", "bot"))
                        .add(now, 1)
                        .build(),
                Series.of(Labels.of(Labels.NAME, name(1))).add(now, 1).build()));
        server.trouble(Map.of("up", StoreServer.Trouble.HANG));
        PrometheusSource source = source();
        Promise<Measurement> read = Promise.promise();
        vertx.runOnContext(ignored -> {
            MetricSource.Round round = source.begin(now);
            round.read(count(name(1)), now).onComplete(read);
            Future<MetricSource.Context> unused = round.context(now);
        });

        assertThat(Awaited.result(read.future())).isInstanceOf(Measurement.Samples.class);
    }

    @Test
    void oneThatHasMoreToReadDoesNotMakeAllAnswersLong() {
        PrometheusSource source = source();
        Promise<Void> read = Promise.promise();
        vertx.runOnContext(ignored -> {
            MetricSource.Round round = source.begin(now);
            Future.all(
                            round.read(count(name(1)), now.minusSeconds(1)),
                            round.read(count(name(2)), now.minusSeconds(10)),
                            round.read(count(name(3)), now.minusSeconds(600)),
                            round.read(count(name(4)), now.minusSeconds(3600)),
                            round.read(count(name(5)), now.minusSeconds(3600)))
                    .<Void>mapEmpty()
                    .onComplete(read);
        });
        Awaited.result(read.future());

        assertThat(server.queries())
                .containsExactlyInAnyOrder(
                        "{__name__=~\"m1_total|m2_total\"}[107s]",
                        "m3_total[697s]",
                        "m4_total[3697s]",
                        "m5_total[3697s]");
    }

    @Test
    void withBatchesOfOneEachIsAskedByItself() {
        Settings.Prometheus standard = Lanes.settings(server.url());
        PrometheusSource source = PrometheusSource.create(
                vertx,
                new Settings.Prometheus(
                        standard.url(),
                        standard.timeout(),
                        standard.maxResponse(),
                        standard.freshness(),
                        standard.maxSkew(),
                        Map.of(),
                        1,
                        standard.client()),
                new Lanes.Requests());

        assertWhole(read(source, all()));
        assertThat(server.queries()).hasSize(MANY);
    }

    private void assertOnlyTheSeventeenthFails(StoreServer.Trouble trouble, Reason reason) {
        server.trouble(Map.of(name(17), trouble));
        PrometheusSource source = source();

        List<Measurement> first = read(source, all());

        assertWhole(first, 17);
        assertThat(reason(first.get(17))).contains(reason);
        assertThat(server.queries()).hasSizeLessThan(16);
        assertWhole(read(source, all()), 17);
        assertThat(server.queries()).as("it is known by now").hasSize(2);
        server.trouble(Map.of());
        assertWhole(read(source, all()));
        server.queries();
        assertWhole(read(source, all()));
        assertThat(server.queries()).as("it may go with the others again").hasSizeLessThan(10);
    }

    @Test
    void oneThatIsRefusedFailsAlone() {
        assertOnlyTheSeventeenthFails(StoreServer.Trouble.REFUSED, Reason.ERROR);
    }

    @Test
    void oneWithHistogramsFailsAlone() {
        assertOnlyTheSeventeenthFails(StoreServer.Trouble.HISTOGRAM, Reason.MALFORMED);
    }

    @Test
    void oneWithASampleInTheFutureFailsAlone() {
        assertOnlyTheSeventeenthFails(StoreServer.Trouble.FUTURE, Reason.SKEW);
    }

    /** P27. */
    @Test
    void oneThatIsPartialIsPartialAlone() {
        server.trouble(Map.of(name(17), StoreServer.Trouble.PARTIAL));
        PrometheusSource source = source();

        List<Measurement> first = read(source, all());

        assertWhole(first, 17);
        assertThat(((Measurement.Samples) first.get(17)).partial()).isPresent();
        server.queries();
        assertWhole(read(source, all()), 17);
        assertThat(server.queries()).hasSize(2);
    }

    @Test
    void oneThatHangsTakesTheOthersAlongOnce() {
        server.trouble(Map.of(name(17), StoreServer.Trouble.HANG));
        PrometheusSource source = source(Duration.ofMillis(700), 1 << 20);
        List<Indicator> more = new ArrayList<>(all());
        more.add(count("other_total{job=\"bot\"}"));

        List<Measurement> first = read(source, more);

        assertThat(first.subList(0, MANY))
                .allSatisfy(one -> assertThat(reason(one)).contains(Reason.TIMEOUT));
        assertThat(first.get(MANY)).isInstanceOf(Measurement.Samples.class);
        List<Measurement> second = read(source, more);
        assertWhole(second, 17);
        assertThat(reason(second.get(17))).contains(Reason.TIMEOUT);
        server.queries();
        assertWhole(read(source, more), 17);
        assertThat(server.queries()).as("it is known by now").hasSize(3);
    }

    @Test
    void aServerThatHangsIsNoReasonToAskEachByItself() {
        Map<String, StoreServer.Trouble> all = new HashMap<>();
        IntStream.range(0, MANY).forEach(i -> all.put(name(i), StoreServer.Trouble.HANG));
        server.trouble(all);
        PrometheusSource source = source(Duration.ofMillis(500), 1 << 20);

        read(source, all());
        read(source, all());

        assertThat(server.queries()).isNotEmpty().allMatch(query -> query.contains("|"));
    }

    @Test
    void togetherTooLargeTheyAreAskedForInParts() {
        PrometheusSource source = source(Duration.ofSeconds(5), 2_000);

        assertWhole(read(source, all()));
        int first = server.queries().size();
        assertWhole(read(source, all()));

        assertThat(first).isBetween(4, MANY / 2);
        assertThat(server.queries()).as("what is too large is known by now").hasSizeLessThan(first);
    }

    @Test
    void aStoreThatHidesALabelIsAskedForEach() {
        server.show(labels -> labels.without("replica"));
        List<Indicator> replicas = List.of(count("m0_total{replica=\"r0\"}"), count("m0_total{replica=\"r1\"}"));
        PrometheusSource source = source();

        List<Measurement> read = read(source, replicas);

        assertThat(((Measurement.Samples) read.get(0)).bySelector().get(0)).hasSize(1);
        assertThat(((Measurement.Samples) read.get(1)).bySelector().get(0)).isEmpty();
    }

    @Test
    void aServerThatLetsNobodyInIsNotAskedForEach() {
        server.status(429);
        PrometheusSource source = source();

        assertThat(read(source, all()))
                .allSatisfy(one -> assertThat(reason(one)).contains(Reason.ERROR));
        assertThat(server.queries()).hasSize(1);
    }
}
