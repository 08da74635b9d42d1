package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Obligations;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What becomes of the decision to stop. The latch keeps it; {@link FlagHold} makes the flag say so, {@link Confirming} asks
 * the bot whether it obeys, {@link SecondChannel} tells it another way, {@link LeaseKeeping} tells the bot
 * that somebody watches. Each runs by itself and waits for none of the others.
 * Level-triggered, so that a lost answer, a lost flag or a restart needs no case of its own.
 */
final class StopDesk implements FlagHold.Listener {

    /** How long a stop that a drill would explain waits for Redis to say whether there was one. */
    private static final Duration LOOK_FIRST = Duration.ofSeconds(2);

    /** Without an answer for so long it is not known whether the flag still says stop. */
    private static final Duration NOT_KNOWN = Duration.ofSeconds(1);

    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    private final Loop loop;
    private final String name;
    private final boolean enforced;
    private final Timings timings;
    private final Supplier<Map<String, Obligation>> obliging;
    private final Obligations obligations = new Obligations();
    private final Supplier<Standing> standing;
    private final Latch latch = new Latch();
    private final FlagHold flag;
    private final Optional<Confirming> confirming;
    private final Optional<SecondChannel> second;
    private final Optional<LeaseKeeping> lease;
    private final Map<String, Long> orders = new LinkedHashMap<>();
    private final Map<SwitchReport.Rewrite, Long> reasserts = new EnumMap<>(SwitchReport.Rewrite.class);
    private final Rehearsal rehearsal;
    private Optional<Runnable> undecided = Optional.empty();
    private Instant decided = Instant.MIN;
    /** Whether the flag has said stop under the order in force. */
    private boolean writtenOnce;

    /**
     * @param obliging the objectives that oblige to stop at this moment
     * @param standing how those that stop stand at this moment
     */
    StopDesk(Loop loop, WatchdogSetup setup, Supplier<Map<String, Obligation>> obliging, Supplier<Standing> standing) {
        WatchdogSetup.Stopping stopping = setup.stopping();
        this.loop = loop;
        this.name = setup.name();
        this.enforced = stopping.enforced();
        this.timings = setup.timings();
        this.obliging = obliging;
        this.standing = standing;
        this.flag = new FlagHold(loop, latch, stopping.killSwitch(), this);
        this.rehearsal = new Rehearsal(stopping.confirmation());
        this.confirming = stopping.confirmation().map(how -> new Confirming(loop, latch, how, timings));
        this.second = stopping.channel()
                .map(channel -> new SecondChannel(loop, latch, channel, confirming.isPresent(), timings));
        this.lease = stopping.lease().map(one -> new LeaseKeeping(loop, one));
        Board.COUNTED_CAUSES.forEach(cause -> orders.put(cause.word(), 0L));
        for (SwitchReport.Rewrite rewrite : SwitchReport.Rewrite.values()) {
            if (rewrite != SwitchReport.Rewrite.FIRST) {
                reasserts.put(rewrite, 0L);
            }
        }
    }

    /** An objective obliges to stop: the first write goes out before anything else happens. To be called as long as it does. */
    void raise(Watch watch, Obligation obligation, Instant now) {
        String slo = watch.objective().name();
        obligations.note(slo, obligation, now);
        if (enforced && obligation.cause() == Cause.BREACH && rehearsal.mayHaveCaused(watch)) {
            if (rehearsal.isOn(latch.order(), now) || rehearsal.wasOn(watch.since())) {
                latch.excuse(slo, obligation);
                return;
            }
            if (mayBeDrilled(watch, now)) {
                // the bot is stopped, by whomever: there is time to look whether it was a drill
                undecided = Optional.of(() -> raise(watch, obligation, loop.now()));
                flag.look();
                return;
            }
        }
        latch.raise(obligation.cause(), slo, watch.reason(), now, name, obligation.events())
                .ifPresent(order -> begin(order, now, Event.Level.ERROR, "stop ordered"));
    }

    /** What must outlive the process. */
    Checkpoint.Stop state() {
        return new Checkpoint.Stop(latch.order().filter(order -> !order.givesWay()), latch.excused());
    }

    /**
     * Goes on from what was known before a restart. An order that was in force is held until Redis says that it has been released
     * meanwhile.
     */
    void resume(Checkpoint.Stop stop) {
        obligations.noteOld(obliging.get());
        stop.excused().forEach(latch::excuse);
        stop.order().ifPresent(order -> {
            latch.adopt(order);
            begin(order, loop.now(), Event.Level.WARN, "stop resumed");
        });
    }

    /** A new soak begins: an order in force stays, and events are counted from 0 again. */
    void countAnew() {
        latch.countAnew();
        obligations.countAnew();
    }

    private boolean mayBeDrilled(Watch watch, Instant now) {
        return latch.order().isEmpty()
                && !flag.hasLookedSince(watch.since())
                && Duration.between(watch.since(), now).abs().compareTo(LOOK_FIRST) < 0;
    }

    @Override
    public void clear(SwitchReport.Clear clear) {
        Optional<Instant> known = rehearsal.last();
        clear.lastDrill().ifPresent(at -> rehearsal.endedWell(at, loop.now()));
        if (!rehearsal.last().equals(known)) {
            loop.publish();
        }
        Optional<Runnable> asked = undecided;
        undecided = Optional.empty();
        asked.ifPresent(Runnable::run);
    }

    /** The clock was set by so much. */
    void clockSet(Duration by) {
        latch.clockSet(by);
        obligations.clockSet(by);
    }

    void recovered(String slo) {
        latch.recovered(slo);
        obligations.over(slo);
    }

    /**
     * Once a second. What breaks in one part keeps no other from being done, the flag least of all.
     *
     * @param sight how well the objectives that stop are seen
     */
    void beat(Instant now, Supplier<GreenLight.Sight> sight) {
        if (enforced) {
            loop.each(
                    () -> flag.beat(now, this::word),
                    () -> confirming.ifPresent(one -> one.beat(now)),
                    () -> second.ifPresent(SecondChannel::settle),
                    () -> lease.ifPresent(one -> one.beat(now, wish(sight.get()))));
        }
    }

    private LeaseKeeping.Wish wish(GreenLight.Sight sight) {
        if (latch.order().isPresent() || sight == GreenLight.Sight.BLIND) {
            return LeaseKeeping.Wish.DROP;
        }
        // an order of before a restart is known only when Redis has been asked
        return sight == GreenLight.Sight.CLEAR && flag.isKnown() ? LeaseKeeping.Wish.KEEP : LeaseKeeping.Wish.LEAVE;
    }

    private void begin(StopOrder order, Instant now, Event.Level level, String event) {
        decided = since(order, now);
        writtenOnce = false;
        if (enforced) {
            loop.each(
                    () -> flag.hold(order),
                    () -> confirming.ifPresent(one -> one.begin(decided)),
                    () -> second.ifPresent(one -> one.begin(order, decided)),
                    () -> lease.ifPresent(LeaseKeeping::drop));
        }
        orders.merge(order.countedAs(), 1L, Long::sum);
        loop.tell(level, event, order.asData());
    }

    /** When it was decided: what is adopted soon after has been decided by somebody else, what is adopted late is a new thing here. */
    private static Instant since(StopOrder order, Instant now) {
        boolean justNow =
                !order.at().isAfter(now) && Duration.between(order.at(), now).compareTo(JUST_NOW) <= 0;
        return justNow ? order.at() : now;
    }

    @Override
    public void held(StopOrder order, SwitchReport.Held held, Instant asked) {
        obligations.inForce(asked);
        boolean first = !writtenOnce;
        boolean again = latch.state() == StopState.ORDERED;
        writtenOnce = true;
        // by the loop's own time: the answer may be from before the clock was set
        latch.held(loop.now());
        if (again || held.rewrite().isPresent()) {
            confirming.ifPresent(one -> one.written(held.at()));
        }
        if (first) {
            timings.stopWritten(FlagHold.CHANNEL, Duration.between(decided, held.at()));
            Map<String, Object> data = order.asData();
            data.put("flag_before", held.found());
            data.put("adopted", held.rewrite().isEmpty());
            loop.tell(Event.Level.ERROR, "stop written", data);
        } else if (again && held.rewrite().isEmpty()) {
            loop.tell(Event.Level.WARN, "stop written", order.asData()); // it had not been lost after all
        } else {
            held.rewrite()
                    .filter(why -> why != SwitchReport.Rewrite.FIRST)
                    .ifPresent(why -> rewritten(why, held, order));
        }
        loop.publish();
        confirming.ifPresent(one -> one.ask(held.at()));
        if (held.rewrite().isPresent()) {
            flag.witness(replicas -> replicated(order, replicas));
        }
    }

    @Override
    public void failed(StopOrder order, SwitchReport.Failed failed, Instant since) {
        StopState before = latch.state();
        if (failed.lost() || !loop.now().isBefore(since.plus(NOT_KNOWN))) {
            latch.notHeld(failed.lost());
        }
        if (latch.state() != before) {
            Map<String, Object> data = order.asData();
            data.put("was", before.word());
            data.put("failure", failed.failure().word());
            boolean unwritten = latch.state() == StopState.ORDERED;
            loop.tell(Event.Level.ERROR, unwritten ? "stop not written" : "stop unconfirmed", data);
            second.ifPresent(one -> one.expectFlag(order));
            loop.publish();
        }
    }

    private void replicated(StopOrder order, Replicated replicas) {
        loop.tell(
                replicas.isComplete() ? Event.Level.INFO : Event.Level.WARN,
                "stop replicated",
                Map.of("order", order.id(), "replicas", replicas.toString()));
    }

    private void rewritten(SwitchReport.Rewrite why, SwitchReport.Held held, StopOrder order) {
        latch.rewritten(loop.now());
        reasserts.merge(why, 1L, Long::sum);
        Map<String, Object> data = order.asData();
        data.put("found", held.found());
        loop.tell(Event.Level.ERROR, "flag " + why.name().toLowerCase(Locale.ROOT), data);
    }

    @Override
    public void ordered(StopOrder other) {
        latch.adopt(other);
        begin(other, loop.now(), Event.Level.WARN, "stop adopted");
        // whoever ordered it may want to release it before the next beat
        flag.leave(word());
    }

    private Standing word() {
        return standing.get().under(latch.order());
    }

    @Override
    public void released(StopOrder order, Release release) {
        if (order.givesWay()) {
            rehearsal.over(loop.now());
        }
        latch.release(release.forced() ? known(release) : order.givesWay() ? latch.excused() : Map.of());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", release.orderId());
        data.put("by", release.by());
        data.put("reason", release.reason());
        data.put("forced", release.forced());
        loop.tell(Event.Level.WARN, "released", data);
        // whether it was a drill that ended well is found there, too; whoever made it looks at the metric next
        flag.look(word());
        loop.publish();
    }

    /**
     * What stands and stood already when it was given: whoever forces it knows that. Whoever does not has been told that nothing stands, so that any breach is
     * a new one; a drill that is over has changed nothing of what was known before it.
     */
    private Map<String, Obligation> known(Release release) {
        Map<String, Obligation> known = obligations.at(release.at(), loop.now());
        known.keySet().retainAll(obliging.get().keySet());
        return known;
    }

    Board.StopView view() {
        Map<String, Map<String, Long>> failures = new LinkedHashMap<>();
        failures.put(FlagHold.CHANNEL, flag.failures());
        second.ifPresent(one -> failures.put(one.name(), one.failures()));
        return new Board.StopView(
                enforced,
                latch.state(),
                latch.order(),
                flag.isUp(),
                Map.copyOf(orders),
                Map.copyOf(failures),
                Map.copyOf(reasserts),
                lease.map(one -> one.isHeld(loop.now())).orElse(false),
                rehearsal.last());
    }
}
