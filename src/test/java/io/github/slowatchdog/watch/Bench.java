package io.github.slowatchdog.watch;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.stop.FlagDocument;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A loop between fakes, for tests. Its clock can run fast and jump; its timers are real. */
final class Bench implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    final Vertx vertx = Vertx.vertx();
    final FastClock clock = new FastClock();
    final FakeSource prometheus = new FakeSource(Lane.PROMETHEUS);
    final FakeSource bot = new FakeSource(Lane.BOT);
    final FakeKillSwitch flag = new FakeKillSwitch(FlagDocument.standard(), clock);
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<WatchdogSetup.Group> groups = new ArrayList<>();
    private final Optional<Watchdog> none = Optional.empty();
    KillSwitch killSwitch = flag;
    Journal journal = events::add;
    Optional<Duration> maxGap = Optional.empty();
    boolean enforced = true;
    Optional<Confirmation> confirmation = Optional.empty();
    Optional<Lease> lease = Optional.empty();
    Optional<Checkpoint> left = Optional.empty();
    Consumer<Checkpoint> keeper = ignored -> {};
    Optional<StopChannel> channel = Optional.empty();
    WatchdogSetup.Start begins = WatchdogSetup.Start.PLAIN;
    private Optional<Watchdog> watchdog = none;

    /** A clock that starts now, may run faster than time, and may jump. */
    static final class FastClock implements InstantSource {
        private Instant base = Instant.now();
        private long since = System.nanoTime();
        private long speed = 1;

        @Override
        public synchronized Instant instant() {
            return base.plusNanos((System.nanoTime() - since) * speed);
        }

        synchronized void jump(Duration by) {
            base = base.plus(by);
        }

        /** Faster than 4 would look like a stall to a loop that beats each second. */
        synchronized void runAt(long times) {
            base = instant();
            since = System.nanoTime();
            speed = times;
        }
    }

    /** A gauge-like objective {@code name < 10} that stops, with these lanes, in a group of its own. */
    Bench watch(String name, Lane... lanes) {
        return watch(name, Duration.ofMinutes(10), Consequence.WARN, lanes);
    }

    Bench watch(String name, Duration blindAfter, Consequence whenBlind, Lane... lanes) {
        groups.add(new WatchdogSetup.Group(
                "group_" + name,
                TICK,
                List.of(new Objective(
                        name,
                        "group_" + name,
                        new Indicator.Expr(name),
                        Expectation.parse("< 10"),
                        Consequence.STOP,
                        List.of(lanes),
                        Duration.ZERO,
                        Optional.empty(),
                        NoData.UNKNOWN,
                        Duration.ZERO,
                        blindAfter,
                        whenBlind,
                        Optional.empty(),
                        false,
                        new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>())))));
        return this;
    }

    Watchdog start() {
        Watchdog started = Watchdog.start(vertx, setup(), left, keeper);
        watchdog = Optional.of(started);
        return started;
    }

    WatchdogSetup setup() {
        return new WatchdogSetup(
                "bench",
                "phase",
                new SoakRules(Duration.ofHours(1), Optional.empty(), maxGap, List.of()),
                List.copyOf(groups),
                List.of(prometheus, bot),
                Optional.empty(),
                new WatchdogSetup.Stopping(enforced, killSwitch, channel, confirmation, lease),
                journal,
                Timings.NONE,
                clock,
                begins);
    }

    Board board() {
        return watchdog.orElseThrow().board();
    }

    Verdict verdict(String name) {
        return board().objectives().stream()
                .filter(view -> view.objective().name().equals(name))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    long orders(String name) {
        return board().stop().orders().getOrDefault(name, 0L);
    }

    Map<String, Long> missed() {
        Map<String, Long> missed = new TreeMap<>();
        board().groups().forEach(group -> missed.put(group.name(), group.ticksMissed()));
        return missed;
    }

    void await(String what, BooleanSupplier condition) {
        ServerProcess.await(what + "; events: " + events, Duration.ofSeconds(60), condition);
    }

    /** Lets so many beats of the loop go by. */
    void beats(int count) {
        for (int i = 0; i < count; i++) {
            Instant before = board().beat();
            await("a beat", () -> board().beat().isAfter(before));
        }
    }

    @Override
    public void close() {
        watchdog.ifPresent(Watchdog::stop);
        prometheus.answerAll();
        bot.answerAll();
        vertx.close().await();
    }
}
