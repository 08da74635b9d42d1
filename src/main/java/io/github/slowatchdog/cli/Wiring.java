package io.github.slowatchdog.cli;

import io.github.slowatchdog.bot.BotSource;
import io.github.slowatchdog.bot.EmergencyStop;
import io.github.slowatchdog.bot.HttpProbe;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Api;
import io.github.slowatchdog.http.ApiServer;
import io.github.slowatchdog.http.Health;
import io.github.slowatchdog.http.Reloading;
import io.github.slowatchdog.log.LineLog;
import io.github.slowatchdog.metrics.About;
import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.metrics.MetricsPage;
import io.github.slowatchdog.metrics.TimingHistograms;
import io.github.slowatchdog.metrics.Vitals;
import io.github.slowatchdog.page.PageSetup;
import io.github.slowatchdog.page.Recent;
import io.github.slowatchdog.prometheus.PrometheusSource;
import io.github.slowatchdog.redis.RedisKillSwitch;
import io.github.slowatchdog.redis.RedisLease;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Confirmation;
import io.github.slowatchdog.watch.Journal;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Watchdog;
import io.github.slowatchdog.watch.WatchdogSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Builds everything that {@code run} needs and joins it: the one place that knows every package. */
public final class Wiring implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    /** As much as prometheus.max_skew allows where nothing is said. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Chronicle chronicle;
    private final Reloader reloader;
    private final Announcing announcing;
    private final ApiServer server;

    private Wiring(Vertx vertx, Chronicle chronicle, Reloader reloader, Announcing announcing, ApiServer server) {
        this.vertx = vertx;
        this.chronicle = chronicle;
        this.reloader = reloader;
        this.announcing = announcing;
        this.server = server;
    }

    /**
     * Starts to watch and to serve. The watch begins before the page: nothing that shows may hold up what decides.
     *
     * @throws io.github.slowatchdog.http.ListenException if the address to serve on cannot be had; nothing runs then
     * @throws UncheckedIOException if another process writes the journal; nothing runs then
     */
    public static Wiring start(Settings settings) {
        return start(settings, Optional.empty(), () -> new Loaded.Ok(settings), "");
    }

    /**
     * The same for a phase of which it was decided how it begins.
     *
     * @param source reads the configuration again, for a reload
     * @param options by which a command finds this configuration, as a person types them
     */
    static Wiring start(Settings settings, Optional<Beginning> beginning, Supplier<Loaded> source, String options) {
        return start(Groundwork.begin().vertx(), settings, beginning, source, options);
    }

    /** The same on this Vert.x, which ends with it. */
    static Wiring start(
            Vertx vertx, Settings settings, Optional<Beginning> beginning, Supplier<Loaded> source, String options) {
        Recent recent = Recall.of(settings.journal(), Instant.now());
        Chronicle chronicle = open(vertx, settings, recent);
        chronicle.begin(settings);
        beginning.ifPresent(chronicle::begin);
        TimingHistograms timings = new TimingHistograms();
        PhaseBook phases =
                new PhaseBook(beginning.map(one -> one.rollout().results()).orElse(PhaseResults.NONE));
        Announcing announcing = new Announcing(vertx);
        Journal journal = chronicle.journal().and(phases).and(announcing.journal());
        WatchdogSetup plain = setup(settings, vertx, timings, journal);
        WatchdogSetup setup = beginning.map(Beginning::start).map(plain::on).orElse(plain);
        Watchdog watchdog = Watchdog.start(vertx, setup, chronicle.left(), chronicle::keep);
        Reloader reloader = new Reloader(
                vertx,
                source,
                next -> setup(next, vertx, timings, journal),
                chronicle,
                new InForce(settings, setup, watchdog, true, Instant.now()));
        try {
            ApiServer server = serve(
                    settings,
                    reloader,
                    timings,
                    () -> vitals(reloader, chronicle, announcing),
                    phases,
                    new PageSetup(recent, options));
            announcing.begin(server.port(), reloader::inForce);
            return new Wiring(vertx, chronicle, reloader, announcing, server);
        } catch (RuntimeException e) {
            chronicle.shutdown();
            announcing.close();
            reloader.close();
            end(watchdog.stop().transform(ignored -> vertx.close()));
            chronicle.close();
            throw e;
        }
    }

    private static Chronicle open(Vertx vertx, Settings settings, Recent recent) {
        try {
            return Chronicle.open(settings, InstantSource.system(), recent);
        } catch (UncheckedIOException e) {
            vertx.close();
            throw e;
        }
    }

    private static WatchdogSetup setup(Settings settings, Vertx vertx, TimingHistograms timings, Journal journal) {
        MetricSource prometheus = PrometheusSource.create(vertx, settings.prometheus(), timings);
        MetricSource probe = HttpProbe.create(vertx, timings);
        Optional<MetricSource> bot = settings.bot().map(at -> bot(at, settings.prometheus(), vertx, timings));
        Settings.Stop stop = settings.stop();
        return new WatchdogSetup(
                settings.name(),
                settings.phase().name(),
                settings.phase().soak(),
                settings.groups().stream()
                        .map(group -> new WatchdogSetup.Group(group.name(), group.interval(), group.objectives()))
                        .toList(),
                Stream.concat(Stream.of(prometheus, probe), bot.stream()).toList(),
                settings.prometheus().freshness().map(Settings.Freshness::maxAge),
                new WatchdogSetup.Stopping(
                        stop.enforced(),
                        RedisKillSwitch.open(settings.name(), stop.redis()),
                        stop.http().map(http -> EmergencyStop.create(vertx, http)),
                        stop.confirm().map(confirm -> confirmation(confirm, bot.orElse(prometheus), probe)),
                        stop.lease().map(lease -> RedisLease.open(settings.name(), stop.redis(), lease))),
                journal,
                timings,
                InstantSource.system());
    }

    /** The bot lane, with the labels by which the store knows the bot, so that one selector works on both lanes. */
    private static MetricSource bot(
            Settings.Bot bot, Settings.Prometheus prometheus, Vertx vertx, TimingHistograms timings) {
        Map<String, String> target = prometheus
                .freshness()
                .map(freshness -> freshness.selector().equalities())
                .orElse(Map.of());
        return BotSource.create(vertx, bot, target, prometheus.maxSkew(), timings);
    }

    /** The lanes that a plan can be read on: of those addresses that are known, and a probe always. */
    static Map<Lane, MetricSource> lanes(
            Vertx vertx, Optional<Settings.Prometheus> prometheus, Optional<Settings.Bot> bot) {
        TimingHistograms unseen = new TimingHistograms();
        Map<Lane, MetricSource> lanes = new EnumMap<>(Lane.class);
        lanes.put(Lane.DIRECT, HttpProbe.create(vertx, unseen));
        prometheus.ifPresent(at -> lanes.put(Lane.PROMETHEUS, PrometheusSource.create(vertx, at, unseen)));
        bot.ifPresent(at -> lanes.put(
                Lane.BOT,
                prometheus
                        .map(store -> bot(at, store, vertx, unseen))
                        .orElseGet(() -> BotSource.create(vertx, at, Map.of(), SKEW, unseen))));
        return lanes;
    }

    /** The lanes on which the bot's metrics are read, for a command that runs by itself. */
    static List<MetricSource> lanes(Vertx vertx, Settings settings) {
        TimingHistograms unseen = new TimingHistograms();
        MetricSource prometheus = PrometheusSource.create(vertx, settings.prometheus(), unseen);
        return settings.bot()
                .map(at -> List.of(prometheus, bot(at, settings.prometheus(), vertx, unseen)))
                .orElse(List.of(prometheus));
    }

    /** All lanes, for a command that runs by itself. */
    static List<MetricSource> everyLane(Vertx vertx, Settings settings) {
        return Stream.concat(
                        lanes(vertx, settings).stream(), Stream.of(HttpProbe.create(vertx, new TimingHistograms())))
                .toList();
    }

    /** How the bot shows that it obeys, for a command that runs by itself. */
    static Confirmation confirmation(Vertx vertx, Settings settings, Settings.Confirm confirm) {
        TimingHistograms unseen = new TimingHistograms();
        MetricSource states = settings.bot()
                .map(at -> bot(at, settings.prometheus(), vertx, unseen))
                .orElseGet(() -> PrometheusSource.create(vertx, settings.prometheus(), unseen));
        return confirmation(confirm, states, HttpProbe.create(vertx, unseen));
    }

    /** A state is read where it is seen soonest. */
    private static Confirmation confirmation(Settings.Confirm confirm, MetricSource states, MetricSource probe) {
        boolean probed = confirm.indicator() instanceof Indicator.Probe;
        return new Confirmation(probed ? probe : states, confirm.indicator(), confirm.expect(), confirm.within());
    }

    private static ApiServer serve(
            Settings settings,
            Reloader reloader,
            TimingHistograms timings,
            Supplier<Vitals> vitals,
            PhaseBook phases,
            PageSetup pageSetup) {
        BuildInfo build = BuildInfo.read();
        Supplier<Board> boards = () -> reloader.inForce().watchdog().board();
        MetricsPage page = new MetricsPage(
                boards, timings, () -> about(build, reloader.inForce()), vitals, InstantSource.system());
        Health health = new Health(boards, () -> slowest(reloader.inForce().settings()), InstantSource.system());
        Api api = new Api(
                settings.name(),
                build,
                boards,
                board -> phases.matrix(reloader.inForce().settings(), board),
                InstantSource.system(),
                settings.journal().map(JournalEntries::new),
                new RedisHands(
                        settings.name(), () -> reloader.inForce().settings().stop()),
                reloader,
                pageSetup);
        return await(ApiServer.start(settings.http(), health, page, api), START_LIMIT);
    }

    private static About about(BuildInfo build, InForce inForce) {
        return new About(
                build, inForce.settings().name(), inForce.settings().hash(), inForce.successful(), inForce.readAt());
    }

    private static Duration slowest(Settings settings) {
        return settings.groups().stream()
                .map(Settings.Group::interval)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Vitals vitals(Reloader reloader, Chronicle chronicle, Announcing announcing) {
        Board.StopView stop = reloader.inForce().watchdog().board().stop();
        return new Vitals(
                chronicle.errors(),
                LineLog.standard().droppedLines(),
                stop.lastDrill(),
                stop.leaseHeld(),
                announcing.told());
    }

    private static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Where everything stands. */
    public Board board() {
        return reloader.inForce().watchdog().board();
    }

    /**
     * Reads the configuration again, and tells in log and journal how that ended.
     *
     * @param trigger who asks for it, in a word
     */
    Future<Reloading.Outcome> reload(String trigger) {
        return reloader.reload(trigger);
    }

    /** Takes the way of a stop where nothing comes of it; not in shadow mode, which touches nothing. */
    void warmUp(Settings settings) {
        if (settings.stop().enforced()) {
            WarmUp.later(vertx, settings);
        }
    }

    /** Follows the files of the configuration from now on. */
    void watchConfig() {
        reloader.watch();
    }

    /** Ends within seconds, whatever hangs. The flag stays as it is: ending the watchdog is not a release. */
    @Override
    public void close() {
        chronicle.shutdown();
        announcing.close();
        reloader.close();
        end(server.close()
                .transform(ignored -> reloader.inForce().watchdog().stop())
                .transform(ignored -> vertx.close()));
        chronicle.close();
    }

    private static void end(Future<?> ending) {
        try {
            await(ending, STOP_LIMIT);
        } catch (IllegalStateException e) {
            org.slf4j.LoggerFactory.getLogger(Wiring.class).warn("not everything ended in time: {}", e.getMessage());
        }
    }
}
