package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Targets;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Batches change what is asked, never what is found: over made-up bots, whose series rise, reset, are born and go, with troubles that come
 * and go, each objective is assessed the same whether it was asked for together with others or by itself.
 */
@Tag("heavy")
class BatchedVerdictsTest {

    private static final int BOTS = Integer.getInteger("batch.bots", 3);
    private static final int TICKS = 9;
    private static final int OBJECTIVES = 30;

    private static final List<NoData> NO_DATA = List.of(NoData.values());

    private final Vertx vertx = Vertx.vertx();
    private final StoreServer server = new StoreServer();

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
        server.close();
    }

    /** Series that grow by a sample a tick. */
    private static final class Bot {
        private final Random random;
        private final Map<Labels, Series.Builder> series = new HashMap<>();
        private final Map<Labels, Double> values = new HashMap<>();

        Bot(Random random) {
            this.random = random;
        }

        List<Series> scraped(Instant at) {
            add(at, Labels.of(Labels.NAME, "up", "job", "bot", "instance", "a"), 1);
            add(at, Labels.of(Labels.NAME, "process_start_time_seconds", "job", "bot", "instance", "a"), 1000);
            for (int i = 0; i < 12; i++) {
                Labels labels = Labels.of(
                        Labels.NAME,
                        "m" + i % 4,
                        "job",
                        "bot",
                        "instance",
                        "a",
                        "id",
                        "v." + i / 4,
                        "x",
                        i % 3 == 0 ? "" : "y");
                boolean there = values.containsKey(labels) ? random.nextInt(20) > 0 : random.nextInt(3) == 0;
                if (there) {
                    double before = values.getOrDefault(labels, 0.0);
                    double next = random.nextInt(10) == 0 ? random.nextInt(3) : before + random.nextInt(3);
                    values.put(labels, next);
                    add(at, labels, next);
                }
            }
            return series.values().stream().map(Series.Builder::build).toList();
        }

        private void add(Instant at, Labels labels, double value) {
            series.computeIfAbsent(labels, Series::of).add(at, value);
        }
    }

    private static Selector selector(Random random) {
        String name = "m" + random.nextInt(4);
        return Selector.parse(
                switch (random.nextInt(5)) {
                    case 0 -> name;
                    case 1 -> name + "{x=\"y\"}";
                    case 2 -> name + "{id=~\"v.[01]\"}";
                    case 3 -> "{__name__=~\"m[0-9]\",id=\"v." + random.nextInt(4) + "\"}";
                    default -> name + "{id=\"v." + random.nextInt(4) + "\"}";
                });
    }

    private static Objective objective(Random random, int i) {
        Optional<Duration> window =
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(random.nextInt(30) + 1L));
        Indicator indicator = switch (random.nextInt(5)) {
            case 0 -> new Indicator.Changes(selector(random), Optional.empty(), window);
            case 1 -> new Indicator.Gauge(selector(random));
            case 2 -> new Indicator.State(selector(random), "id");
            case 3 -> new Indicator.Ratio(selector(random), selector(random), Duration.ofSeconds(20), 1);
            default -> new Indicator.Count(selector(random), window);
        };
        return new Objective(
                "o" + i,
                "g",
                indicator,
                Expectation.parse(indicator instanceof Indicator.State ? "== v.0" : "< " + random.nextInt(8)),
                Consequence.STOP,
                List.of(Lane.PROMETHEUS),
                Duration.ofSeconds(random.nextInt(2) * 3L),
                Optional.empty(),
                NO_DATA.get(random.nextInt(NO_DATA.size())),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Consequence.WARN,
                Optional.empty(),
                false,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
    }

    /** One watchdog's view: what it has read, and what it makes of it. */
    private final class Side {
        private final PrometheusSource source;
        private final Targets targets = new Targets();
        private final List<LaneRecord> records = new ArrayList<>();
        private final Map<Integer, Instant> readUpTo = new HashMap<>();
        private final Instant began;

        Side(int batch, List<Objective> objectives, Instant began) {
            Settings.Prometheus standard = Lanes.settings(server.url());
            this.began = began;
            this.source = PrometheusSource.create(
                    vertx,
                    new Settings.Prometheus(
                            standard.url(),
                            standard.timeout(),
                            standard.maxResponse(),
                            standard.freshness(),
                            standard.maxSkew(),
                            Map.of(),
                            batch,
                            standard.client()),
                    new Lanes.Requests());
            objectives.forEach(one -> records.add(new LaneRecord(one, Lane.PROMETHEUS, began)));
        }

        List<String> tick(Instant now, List<Objective> objectives) {
            Promise<MetricSource.Context> context = Promise.promise();
            Promise<List<Measurement>> read = Promise.promise();
            vertx.runOnContext(ignored -> {
                MetricSource.Round round = source.begin(now);
                List<Future<Measurement>> answers = new ArrayList<>();
                for (int i = 0; i < objectives.size(); i++) {
                    answers.add(
                            round.read(objectives.get(i).indicator(), readUpTo.getOrDefault(i, began.minusSeconds(5))));
                }
                round.context(began).onComplete(context);
                Future.all(answers)
                        .map(done -> answers.stream().map(Future::result).toList())
                        .onComplete(read);
            });
            MetricSource.Context.Read known = (MetricSource.Context.Read) Awaited.result(context.future());
            targets.take(known.ups(), known.starts());
            List<Measurement> answers = Awaited.result(read.future());
            List<String> assessed = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (!(answers.get(i) instanceof Measurement.Failure)) {
                    readUpTo.put(i, now);
                }
                Assessment assessment =
                        records.get(i).take(answers.get(i), targets, Scope.since(began), Optional.empty());
                assessed.add(told(objectives.get(i), assessment) + " "
                        + records.get(i).track());
            }
            return assessed;
        }
    }

    /** All but the words of a failure, which may tell how long ago something was. */
    private static String told(Objective objective, Assessment assessment) {
        return String.join(
                " ",
                objective.name(),
                objective.indicator().query(),
                assessment.outcome().toString(),
                assessment.reason().map(Object::toString).orElse(assessment.why()),
                assessment.worst().toString(),
                assessment.newest().toString(),
                String.valueOf(assessment.events()),
                assessment.samples().toString());
    }

    @Test
    void eachIsAssessedAsIfItHadBeenAskedForByItself() {
        int questions = 0;
        int batched = 0;
        for (int seed = 0; seed < BOTS; seed++) {
            Random random = new Random(seed);
            Bot bot = new Bot(random);
            List<Objective> objectives = new ArrayList<>();
            for (int i = 0; i < OBJECTIVES; i++) {
                objectives.add(objective(random, i));
            }
            Instant first = Instant.now().minusSeconds(TICKS + 5L);
            Side together = new Side(2 + random.nextInt(99), objectives, first.plusSeconds(2));
            Side apart = new Side(1, objectives, first.plusSeconds(2));
            for (int tick = 0; tick < TICKS; tick++) {
                server.know(bot.scraped(first.plusSeconds(tick)));
                server.trouble(trouble(random));
                Instant now = first.plusSeconds(tick).plusMillis(20);
                server.queries();
                List<String> expected = apart.tick(now, objectives);
                questions += server.queries().size();
                List<String> found = together.tick(now, objectives);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i)).as("seed %s, tick %s", seed, tick).isEqualTo(expected.get(i));
                }
                batched += server.queries().size();
            }
        }
        assertThat(batched).isLessThan(questions);
    }

    private static Map<String, StoreServer.Trouble> trouble(Random random) {
        List<StoreServer.Trouble> kinds = new ArrayList<>(EnumSet.complementOf(EnumSet.of(StoreServer.Trouble.HANG)));
        return random.nextInt(3) > 0
                ? Map.of()
                : Map.of("m" + random.nextInt(4), kinds.get(random.nextInt(kinds.size())));
    }
}
