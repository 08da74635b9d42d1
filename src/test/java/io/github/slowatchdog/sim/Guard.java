package io.github.slowatchdog.sim;

import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.ChannelReport;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Confirmation;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.KillSwitch;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.StopChannel;
import io.github.slowatchdog.watch.Timings;
import io.github.slowatchdog.watch.Watchdog;
import io.github.slowatchdog.watch.WatchdogSetup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One watchdog by its name: one process after another, and the disk that outlives them. */
final class Guard {

    final String name;
    private final World world;
    private final Fault fault;
    private final Oracle oracle;
    private Optional<Run> running = Optional.empty();
    private Optional<Kept> disk = Optional.empty();
    private final Map<String, Double> inBreach = new HashMap<>();

    /** What is on the disk, and what the oracle knew by then. */
    record Kept(Checkpoint checkpoint, Ledger pages, double decidedByStore, double decidedByPages) {}

    /** One process. */
    static final class Run extends VirtualTime.Owner {
        final double started;
        double reloaded;
        /** The order that was in force by what is on the disk it started from. */
        Optional<String> resumes = Optional.empty();
        /** When the soak that it watches began. */
        final double began;

        final Vertx vertx;
        final Ledger pages;
        /** What the oracle has heard of this process. */
        final Heard heard;

        private @Nullable Watchdog watchdog;

        Run(VirtualTime time, double began, Ledger pages, Heard heard) {
            this.heard = heard;
            this.started = time.seconds();
            this.began = began;
            this.pages = pages;
            this.vertx = VirtualVertx.of(time, this);
        }

        /** Whether it has been running, and not frozen, for so many seconds. */
        boolean isAttentive(double now, double seconds) {
            return !dead && Math.max(started, reloaded) <= now - seconds && frozenUntil / 1e9 <= now - seconds;
        }

        private Watchdog watchdog() {
            return Objects.requireNonNull(watchdog);
        }

        Board board() {
            return watchdog().board();
        }
    }

    Guard(String name, World world, Fault fault, Oracle oracle) {
        this.name = name;
        this.world = world;
        this.fault = fault;
        this.oracle = oracle;
    }

    Optional<Run> running() {
        return running;
    }

    void start() {
        Optional<Checkpoint> left =
                disk.map(kept -> CheckpointJson.decode(CheckpointJson.encode(fault.resumed(kept.checkpoint()))));
        double began = left.map(
                        checkpoint -> checkpoint.soak().began().toEpochMilli() - VirtualTime.BEGIN.toEpochMilli())
                .map(millis -> millis / 1000.0)
                .orElse(world.now());
        Ledger pages = disk.map(kept -> kept.pages().copy()).orElseGet(() -> new Ledger(began));
        Run process = new Run(world.time, began, pages, new Heard(inBreach));
        disk.ifPresent(kept -> {
            process.resumes = kept.checkpoint().stop().order().map(StopOrder::id);
            process.heard.passed = kept.checkpoint().soak().verdict() == SoakVerdict.PASS;
            process.heard.decidedByStore = kept.decidedByStore();
            process.heard.decidedByPages = kept.decidedByPages();
        });
        running = Optional.of(process);
        process.watchdog = Watchdog.start(process.vertx, setup(process), left, kept -> keep(process, kept));
    }

    private void keep(Run process, Checkpoint checkpoint) {
        Heard heard = process.heard;
        Kept kept = new Kept(checkpoint, process.pages.copy(), heard.decidedByStore, heard.decidedByPages);
        world.time.after(world.dice.nanos(0.005, 0.3), process, () -> disk = Optional.of(kept));
    }

    void kill() {
        running.ifPresent(process -> process.dead = true);
        running = Optional.empty();
    }

    void loseDisk() {
        disk = Optional.empty();
    }

    /** As a reload does it: another one in the same process, which takes over. */
    void reload() {
        running.ifPresent(process -> {
            Watchdog before = process.watchdog();
            before.handOver()
                    .compose(handed ->
                            Watchdog.takeOver(process.vertx, setup(process), handed, kept -> keep(process, kept)))
                    .onSuccess(begun -> {
                        process.watchdog = begun;
                        process.reloaded = world.now();
                        before.leave();
                    })
                    .onFailure(e -> {
                        throw new IllegalStateException(e);
                    });
        });
    }

    private WatchdogSetup setup(Run process) {
        Terms terms = world.terms;
        PageLane page = new PageLane(world.time, world.owner, world.bot, world.toBot, world.dice, shown -> {
            if (!process.dead) {
                oracle.shown(process, shown);
            }
        });
        MetricSource bot = fault.lane(page, world);
        MetricSource store = fault.lane(store(process), world);
        Confirmation confirmation = new Confirmation(
                fault.confirming(
                        new PageLane(world.time, world.owner, world.bot, world.toBot, world.dice, shown -> {})),
                new Indicator.State(Selector.parse(Bot.MODE + "{job=\"bot\"}"), "mode"),
                Expectation.parse("== DRY"),
                Terms.seconds(Terms.CONFIRM_WITHIN));
        return new WatchdogSetup(
                name,
                "sim",
                terms.soak(),
                List.of(new WatchdogSetup.Group("bot", Terms.seconds(terms.interval()), terms.objectives())),
                List.of(store, bot),
                Optional.of(Terms.seconds(terms.maxAge())),
                new WatchdogSetup.Stopping(
                        true,
                        fault.killSwitch(new Switch(process), world),
                        Optional.of(new Channel()),
                        Optional.of(confirmation),
                        Optional.empty()),
                event -> record(process, event),
                Timings.NONE,
                world.time);
    }

    private StoreLane store(Run process) {
        return new StoreLane(world.time, world.owner, world.store, world.toStore, world.dice, asOf -> {
            if (!process.dead) {
                oracle.answered(process, asOf);
            }
        });
    }

    private void record(Run process, Event event) {
        Event told = fault.told(event);
        world.transcript.add(world.now(), name, () -> told.name() + " " + Transcript.text(told.data()));
        oracle.heard(process, told);
    }

    /** The real switch, but for the replicas, which nothing depends on. */
    private final class Switch implements KillSwitch {
        private final KillSwitch real;

        Switch(Run process) {
            VirtualThread thread = new VirtualThread(
                    world.time,
                    process,
                    () -> world.redisSlow ? world.dice.nanos(0.1, 0.9) : world.dice.nanos(0.0005, 0.005));
            real = world.redis.killSwitch(
                    name, world.time, thread, delay -> work -> world.time.after(delay, process, work));
        }

        @Override
        public Future<SwitchReport> hold(StopOrder order) {
            return real.hold(order);
        }

        @Override
        public Future<SwitchReport> look(Standing standing) {
            return real.look(standing);
        }

        @Override
        public Future<Optional<Replicated>> replicated() {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Void> close() {
            return real.close();
        }
    }

    /** The bot's emergency endpoint. */
    private final class Channel implements StopChannel {
        @Override
        public String name() {
            return "http";
        }

        @Override
        public Future<ChannelReport> fire(StopOrder order) {
            world.channelFired++;
            world.channelFiredAt = world.now();
            Promise<ChannelReport> answer = Promise.promise();
            world.time.after(world.dice.nanos(0.001, 0.2), world.owner, () -> {
                boolean reached = world.toBot.failing.isEmpty() && world.bot.takesOrder();
                answer.complete(
                        reached
                                ? new ChannelReport.Accepted()
                                : new ChannelReport.Failed(ChannelFailure.REFUSED, "as the simulation wants it"));
            });
            return answer.future();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
